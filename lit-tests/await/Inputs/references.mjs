import { later, load } from "./load.mjs";

const object = { toString: () => "object" };
let give = (value) => value;
const { exports, instance } = await load({
  suspending: {
    host: { externref: (value) => give(value), funcref: (value) => give(value) },
  },
});
/** One that WebAssembly knows. */
const func = instance.exports.funcref;

async function all() {
  const same = (await exports.funcref(func)) === func;
  return [
    await exports.externref(object),
    same ? "function" : "another function",
    `[${await exports.pair(object)}]`,
  ].join(", ");
}
console.log(`at once: ${await all()}`);
give = later;
console.log(`later: ${await all()}`);
console.log(`null: ${await exports.externref(null)}`);
