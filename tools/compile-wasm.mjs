/**
 * @file `deno run tools/compile-wasm.mjs FILE...`, and the same with node: compiles
 * modules and runs none.
 */

import fs from "node:fs";
import process from "node:process";
import { compile } from "../js/engine.mjs";

for (const file of process.argv.slice(2)) {
  try {
    await compile(fs.readFileSync(file));
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exitCode = 1;
  }
}
