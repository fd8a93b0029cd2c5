import { load } from "./load.mjs";

// Only functions of WebAssembly can be in a table: this module imports one of type
// (i32) -> i32, and exports it.
const wrapper = new WebAssembly.Module(
  Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f],
    ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
  ),
);
const wrap = (f) => new WebAssembly.Instance(wrapper, { e: { f } }).exports.f;

// Each in an instance of its own, since a trap leaves fibers as they were.
async function attempt(what, act) {
  const exports = await load(() => ({}));
  const append = (f) => exports.table.grow(1, f);
  const host = append(wrap((value) => {
    console.log(`${what}: it got ${value}`);
    return 999 + value;
  }));
  try {
    console.log(`${what}:`, ...act(exports, host, append));
  } catch (error) {
    console.log(`${what}:`, error.message);
  }
}

// What a fiber yields and returns that calls what is in the slot.
function run({ start, resume }, slot, entry = 1) {
  const fiber = start(entry, slot);
  return [resume(fiber, 1), resume(fiber, 1)];
}

await attempt("own function", (exports) => run(exports, 2));
await attempt("host's function", (exports, host) => run(exports, host));
await attempt("by a tail call", (exports, host) => run(exports, host, 4));
await attempt("own, by a tail call", (exports) => run(exports, 2, 4));
await attempt(
  "own in a new slot",
  (exports, _host, append) => run(exports, append(exports.own)),
);
await attempt("outside any fiber", (exports, host) => [exports.call(7, host)]);
await attempt("entry of the host's", (exports, host) => run(exports, 2, host));
await attempt("null", (exports) => run(exports, 0));
await attempt("no such slot", (exports, host) => run(exports, host + 1));
await attempt("wrong type", (exports) => run(exports, 3));
