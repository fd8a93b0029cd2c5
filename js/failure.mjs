/**
 * @file What ends a program, and what a command says, and exits with, when run()
 * throws. The codes are Wasmtime's: 134 for a trap, 1 for all else.
 */

/**
 * Whether the error is a trap: the state of the module is lost then. What engines
 * throw when their stack is exhausted, JavaScript may throw for other reasons.
 * @param {unknown} error
 */
export function isTrap(error) {
  try {
    return (
      error instanceof WebAssembly.RuntimeError ||
      (error instanceof RangeError && /stack/.test(error.message)) ||
      error?.name === "InternalError"
    );
  } catch {
    // The program's own object doesn't let itself be asked.
    return false;
  }
}

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
