import { later, load, outcome } from "./load.mjs";

const events = ["runs", "yields", "awaits", "is done"];
let notes = [];
/** What to do with what waits, by its id. */
const waiting = new Map();
const { exports, instance } = await load({
  imports: { host: { note: (id, what) => notes.push(`${id} ${events[what]}`) } },
  suspending: {
    host: {
      load: (id) =>
        new Promise((resolve, reject) => waiting.set(id, { resolve, reject })),
    },
  },
});

// Calls a function, and settles what it has come to wait for, in the order of the ids.
async function settle(call, ids, settleOne = (id) => waiting.get(id).resolve(id * 10)) {
  const given = call();
  for (const id of ids) {
    while (!waiting.has(id)) await later();
    settleOne(id);
    waiting.delete(id);
    await later();
  }
  return given;
}

const sum = await settle(() => exports.run(1), [3, 1, 2]);
console.log(`one call: ${notes.join(", ")}: ${sum}`);

notes = [];
const both = () => Promise.all([exports.run(1), exports.run(5)]);
const sums = await settle(both, [7, 2, 5, 6, 1, 3]);
const first = notes.filter((note) => /^[123] is/.test(note));
const second = notes.filter((note) => /^[567] is/.test(note));
console.log(`both at once: ${first.join(", ")}: ${sums[0]}; ${second.join(", ")}: ${sums[1]}`);

// Polled where nothing can wait, as by a plain export.
instance.exports.begin(4);
const before = [instance.exports.poll(), instance.exports.poll(), instance.exports.resume()];
waiting.get(4).resolve(5);
await later();
console.log(`where nothing can wait: ${before.join(" ")}, then ${exports.poll()}: ${exports.end()}`);

exports.begin(4);
const told = await settle(() => exports.poll_and_wait(0), [4]);
console.log(`told of it: ${told}, and no more: ${await exports.poll_and_wait(0)}`);
exports.end();

const thrice = await settle(exports.wait_thrice, [1, 2]);
console.log("told of each once:", ...`${thrice}`);

exports.begin(4);
console.log(`freed while it waits: ${await exports.poll_and_wait(1)}`);
waiting.get(4).resolve(1);

// The promise of the call that polls it next is rejected.
exports.begin(9);
exports.poll();
waiting.get(9).reject(new Error("9 not found"));
await later();
console.log(`rejected: ${await outcome(exports.poll)}, then ${exports.poll()}`);
exports.end();
exports.begin(9);
exports.poll();
waiting.get(9).resolve(1n);
await later();
console.log(`not converted: ${(await outcome(exports.poll)).split(":")[0]}`);
exports.end();

const size = exports.memory.buffer.byteLength;
for (let i = 0; i < 10000; i++) {
  exports.begin(4);
  exports.poll();
  if (i % 2) waiting.get(4).reject(new Error("no"));
  else waiting.get(4).resolve(1);
  await null;
  await null;
  await outcome(() => exports.poll_and_wait(0));
  exports.end();
}
console.log(`10000 fibers: memory grown by ${exports.memory.buffer.byteLength - size}`);
