import type { Io } from "./io.d.mts";

/** A module, or where to get one. A string that isn't a URL is a path. */
export type Source =
  | string
  | URL
  | BufferSource
  | Response
  | PromiseLike<Response>
  | WebAssembly.Module;

/** Looks up a path in a directory: a file's bytes, or names, or null for nothing. */
export type Lookup = (path: string) => Uint8Array | string[] | null;

/** What JavaScript and WebAssembly pass each other. */
// deno-lint-ignore no-explicit-any
type Value = any;

/** Functions by the module and the name that a program imports them by. */
export type Suspending = Record<
  string,
  Record<string, (...args: Value[]) => Value | PromiseLike<Value>>
>;

export interface Options {
  /** The command line, from the program's name on. */
  args?: string[];
  /** The environment; empty unless told. */
  env?: Record<string, string>;
  /** Gives at most `size` bytes, and none at the end. */
  stdin?: (size: number) => Uint8Array;
  /** Takes each write: of a library, a line; of a program, a buffer, and the rest at its end. */
  stdout?: (bytes: Uint8Array) => void;
  stderr?: (bytes: Uint8Array) => void;
  /** Directories that the program may read, by the name it knows them by. */
  preopens?: Record<string, string | Lookup>;
  /** What the module imports beside WASI. */
  imports?: WebAssembly.Imports;
  /** What it imports and may return a promise, which the program waits for. */
  suspending?: Suspending;
  /** Sockets and files, for a program that uses fio.h. */
  io?: Io;
}

export interface Library<Exports> {
  /** What the module exports. Functions that may wait return promises. */
  exports: Exports;
  /** The engine's, whose exports are as they are. */
  instance: WebAssembly.Instance;
  /** The reason of a rejection that C++ has caught: `fiber::rejected::reason()`. */
  reasonOf(number: number): unknown;
}

/** Runs a program from start to end, and gives its exit code. */
export function run(source: Source, options?: Options): Promise<number>;

/** Instantiates a library, and initializes it. */
export function instantiate<Exports = Record<string, Value>>(
  source: Source,
  options?: Options,
): Promise<Library<Exports>>;

/** Makes a function whose calls end when the signal says so. */
export function abortable<Args extends unknown[], Result>(
  signal: AbortSignal,
  exported: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result>;

/** Whether this engine runs modules with stack switching, as it is running now. */
export function supportsStackSwitching(): boolean;

/**
 * Has each attempt to replace a function of the program's in its function table throw
 * an error, as the loader does with a table that is exported.
 */
export function guardTable(module: WebAssembly.Module, table: WebAssembly.Table): void;
