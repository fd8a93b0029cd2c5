import { load, show } from "./load.mjs";

let throws = true;
const exports = await load((getExports) => ({
  work() {
    const address = getExports().stack_pointer.value;
    console.log("in the host, on the stack of main:", address === 65536);
    if (throws) {
      throw new Error("from the host");
    }
  },
}));
show("main", exports.main);
console.log("the stack is that of main:", exports.stack_pointer.value === 65536);
show("resume of outer", exports.resume_outer);
show("resume of inner", exports.resume_inner);
show("alive", exports.alive);
exports.free_both();
show("alive, after both were freed", exports.alive);
exports.free_both();
show("alive, after both were freed again", exports.alive);
throws = false;
show("main, when the host returns", exports.main);
show("alive", exports.alive);
show("yield outside", exports.yield);
