/**
 * @file Calls of a module that wait for promises. The pass has lowered imports that
 * may suspend (option `suspending`), and has given exports that may call these a
 * second form, whose call is a fiber. What passes between the two sides is told in
 * passes/await/SuspendingImports.h and PromisingExports.h.
 */

import { Call } from "./call.mjs";
import { isTrap } from "./failure.mjs";
import { Rejections } from "./rejections.mjs";
import { Waits, whenSettled } from "./waits.mjs";

/** JavaScript's own error for it, where the engine has one. */
export const SuspendError =
  WebAssembly.SuspendError ??
  class SuspendError extends Error {
    name = "SuspendError";
  };

/** What "[resume]" returns. */
const status = { finished: 0, awaiting: 1, rejected: 3 };

/** For each promising function, how to call it with a signal. */
const callers = new WeakMap();

/**
 * Makes a function of an export that returns a promise, whose calls end when the
 * signal says so: they reject with its reason, and are dropped.
 * @param {AbortSignal} signal
 * @param {Function} exported
 * @returns {(...args: unknown[]) => Promise<unknown>}
 */
export function abortable(signal, exported) {
  const call = callers.get(exported);
  if (!call) throw new TypeError("abortable: not an export that returns a promise");
  return (...args) => call(args, signal);
}

/** What the calls of one instance share. */
export class AwaitingInstance {
  /** The call whose code runs. @type {Call | null} */
  running = null;
  /** What it is going to wait for, the function that gives the value, and of what types. */
  #promise = undefined;
  #give = undefined;
  #types = "";
  /** Fibers that are polled, if the module polls any. @type {Waits | undefined} */
  #waits;
  /** Rejections that are exceptions of the program's. @type {Rejections | undefined} */
  #rejections;
  /** Why the fiber fails that goes on. */
  #reason = undefined;
  /** The trap that has ended the instance. */
  #trap = undefined;
  /** Calls that have finished. @type {Call[]} */
  #idle = [];
  /** The engine's. @type {WebAssembly.Exports} */
  exports;
  /** Those that are called at each wait: engines look names of exports up slowly. */
  #setAwaiting;
  #drop;
  /** Whether to wait also for what is no promise. */
  #alwaysWaits;

  /** @param {{ alwaysWaits?: boolean }} [options] */
  constructor({ alwaysWaits = false } = {}) {
    this.#alwaysWaits = alwaysWaits;
  }

