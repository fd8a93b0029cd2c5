/**
 * @file Fibers of a program's own that wait for promises while whoever has polled them
 * goes on (passes/await/PolledFibers.h).
 */

const { then } = Promise.prototype;

/**
 * Calls one of the two functions when a promise is settled, as `await` goes on: what else
 * the promise is said to be, or do, doesn't matter.
 * @param {unknown} promise
 * @param {(value: unknown) => void} fulfilled
 * @param {(reason: unknown) => void} rejected
 */
export function whenSettled(promise, fulfilled, rejected) {
  try {
    then.call(Promise.resolve(promise), fulfilled, rejected);
  } catch (error) {
    then.call(Promise.reject(error), undefined, rejected);
  }
}

/** What `take` returns. */
const status = { none: 0, pending: 1, resolved: 2, rejected: 3 };

/**
 * A fiber, and the promise that it waits for.
 * @typedef {object} Wait
 * @property {number} fiber
 * @property {string} types Those of the values that it gives.
 * @property {Poller} poller Who is told.
 * @property {number} status
 * @property {unknown} value Or the reason.
 */

/** A call of an export that polls fibers. */
class Poller {
  /** How many of its fibers wait for promises that aren't settled. */
  pending = 0;
  /** Those whose promises are, and nobody was told of, in that order. @type {Set<Wait>} */
  settled = new Set();
  /** Those who want to know of the next. @type {((fiber: number) => void)[]} */
  waiting = [];

  /** @param {Wait} wait */
  settle(wait) {
    this.pending--;
    const tell = this.waiting.shift();
    if (tell) tell(wait.fiber);
    else this.settled.add(wait);
  }

  remove() {
    this.pending--;
    if (!this.pending) this.waiting.splice(0).forEach((tell) => tell(0));
  }
}

/** All fibers of an instance that wait so. */
export class Waits {
  /** By the fiber. @type {Map<number, Wait>} */
  #waits = new Map();
  /** The one of calls that can't wait. */
  #nobody = new Poller();

  /** @param {import("./await.mjs").AwaitingInstance} instance */
  constructor(instance) {
    this.instance = instance;
  }

  /** What the module imports. */
  get imports() {
    return {
      keep: (fiber) => this.#keep(fiber),
      take: (fiber) => this.#take(fiber),
      forget: (fiber) => this.#forget(fiber),
      throw: () => {
        throw this.instance.takeReason();
      },
    };
  }

  /** The next fiber that can go on; 0 if none waits. */
  next() {
    const { pending, settled, waiting } = this.#poller();
    for (const wait of settled) {
      settled.delete(wait);
      return wait.fiber;
    }
    return pending && new Promise((resolve) => waiting.push(resolve));
  }

  #poller() {
    const { running } = this.instance;
    return running ? (running.poller ??= new Poller()) : this.#nobody;
  }

  #keep(fiber) {
    const { promise, types } = this.instance.takePromise();
    const wait = {
      fiber,
      types,
      poller: this.#poller(),
      status: status.pending,
      value: undefined,
    };
    this.#waits.set(fiber, wait);
    wait.poller.pending++;
    whenSettled(
      promise,
      (value) => this.#settle(wait, status.resolved, value),
      (reason) => this.#settle(wait, status.rejected, reason),
    );
  }

  #settle(wait, status, value) {
    if (this.#waits.get(wait.fiber) !== wait) return;
    wait.status = status;
    wait.value = value;
    wait.poller.settle(wait);
  }

  #take(fiber) {
    const wait = this.#waits.get(fiber);
    if (!wait) return status.none;
    if (wait.status === status.pending) {
      const poller = this.#poller();
      if (poller !== wait.poller) {
        wait.poller.remove();
        wait.poller = poller;
        poller.pending++;
      }
      return status.pending;
    }
    this.#waits.delete(fiber);
    wait.poller.settled.delete(wait);
    this.instance.setReason(wait.status === status.rejected ? wait.value : undefined);
    if (wait.status === status.rejected || !wait.types) return wait.status;
    return this.instance.give(wait.types, wait.value) ? status.resolved : status.rejected;
  }

  /** The fiber is freed. */
  #forget(fiber) {
    const wait = this.#waits.get(fiber);
    if (!wait) return 0;
    this.#waits.delete(fiber);
    if (wait.status === status.pending) wait.poller.remove();
    else wait.poller.settled.delete(wait);
    return 1;
  }
}
