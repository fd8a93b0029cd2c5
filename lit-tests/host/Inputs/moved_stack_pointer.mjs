import { load } from "./load.mjs";

const exports = await load((get) => ({
  callback() {
    const { save, allocate, frame, restore } = get();
    const before = save();
    const block = allocate(32);
    console.log(
      "in what a fiber calls: allocated",
      before - block,
      "bytes below, and called below that:",
      frame() < block,
    );
    restore(before);
  },
}));

const before = exports.save();
const block = exports.allocate(32);
console.log(
  "allocated at",
  block + ", and called below that:",
  exports.frame(),
);
exports.main();
exports.restore(before);
console.log("restored:", exports.save());
