import { abortable, later, load, outcome } from "./load.mjs";

let get = (id) => later(id);
const { exports } = await load({ suspending: { host: { get: (id) => get(id) } } });

// There is room for fewer calls than this, and for more than ten.
const calls = Array.from({ length: 3000 }, (_, id) => outcome(() => exports.run(id)));
const results = await Promise.all(calls);
const failed = results.findIndex((result) => result.startsWith("RangeError"));
console.log(`no memory: ${results[failed]}`);
const before = results.slice(0, failed);
const right = failed > 10 && before.every((result, id) => result === String(id + 1));
console.log(`those before it: ${right ? "all right" : before}`);
console.log(`one more: ${await exports.run(2)}`);

get = (id) => (id === 100 ? new Promise(() => {}) : later(id));
const controller = new AbortController();
let settled = false;
const waiting = outcome(() => abortable(controller.signal, exports.run)(100)).finally(
  () => (settled = true),
);
const other = await exports.run(3);
console.log(`never settled: ${settled ? "settled" : "waits"}, and others go on: ${other}`);

console.log(`yields: ${await outcome(() => exports.yields(0))}`);
console.log(`yields after a wait: ${await outcome(() => exports.yields(1))}`);

controller.abort(new Error("enough"));
console.log(`aborts what was never settled: ${await waiting}`);
console.log(`then: ${await exports.run(4)}`);
