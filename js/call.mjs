/**
 * @file One call of an export that waits for promises.
 */

/**
 * One call of an export, and the fiber that it is. When it has finished, the object
 * serves a later call, so that its functions are made once.
 */
export class Call {
  /** Its handle, 0 when it has ended. */
  fiber = 0;
  /** Whether its code is on the stack. */
  runs = false;
  /** Gives the value of the promise that it waits for. @type {Function} */
  give;
  /** Gives the result. @type {(() => unknown) | undefined} */
  getResult;
  /** Settle the promise of the call. @type {(value: unknown) => void} */
  resolve;
  /** @type {(error: unknown) => void} */
  reject;
  /** @type {AbortSignal | undefined} */
  signal;
  /** What it knows of fibers that it polls. */
  poller;

  /** @param {import("./await.mjs").AwaitingInstance} instance */
  constructor(instance) {
    this.instance = instance;
    this.fulfilled = (value) => {
      if (this.fiber) instance.enter(this, this.give, value);
    };
    this.rejected = (error) => {
      if (this.fiber) instance.fail(this, error);
    };
    this.aborted = () => {
      // While it runs, nothing can end it.
      if (!this.runs) this.end(this.signal.reason);
    };
  }

  /** Ends it before it has finished. */
  end(error) {
    if (!this.fiber) return;
    const fiber = this.fiber;
    this.finish();
    try {
      this.instance.drop(fiber);
    } catch (another) {
      error = another;
    }
    this.reject(error);
  }

  finish() {
    this.fiber = 0;
    this.signal?.removeEventListener("abort", this.aborted);
  }
}
