/**
 * @file `deno run js/run.mjs [--net] FILE [ARG...]`, and the same with node: runs a
 * program in this process, with the current directory to read files from, and with
 * --net the sockets of fio.h. tools/run-wasm gives each engine the flags it needs.
 *
 * With --net, SIGTERM and SIGINT have the program end gracefully, in 10 seconds. A second
 * signal ends it at once.
 */

import path from "node:path";
import process from "node:process";
import { explain } from "./failure.mjs";
import { run } from "./fibers.mjs";
import { makeIo } from "./io.mjs";

const grace = 10_000;

const net = process.argv[2] === "--net";
const [file, ...args] = process.argv.slice(net ? 3 : 2);
const directories = { ".": "." };
const io = net ? makeIo({ directories }) : undefined;
const signals = net ? ["SIGTERM", "SIGINT"] : [];
try {
  for (const signal of signals) process.on(signal, shutdown);
  process.exitCode = await run(file, {
    args: [path.basename(file), ...args],
    preopens: directories,
    io,
  });
} catch (error) {
  const { code, message } = explain(error);
  console.error(message);
  process.exitCode = code;
} finally {
  letSignalsBe();
}

function shutdown() {
  letSignalsBe();
  io.shutdown(grace);
}

/** From now on, they do what they do to any process. */
function letSignalsBe() {
  for (const signal of signals) process.removeListener(signal, shutdown);
}