  /**
   * Makes a function that the module imports.
   * @param {Function} host What it is to call.
   * @param {string} params Types, as the pass has written them.
   * @param {string} results
   */
  import(host, params, results) {
    const types = results.split(",");
    const nothing = types.map((type) => (type === "i64" ? 0n : null));
    const placeholder = types.length > 1 ? nothing : nothing[0];
    let give;
    const receive = (value) => {
      if (!this.#alwaysWaits && !isThenable(value)) return value;
      // Only the module knows whether a fiber is polled.
      if (!this.running && !this.#waits) throw outsideAnyCall();
      give ??= this.#giver(results, types.length);
      this.#promise = value;
      this.#give = give;
      this.#types = results;
      this.#setAwaiting();
      return placeholder;
    };
    // A function of as many parameters is called in half the time of one of any number.
    switch (params ? params.split(",").length : 0) {
      case 0:
        return () => receive(host());
      case 1:
        return (a) => receive(host(a));
      case 2:
        return (a, b) => receive(host(a, b));
      case 3:
        return (a, b, c) => receive(host(a, b, c));
      case 4:
        return (a, b, c, d) => receive(host(a, b, c, d));
      default:
        return (...args) => receive(host(...args));
    }
  }

  /** What the pass itself has added to the imports. @param {string[]} names */
  ownImports(names) {
    const own = { error: fail };
    if (names.includes("rejection")) {
      this.#rejections = new Rejections(this);
      Object.assign(own, this.#rejections.imports);
    }
    if (names.some((name) => name === "take" || name.endsWith("]next"))) {
      this.#waits = new Waits(this);
      Object.assign(own, this.#waits.imports);
      const next = names.find((name) => name.endsWith("]next"));
      if (next) own[next] = this.import(() => this.#waits.next(), "", "i32");
    }
    return own;
  }

  /** What was to be waited for, and isn't any more. */
  takePromise() {
    const taken = { promise: this.#promise, types: this.#types };
    this.#promise = undefined;
    return taken;
  }

  /** Sets the reason for which the fiber fails that is to go on. */
  setReason(reason) {
    this.#reason = reason;
  }

  takeReason() {
    const reason = this.#reason;
    this.#reason = undefined;
    return reason;
  }

  /**
   * Gives the module the value of a promise, for the fiber that goes on next. What can't
   * be converted is a rejection, too: then this sets the reason, and returns false.
   * @param {string} types of the values, as the module names them
   */
  give(types, value) {
    const give = this.exports[`[give ${types}]`];
    try {
      if (give.length > 1) give(...listOf(give.length, value));
      else give(value);
      return true;
    } catch (error) {
      this.#reason = error;
      return false;
    }
  }

  /** The reason that the program knows by a number. @param {number} number */
  reasonOf(number) {
    return this.#rejections?.reasonOf(number);
  }

  /**
   * What a program sees of the exports.
   * @param {WebAssembly.Exports} exports
   * @returns {Record<string, unknown>}
   */
  attach(exports) {
    this.exports = exports;
    this.#setAwaiting = exports["[await]"];
    this.#drop = exports["[drop]"];
    const seen = Object.create(null);
    for (const [name, value] of Object.entries(exports)) {
      if (!name.startsWith("[")) {
        seen[name] = exports[`[promising]${name}`] ? this.#promising(name) : value;
      }
    }
    return Object.freeze(seen);
  }

  /** What a call waits for is rejected. */
  fail(call, reason) {
    if (!this.#rejections) {
      call.end(reason);
      return;
    }
    this.#reason = reason;
    this.enter(call, this.exports["[reject]"]);
  }

  /** Gives a call's fiber what it waits for, and lets it run. */
  enter(call, give, value) {
    const outer = this.running;
    this.running = call;
    call.runs = true;
    let why;
    try {
      if (this.#trap) throw this.#trap;
      why = give(call.fiber, value);
    } catch (error) {
      if (isTrap(error)) this.#trap = error;
      call.end(error);
      return;
    } finally {
      this.running = outer;
      call.runs = false;
    }
    if (why === status.finished) {
      call.finish();
      call.resolve(call.getResult?.());
      // No promise is going to call its functions any more.
      call.resolve = call.reject = call.signal = call.poller = undefined;
      this.#idle.push(call);
    } else if (why === status.rejected) {
      call.finish();
      call.reject(this.#rejections.takeUncaught());
    } else if (why !== status.awaiting) {
      call.finish();
      call.reject(
        new Error(
          "fiber_yield: called outside any fiber of the program; call it from a " +
            "function that fiber_resume runs",
        ),
      );
    } else if (call.signal?.aborted) {
      call.end(call.signal.reason);
    } else {
      call.give = this.#give;
      whenSettled(this.#promise, call.fulfilled, call.rejected);
      this.#promise = undefined;
    }
  }

  /** Drops a fiber, unless the instance has trapped: then nobody may call it. */
  drop(fiber) {
    if (this.#trap) return;
    try {
      this.#drop(fiber);
    } catch (error) {
      if (isTrap(error)) this.#trap = error;
      throw error;
    }
  }

  #giver(types, count) {
    const resume = this.exports["[resume]"];
    if (!types) return resume;
    if (this.#rejections) {
      const reject = this.exports["[reject]"];
      return (fiber, value) => (this.give(types, value) ? resume : reject)(fiber);
    }
    const give = this.exports[`[resume ${types}]`];
    if (count === 1) return give;
    return (fiber, values) => give(fiber, ...listOf(count, values));
  }

  #promising(name) {
    const start = this.exports[`[promising]${name}`];
    const getResult = this.exports[`[result]${name}`];
    const resume = this.exports["[resume]"];
    const begin = (fiber, resolve, reject, signal) => {
      if (!fiber) {
        throw new RangeError(
          `${name}: no memory for one call more, or as many calls are in flight ` +
            "as there may be fibers (max-fibers)",
        );
      }
      const call = this.#idle.pop() ?? new Call(this);
      call.fiber = fiber;
      call.getResult = getResult;
      call.resolve = resolve;
      call.reject = reject;
      call.signal = signal;
      signal?.addEventListener("abort", call.aborted);
      this.enter(call, resume);
    };
    const call = (args, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        if (this.#trap) throw this.#trap;
        begin(start(...args), resolve, reject, signal);
      });
    // Engines call a function of so few parameters faster than one of any number.
    const callFew = (a, b, c, d) =>
      new Promise((resolve, reject) => {
        if (this.#trap) throw this.#trap;
        begin(start(a, b, c, d), resolve, reject);
      });
    const promising =
      start.length <= callFew.length ? callFew : (...args) => call(args);
    Object.defineProperty(promising, "name", { value: name });
    callers.set(promising, call);
    return promising;
  }
}

function isThenable(value) {
  return (
    ((typeof value === "object" && value !== null) ||
      typeof value === "function") &&
    typeof value.then === "function"
  );
}

/** Several values, as engines take them from what an import returns. */
function listOf(count, values) {
  const list = [...values];
  if (list.length !== count) {
    throw new TypeError(`the program takes ${count} values, and gets ${list.length}`);
  }
  return list;
}

function outsideAnyCall() {
  return new SuspendError(
    "a promise can't be waited for here: no export that returns a promise has called " +
      "this, or a function of JavaScript is in between",
  );
}

function fail() {
  throw outsideAnyCall();
}
