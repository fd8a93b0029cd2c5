/**
 * @file Runs WebAssembly programs that use fibers, in Deno, Node and browsers:
 *
 *     import { run } from "wasm-fibers";
 *     const exitCode = await run("app.wasm", { args: ["app", "one"] });
 *
 * Programs see WASI preview 1: standard streams, arguments, environment,
 * clocks, random numbers, an exit code, and directories to read files from.
 */

import { AwaitingInstance } from "./await.mjs";
import { compile } from "./engine.mjs";
import { guardExportedTable } from "./host-table.mjs";
import { awaitImports } from "./imports.mjs";
import { makeWasi } from "./wasi.mjs";

export { abortable } from "./await.mjs";
export { supportsStackSwitching } from "./engine.mjs";
export { guardTable } from "./host-table.mjs";

/**
 * A module, or where to get one: a URL, a path (in Deno and Node), the bytes,
 * or what fetch returns, awaited or not.
 * @typedef {string | URL | BufferSource | Response | PromiseLike<Response>
 *   | WebAssembly.Module} Source
 */

/**
 * @typedef {object} Options
 * @property {string[]} [args] The command line, from the program's name on.
 * @property {Record<string, string>} [env] The environment. Default: empty.
 * @property {(size: number) => Uint8Array} [stdin] Gives at most `size` bytes,
 *   and none at the end. Default: the process's, and nothing in a browser.
 * @property {(bytes: Uint8Array) => void} [stdout] Takes each write. To a program
 *   that run() runs it is a pipe, so C writes to it when a buffer is full, and the rest
 *   at the end. A library has no end, and writes each line. Default: the process's, and
 *   the console in a browser.
 * @property {(bytes: Uint8Array) => void} [stderr] As `stdout`.
 * @property {Record<string, string | import("./directory.mjs").Lookup>}
 *   [preopens] Directories that the program may read, by the name it knows them
 *   by: a path (in Deno and Node), or a function that looks up what is there.
 * @property {WebAssembly.Imports} [imports] What the module imports beside WASI.
 * @property {import("./imports.mjs").Suspending} [suspending] What it imports and may
 *   return a promise, which the program then waits for. The pass has to know which
 *   these are (option `suspending`).
 * @property {ReturnType<typeof import("./io.mjs").makeIo>} [io] Sockets and files, for a
 *   program that uses fio.h.
 */

/**
 * @typedef {object} Library
 * @property {Record<string, any>} exports What the module exports. Functions that may
 *   wait for a promise return a promise, and any number of calls may wait at once.
 * @property {(number: number) => unknown} reasonOf The reason of a rejection that the
 *   program has caught and knows by a number (include/fiber.hpp).
 * @property {WebAssembly.Instance} instance The engine's, whose exports are as they
 *   are: what isn't to wait can be called there without a promise.
 */

/** What this host gives a program by default: a process's, or a page's. */
const host = await (globalThis.process?.versions?.node
  ? import("./process.mjs")
  : import("./page.mjs"));

/**
 * Runs the program in `source` from start to end.
 * @param {Source} source
 * @param {Options} [options]
 * @returns {Promise<number>} The program's exit code.
 * @throws {WebAssembly.RuntimeError} When the program traps.
 */
export async function run(source, options = {}) {
  const { exports, wasi } = await load(source, options, false);
  if (!exports._start) {
    throw new TypeError(
      "the module has no _start to run; use instantiate() for a library",
    );
  }
  try {
    return await wasi.exitCodeOf(exports._start);
  } finally {
    // What a program leaves open that has exited would keep the process.
    options.io?.stop();
  }
}

/**
 * Instantiates the library in `source` and initializes it.
 * @param {Source} source
 * @param {Options} [options]
 * @returns {Promise<Library>}
 */
export async function instantiate(source, options = {}) {
  const { exports, instance, reasonOf } = await load(source, options, true);
  await exports._initialize?.();
  return { exports, instance, reasonOf };
}

/** @param {Source} source @param {Options} options @param {boolean} byLines */
async function load(source, options, byLines) {
  const module = await compile(
    typeof source === "string" || source instanceof URL
      ? await host.read(source)
      : source,
  );
  const wasi = makeWasi(host, options, byLines);
  const awaiting = new AwaitingInstance();
  const imports = awaitImports(
    module,
    awaiting,
    {
      ...options.imports,
      ...options.io?.imports,
      wasi_snapshot_preview1: wasi.imports,
    },
    (from, name) => {
      const given =
        options.suspending?.[from]?.[name] ?? options.io?.suspending[from]?.[name];
      // What every object has, as toString, isn't meant.
      return given === Object.prototype[name] ? undefined : given;
    },
  );
  const instance = await WebAssembly.instantiate(module, imports);
  wasi.attach(instance);
  options.io?.attach(instance);
  guardExportedTable(module, instance);
  return {
    exports: awaiting.attach(instance.exports),
    instance,
    wasi,
    reasonOf: (number) => awaiting.reasonOf(number),
  };
}
