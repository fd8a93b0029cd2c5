import { load, show } from "./load.mjs";

const exports = await load(() => ({
  work() {
    throw new Error("from the host");
  },
}));
const before = exports.stack_pointer.value;
show("main", exports.main);
console.log("the stack is that of main:", exports.stack_pointer.value === before);
show("resume", exports.resume);
exports.free();
show("resume of the freed fiber", exports.resume);
show("yield outside", exports.yield);
