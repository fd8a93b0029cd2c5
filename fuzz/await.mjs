/**
 * @file `await.mjs HOW MODULE CALLS SEEDS`: calls the programs of await_programs.py, CALLS
 * of each at once, and answers with values and promises, which it settles in an order of
 * its own. Writes a line for each. HOW is "loader", or "jspi" or "polyfill" for
 * WebAssembly.Suspending. All is decided by the seed and by what the calls do.
 */

import { readFileSync } from "node:fs";
import process from "node:process";
import { abortable, instantiate } from "../js/fibers.mjs";

const [how, file, atOnce, seedsText] = process.argv.slice(2);
if (how === "polyfill") await import("../js/jspi.mjs");

/** Numbers below `end`, the same for the same seed (mulberry32). */
function makeRandom(seed) {
  let state = seed;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

/** What happens to the calls of one program. */
class Run {
  pending = [];
  hash = 0;

  constructor(seed) {
    // Each call has numbers of its own, and the order of settling as well.
    this.random = Array.from({ length: 8 }, (_, call) => makeRandom(seed * 8 + call));
    this.order = makeRandom(~seed);
    // Of the first call, where others go on.
    this.controller = new AbortController();
  }

  mix(value) {
    this.hash = (Math.imul(this.hash ^ (value | 0), 0x01000193) + 0x811c9dc5) | 0;
  }

  /** Answers a call of an import. */
  answer(call, id, convert) {
    this.mix(call * 1000 + id);
    const random = this.random[call];
    const value = convert(random(1000) ^ (id & 15));
    const choice = random(10);
    if (choice < 2) return value;
    if (choice < 4) return Promise.resolve(value);
    return new Promise((resolve, reject) => {
      const settle =
        random(40) === 0 ? () => reject(new Error(`no ${id}`)) : () => resolve(value);
      this.pending.push(settle);
    });
  }

  /** Settles what is pending until all calls have come to an end. */
  async settleUntil(isOver) {
    for (let idle = 0; !isOver() && idle < 1000; ) {
      // A program goes on in a few turns, whoever has its fibers.
      await new Promise((resolve) => setTimeout(resolve));
      if (!this.pending.length) {
        idle++;
        continue;
      }
      idle = 0;
      if (this.order(40) === 0) this.controller.abort(new Error("aborted"));
      this.pending.splice(this.order(this.pending.length), 1)[0]();
    }
  }
}

let current;
const host = {
  number: (call, id) => current.answer(call, id, (value) => value),
  real: (call, id) => current.answer(call, id, (value) => value / 4),
  wide: (call, id) => current.answer(call, id, (value) => BigInt(value) << 20n),
  nothing: (call, id) => current.answer(call, id, () => undefined),
};
const note = (call, value) => current.mix(call * 31 + value);

async function load() {
  if (how === "loader") {
    return (
      await instantiate(file, { imports: { host: { note } }, suspending: { host } })
    ).exports;
  }
  const suspending = Object.fromEntries(
    Object.entries(host).map(([name, call]) => [name, new WebAssembly.Suspending(call)]),
  );
  const { instance } = await WebAssembly.instantiate(readFileSync(file), {
    host: { ...suspending, note },
  });
  instance.exports._initialize?.();
  return Object.fromEntries(
    Object.entries(instance.exports).map(([name, item]) => [
      name,
      typeof item === "function" ? WebAssembly.promising(item) : item,
    ]),
  );
}

/** Whether a function of the loader's returns a promise. */
function waits(exported) {
  return !/\[native code\]/.test(String(exported));
}

for (const seed of JSON.parse(seedsText)) {
  // What a call leaves behind is nobody else's.
  const exports = await load();
  const run = exports[`run_${seed}`];
  current = new Run(seed);
  const outcomes = [];
  let over = 0;
  for (let call = 0; call < Number(atOnce); call++) {
    const end = (outcome) => {
      outcomes[call] = outcome;
      over++;
    };
    const isFirst = call === 0 && Number(atOnce) > 1;
    const { signal } = current.controller;
    const start = isFirst && waits(run) ? abortable(signal, run) : run;
    // An export that never waits returns its value.
    Promise.resolve()
      .then(() => start(call, seed + call))
      .then((value) => end(String(value)), (error) => end(error.message.split("\n")[0]));
  }
  await current.settleUntil(() => over === Number(atOnce));
  if (over < Number(atOnce)) outcomes.push(`${Number(atOnce) - over} never end`);
  console.log(`${seed} ${current.hash >>> 0} ${outcomes.join(", ")}`);
}
