import process from "node:process";
import { load, show } from "./load.mjs";

const exports = await load(() => ({}));

function showStack() {
  console.log(
    "in what was called back, on the stack of main:",
    exports.stack_pointer() === 65536,
  );
}
const functions = {
  yield: () => exports.yield(),
  nothing: showStack,
  throws() {
    throw new Error("from the host");
  },
};

// Only functions of WebAssembly can be in a table: this module imports one, and exports
// it:  (module (import "e" "f" (func)) (export "f" (func 0)))
const wrapper = new WebAssembly.Module(
  Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0],
    ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
  ),
);
const f = functions[process.argv[3]];
exports.table.set(2, new WebAssembly.Instance(wrapper, { e: { f } }).exports.f);
show("main", exports.main);
if (process.argv[3] === "throws") {
  showStack();
}
