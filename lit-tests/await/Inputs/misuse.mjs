import { abortable, later, load, outcome } from "./load.mjs";

let give;
const host = (id) =>
  id === 7 ? new Promise((resolve) => (give = resolve)) : later(id);
let call_back;
const options = {
  imports: { host: { call_back: () => call_back(), toString: () => 5 } },
  suspending: { host: { get: (id) => host(id) } },
};
const { exports, instance } = await load(options);

// Without a call that can wait.
console.log("plain:", await outcome(() => instance.exports.run(1)));
call_back = () => instance.exports.run(2);
console.log("called back:", await outcome(() => exports.calls_back()));
call_back = () => exports.run(3).then((value) => console.log("inner:", value));
console.log("begins another:", await outcome(() => exports.calls_back()));
await later();
console.log("inherited:", exports.reads());
console.log("still works:", await outcome(() => exports.run(4)));

// Too many.
const calls = Array.from({ length: 4 }, (_, id) => outcome(() => exports.run(id)));
console.log("too many:", (await Promise.all(calls)).join(", "));

// Ended by the caller.
const controller = new AbortController();
const waiting = outcome(() => abortable(controller.signal, exports.run)(5));
controller.abort(new Error("enough"));
console.log("aborted:", await waiting);
console.log("before:", await outcome(() => abortable(controller.signal, exports.run)(6)));
console.log("not an export:", await outcome(() => abortable(controller.signal, host)));

// The options of JavaScript and those of the pass.
console.log(
  await outcome(() =>
    load({ ...options, suspending: { host: { get: host, call_back: host } } }),
  ),
);
console.log(await outcome(() => load({ imports: options.imports })));

// After a trap.
const waits = outcome(() => exports.run(7));
console.log("trap:", (await outcome(() => exports.traps())).replace(/:.*/, ""));
give(7);
console.log("waits:", (await waits).replace(/:.*/, ""));
console.log("later:", (await outcome(() => exports.run(8))).replace(/:.*/, ""));
