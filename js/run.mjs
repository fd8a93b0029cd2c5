/**
 * @file `deno run js/run.mjs [--net] FILE [ARG...]`, and the same with node: runs a
 * program in this process, with the current directory to read files from, and with
 * --net the sockets of fio.h. tools/run-wasm gives each engine the flags it needs.
 */

import path from "node:path";
import process from "node:process";
import { explain } from "./failure.mjs";
import { run } from "./fibers.mjs";
import { makeIo } from "./io.mjs";

const net = process.argv[2] === "--net";
const [file, ...args] = process.argv.slice(net ? 3 : 2);
const directories = { ".": "." };
try {
  process.exitCode = await run(file, {
    args: [path.basename(file), ...args],
    preopens: directories,
    io: net ? makeIo({ directories }) : undefined,
  });
} catch (error) {
  const { code, message } = explain(error);
  console.error(message);
  process.exitCode = code;
}
