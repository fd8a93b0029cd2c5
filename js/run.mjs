/**
 * @file `deno run js/run.mjs FILE [ARG...]`, and the same with node: runs a
 * program in this process, with the current directory to read files from.
 * tools/run-wasm gives each engine the flags it needs.
 */

import path from "node:path";
import process from "node:process";
import { explain } from "./failure.mjs";
import { run } from "./fibers.mjs";

const [file, ...args] = process.argv.slice(2);
try {
  process.exitCode = await run(file, {
    args: [path.basename(file), ...args],
    preopens: { ".": "." },
  });
} catch (error) {
  const { code, message } = explain(error);
  console.error(message);
  process.exitCode = code;
}
