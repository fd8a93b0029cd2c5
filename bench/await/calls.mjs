/**
 * @file Measures calls of calls.c.
 *
 * Usage: calls.mjs WORK VARIANT MODULE COUNT
 *
 * Prints what COUNT calls returned together, and the nanoseconds of processor time of
 * one, as JSON.
 */
import { readFile } from "node:fs/promises";
import process from "node:process";

import { instantiate } from "../../js/fibers.mjs";
import * as asyncify from "./asyncify.mjs";
import { measure } from "./measure.mjs";

/** What `get` is, and what calls it. Each resolves to a sum. */
const works = {
  direct: { get: later, run: (exports, count) => callEach(exports.direct, count) },
  deep: { get: later, run: (exports, count) => callEach(exports.deep, count) },
  loop: { get: later, run: (exports, count) => exports.sum(count) },
  "at once": { get: (number) => number, run: (exports, count) => exports.sum(count) },
};

function later(number) {
  return Promise.resolve(number);
}

async function callEach(call, count) {
  let sum = 0;
  for (let number = 0; number < count; number++) {
    sum = (sum + (await call(number))) | 0;
  }
  return sum;
}

const variants = {
  async frames(bytes, get) {
    const { exports } = await instantiate(bytes, { suspending: { env: { get } } });
    return exports;
  },
  async plain(bytes, get) {
    const { instance } = await WebAssembly.instantiate(bytes, { env: { get } });
    return instance.exports;
  },
  async jspi(bytes, get) {
    const suspending = new WebAssembly.Suspending(get);
    const exports = await variants.plain(bytes, suspending);
    return Object.fromEntries(
      ["direct", "deep", "sum"].map((name) => [
        name,
        WebAssembly.promising(exports[name]),
      ]),
    );
  },
  asyncify: asyncify.instantiate,
};

const [workName, variantName, path, count] = process.argv.slice(2);
const work = works[workName];
const exports = await variants[variantName](await readFile(path), work.get);
console.log(JSON.stringify(await measure((n) => work.run(exports, n), Number(count))));
