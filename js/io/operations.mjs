/**
 * @file Operations that aren't complete, and those that are and wait to be handed back.
 */

import { setImmediate } from "node:timers";
import { canceled, resultOf } from "./errors.mjs";

export class Operations {
  /** By token. @type {Map<number, import("./ring.mjs").Operation>} */
  #pending = new Map();
  /** By descriptor. @type {Map<number, Set<import("./ring.mjs").Operation>>} */
  #users = new Map();
  /** @type {import("./ring.mjs").Completion[]} */
  #completed = [];
  /** Ends the wait, if there is one. */
  #notify;

  /** @param {WebAssembly.Memory} memory The program's. */
  attach(memory) {
    this.memory = memory;
  }

  /** @param {import("./ring.mjs").Operation} operation */
  begin(operation) {
    const { token, descriptor } = operation;
    this.#pending.set(token, operation);
    if (!this.#users.has(descriptor)) this.#users.set(descriptor, new Set());
    this.#users.get(descriptor).add(operation);
  }

  /** The one with this token, if it isn't complete. */
  find(token) {
    return this.#pending.get(token);
  }

  /** Those on a descriptor. */
  on(descriptor) {
    return [...(this.#users.get(descriptor) ?? [])];
  }

  /**
   * Completes an operation.
   * @param {import("./ring.mjs").Operation} operation
   * @param {number} result
   * @param {{ value?: number, bytes?: Uint8Array }} [more] The bytes are stored where
   *   the operation has its buffer.
   * @returns {boolean} Whether it wasn't complete before.
   */
  complete(operation, result, more = {}) {
    if (this.#pending.get(operation.token) !== operation) return false;
    const { token, address, descriptor } = operation;
    this.#pending.delete(token);
    this.#users.get(descriptor).delete(operation);
    this.#completed.push({ token, result, address, ...more });
    this.#notify?.();
    return true;
  }

  /** Completes an operation with an error of Node's or Deno's. */
  fail(operation, error) {
    return this.complete(operation, resultOf(error));
  }

  cancel(operation) {
    return this.complete(operation, canceled);
  }

  /** Ends the wait as if its time were over. */
  interrupt() {
    this.#notify?.();
  }

  /** The bytes in the buffer of an operation. */
  copyOf({ address, length }) {
    return new Uint8Array(this.memory.buffer, address, length).slice();
  }

  /**
   * Waits until one is complete, and for what else happens at the same time.
   * @param {number} timeout In milliseconds.
   * @returns {Promise<import("./ring.mjs").Completion[]>} Those that are complete: who
   *   hands one back takes it out.
   */
  wait(timeout) {
    return new Promise((resolve) => {
      let timer;
      const end = () => {
        this.#notify = undefined;
        clearTimeout(timer);
        setImmediate(resolve, this.#completed);
      };
      if (this.#completed.length || timeout === 0) {
        end();
      } else {
        this.#notify = end;
        // A longer one would be taken for none.
        if (timeout < Infinity) timer = setTimeout(end, Math.min(timeout, 2 ** 31 - 1));
      }
    });
  }
}
