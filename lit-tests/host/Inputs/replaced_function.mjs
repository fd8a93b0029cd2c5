import process from "node:process";
import { instantiate } from "../../../js/fibers.mjs";

const { exports } = await instantiate(process.argv[2]);
const table = exports["functions of mine"];

function attempt(what, act) {
  try {
    act();
    console.log(`${what}: ok`);
  } catch (error) {
    console.log(`${what}: ${error.message}`);
  }
}

const run = exports.run;
console.log("before:", run());
// The last of them clears the entry, so that it is put back.
const entry = table.get(2);
attempt("replace", () => table.set(1, exports.two));
attempt("clear", () => {
  table.set(2, null);
  table.set(2, entry);
});
attempt("set the null pointer", () => table.set(0, exports.two));
attempt("set a free slot", () => table.set(3, exports.two));
attempt("grow", () => table.grow(1));
attempt("set a new slot", () => table.set(4, exports.two));
console.log("after:", run());
