import { load } from "./load.mjs";

const waiting = [];
const { exports } = await load({
  suspending: {
    host: {
      wait: (id) => new Promise((resolve) => waiting.push(() => resolve(id))),
    },
  },
});

const calls = Array.from({ length: 10000 }, (_, id) => exports.work(id));
const all = Promise.all(calls);
for (let round = 0; round < 2; round++) {
  // The last one first.
  for (const resolve of waiting.splice(0).reverse()) resolve();
  await null;
  await null;
}
const results = await all;
const sum = results.reduce((a, b) => a + b);
console.log(`all at once: ${results.length} calls, sum ${sum}`);

const size = exports.memory.buffer.byteLength;
for (let id = 0; id < 30000; id++) {
  const call = exports.work(id);
  while (waiting.length > 0) {
    waiting.pop()();
    await null;
    await null;
  }
  if ((await call) !== 2 * id + 2) throw new Error(`wrong result of ${id}`);
}
const growth = exports.memory.buffer.byteLength - size;
console.log(`one after the other: 30000 calls, memory grown by ${growth}`);
