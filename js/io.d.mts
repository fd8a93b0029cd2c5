/** What a program that uses fio.h needs of Node or Deno, for one run. */
export interface Io {
  imports: WebAssembly.Imports;
  suspending: Record<string, Record<string, (address: number) => Promise<number>>>;
  attach(instance: WebAssembly.Instance): void;
  stop(): void;
  /**
   * Has the program end gracefully: calls its fio_shutdown. It may take `grace`
   * milliseconds, all that it wants unless told. The promise of run() is resolved at the end.
   */
  shutdown(grace?: number): void;
}

export interface IoOptions {
  /** Directories whose files the program may open, by the name it knows them by. */
  directories?: Record<string, string>;
}

/**
 * Makes it. The program can connect to any host, and listen at any address, that the
 * process can.
 */
export function makeIo(options?: IoOptions): Io;
