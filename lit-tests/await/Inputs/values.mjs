import { later, load, outcome } from "./load.mjs";

let give = (value) => value;
const host = Object.fromEntries(
  ["nothing", "i32", "i64", "f32", "f64"].map((name) => [name, (value) => give(value)]),
);
let several = (...values) => give(values);
host["i64,f64"] = (...values) => several(...values);
const { exports } = await load({ suspending: { host } });

async function all() {
  const values = {
    nothing: [],
    i32: [-5],
    i64: [-6n],
    f32: [1.5],
    f64: [2.5],
    "i64,f64": [7n, 8.5],
  };
  const results = [];
  for (const [name, args] of Object.entries(values)) {
    const result = await exports[name](...args);
    results.push(`${name} ${Array.isArray(result) ? `[${result}]` : result}`);
  }
  return results.join(", ");
}
console.log(`at once: ${await all()}`);
give = later;
console.log(`later: ${await all()}`);

// As JavaScript gives numbers to WebAssembly everywhere.
const converted = [];
for (const value of [undefined, true, 2 ** 32 - 1, 1n]) {
  give = () => later(value);
  converted.push((await outcome(() => exports.i32(0))).replace(/:.*/, ""));
}
console.log(`converted: ${converted.join(" ")}`);

const lists = [];
for (const values of [[7n], [7n, 1, 2], new Set([7n, 1]), 7n]) {
  for (const when of [(now) => now, later]) {
    several = () => when(values);
    lists.push((await outcome(() => exports["i64,f64"](0n, 0))).replace(/:.*/, ""));
  }
}
console.log(`several: ${lists.join(" ")}`);
