/**
 * @file What a descriptor supplies: the connections of a listener, the bytes of a
 * connection. Operations that want some wait in order. What comes when nobody waits any
 * more is kept for the next.
 */

/** @template Item */
export class Supply {
  /** Operations that wait. @type {import("./ring.mjs").Operation[]} */
  #waiting = [];
  /** @type {Item | undefined} */
  #kept;
  /** Why there will be no more. */
  #error;
  #fetching = false;

  /**
   * @param {(size: number) => Promise<Item>} fetch Gives the next. It is called again
   *   when it has.
   * @param {(operation: import("./ring.mjs").Operation, item: Item) => Item | undefined}
   *   give Completes an operation, and returns what of the item is left.
   * @param {(operation: import("./ring.mjs").Operation, error: unknown) => void} fail
   */
  constructor(fetch, give, fail) {
    this.fetch = fetch;
    this.give = give;
    this.fail = fail;
  }

  /** @param {import("./ring.mjs").Operation} operation */
  request(operation) {
    this.#waiting.push(operation);
    this.#serve();
  }

  /** @param {import("./ring.mjs").Operation} operation */
  withdraw(operation) {
    this.#waiting = this.#waiting.filter((other) => other !== operation);
  }

  /** What nobody has taken. */
  get kept() {
    return this.#kept;
  }

  #serve() {
    while (this.#waiting.length && this.#kept !== undefined) {
      this.#kept = this.give(this.#waiting.shift(), this.#kept);
    }
    while (this.#waiting.length && this.#error) {
      this.fail(this.#waiting.shift(), this.#error);
    }
    if (this.#waiting.length && !this.#fetching) this.#fetch();
  }

  async #fetch() {
    this.#fetching = true;
    try {
      this.#kept = await this.fetch(this.#waiting[0].length);
    } catch (error) {
      this.#error = error;
    }
    this.#fetching = false;
    this.#serve();
  }
}
