import { load } from "./load.mjs";

const pending = new Map();
const exports = await load(() => ({
  wait: new WebAssembly.Suspending(
    (id) => new Promise((resolve) => pending.set(id, () => resolve(id))),
  ),
}));
const main = WebAssembly.promising(exports.main);

async function settle(...promises) {
  const results = await Promise.allSettled(promises);
  return results.map((result) => result.value ?? result.reason.message);
}

async function runTwo(first, second, order) {
  const calls = [main(first), main(second)];
  for (const id of order) {
    pending.get(id)();
    // Until the call has come to its end.
    await settle(calls[id === first ? 0 : 1]);
  }
  return await settle(...calls);
}

const first = main(11);
pending.get(11)();
const [one] = await settle(first);
const second = main(12);
pending.get(12)();
console.log("one after the other:", one, ...(await settle(second)));
console.log("the second first:", ...(await runTwo(21, 22, [22, 21])));
console.log("the first first:", (await runTwo(31, 32, [31, 32])).join(", "));
