/**
 * @file What a command says, and exits with, when run() throws. The codes are
 * Wasmtime's: 134 for a trap, 1 for all else.
 */

/**
 * @param {unknown} error
 * @returns {{ code: number, message: string }}
 */
export function explain(error) {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
    return { code: 134, message: `the program trapped: ${error.stack}` };
  }
  const message =
    error instanceof WebAssembly.Exception
      ? "the program threw an exception that nothing caught"
      : String(error.message ?? error);
  return { code: 1, message };
}
