import { readFileSync } from "node:fs";
import process from "node:process";
import { later, load, outcome } from "./load.mjs";

const loader = await import("../../../js/fibers.mjs?another");

const at_once = await load({ suspending: { host: { get: (id) => id } } });
console.log(`at once: ${at_once.exports.got()}`);

const promise = await outcome(() => load({ suspending: { host: { get: later } } }));
console.log(`a promise: ${promise}`);

let answer = (id) => id;
const other = await loader.instantiate(readFileSync(process.argv[2]), {
  suspending: { host: { get: (id) => answer(id) } },
});
answer = (id) => at_once.exports.add(id);
console.log(`of another loader: ${await outcome(() => other.exports.add(-2))}`);
