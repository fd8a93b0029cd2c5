// Calls each export a million times, and tells how many of its last objects are
// left then, and how large the table of references is.

import { readFile } from "node:fs/promises";
import { argv } from "node:process";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

let makeObject;
const { instance } = await WebAssembly.instantiate(await readFile(argv[2]), {
  host: { object: () => makeObject(), use: () => {} },
});

for (const name of ["freed", "ended"]) {
  const call = instance.exports[name];
  makeObject = () => ({});
  for (let i = 0; i < 1e6; i++) call();
  const references = [];
  makeObject = () => {
    const object = {};
    references.push(new WeakRef(object));
    return object;
  };
  for (let i = 0; i < 1000; i++) call();
  let left = references.length;
  for (let turn = 0; turn < 10 && left > 0; turn++) {
    await setTimeout(1);
    collect();
    left = references.filter((reference) => reference.deref()).length;
  }
  console.log(
    `${name}: ${left} of 1000 objects left, the table has ${instance.exports.kept.length}`,
  );
}
