/**
 * @file Reasons for which promises were rejected, which a C++ program has as exceptions
 * (include/fiber.hpp, passes/await/Rejections.h). It knows each by a number, as long as
 * an exception has a share in it.
 */

/** All that an instance has. */
export class Rejections {
  /**
   * By the number.
   * @type {Map<number, { reason: unknown, shares: number, text?: Uint8Array }>}
   */
  #kept = new Map();
  /** The number that was given last. */
  #last = 0;
  /** The reason that left the call that ran last. */
  #uncaught;

  /** @param {import("./await.mjs").AwaitingInstance} instance */
  constructor(instance) {
    this.instance = instance;
  }

  /** What the module imports. */
  get imports() {
    return {
      rejection: () => this.#keep(this.instance.takeReason()),
      share: (number) => void this.#kept.get(number).shares++,
      drop: (number) => this.#drop(number),
      text: (number, address, size) => this.#write(number, address, size),
      leaves: (number) => {
        this.#uncaught = this.reasonOf(number);
      },
    };
  }

  /** The reason of a number; undefined if no exception has it any more. */
  reasonOf(number) {
    return this.#kept.get(number)?.reason;
  }

  takeUncaught() {
    const reason = this.#uncaught;
    this.#uncaught = undefined;
    return reason;
  }

  #keep(reason) {
    do this.#last = (this.#last + 1) | 0;
    while (this.#kept.has(this.#last));
    this.#kept.set(this.#last, { reason, shares: 1 });
    return this.#last;
  }

  #drop(number) {
    const kept = this.#kept.get(number);
    kept.shares--;
    if (!kept.shares) this.#kept.delete(number);
  }

  /** Writes as much as there is room for of the text, and returns how long it is. */
  #write(number, address, size) {
    const kept = this.#kept.get(number);
    // The program asks twice, and a reason may have another text each time.
    kept.text ??= new TextEncoder().encode(textOf(kept.reason));
    const bytes = kept.text;
    const memory = this.instance.exports["[memory]"];
    const room = new Uint8Array(memory.buffer, address >>> 0, size >>> 0);
    room.set(bytes.subarray(0, room.length));
    return bytes.length;
  }
}

function textOf(reason) {
  try {
    return String(reason);
  } catch {
    return "a value that has no text";
  }
}
