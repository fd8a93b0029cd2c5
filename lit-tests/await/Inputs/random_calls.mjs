import { abortable, load } from "./load.mjs";

const calls = 3000;
const waiting = [];
let seed = 1;
/** A number below `end`. */
function random(end) {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >>> 8) % end;
}

let controllers = [];
function get(id) {
  const choice = random(64);
  if (choice < 20) return id;
  if (choice === 20) return Promise.reject(new Error("rejected"));
  if (choice === 21) throw new Error("thrown");
  if (choice === 22) controllers[random(calls)].abort(new Error("aborted"));
  return new Promise((resolve) => waiting.push(() => resolve(id)));
}
const { exports, instance } = await load({ suspending: { host: { get } } });

async function round() {
  controllers = Array.from({ length: calls }, () => new AbortController());
  for (let i = 0; i < 50; i++) controllers[random(calls)].abort(new Error("aborted"));
  let done = false;
  const all = Promise.allSettled(
    controllers.map(({ signal }, id) => abortable(signal, exports.sum)(id)),
  ).finally(() => (done = true));
  while (!done) {
    for (let i = 0; i < 100 && waiting.length > 0; i++) {
      const [resolve] = waiting.splice(random(waiting.length), 1);
      resolve();
    }
    if (random(4) === 0) controllers[random(calls)].abort(new Error("aborted"));
    for (let i = 0; i < 5; i++) await null;
  }
  const counts = { right: 0, rejected: 0, aborted: 0, thrown: 0 };
  for (const [id, { value, reason }] of (await all).entries()) {
    if (!reason && value !== 6 * id + 15) throw new Error(`${id} gave ${value}`);
    counts[reason ? reason.message : "right"]++;
  }
  const text = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  console.log(`${calls} calls: ${text.join(", ")}`);
}

await round();
const size = exports.memory.buffer.byteLength;
await round();
const growth = exports.memory.buffer.byteLength - size;
console.log(`fibers left: ${instance.exports.count()}, memory grown by ${growth}`);
