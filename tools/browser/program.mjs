/**
 * @file The page that runs a program for run.mjs: it asks the server for what
 * the program reads and tells it what the program writes, one synchronous
 * request at a time, since the program doesn't wait for promises.
 */

import { explain } from "/js/failure.mjs";
import { run } from "/js/fibers.mjs";
import { ask, exit } from "./ask.mjs";

/** @type {import("../../js/directory.mjs").Lookup} */
function lookup(path) {
  const found = ask("/lookup", path);
  return typeof found === "string" ? Uint8Array.fromBase64(found) : found;
}

try {
  const code = await run("/file", {
    args: ask("/args", ""),
    stdin: (size) => Uint8Array.fromBase64(ask("/stdin", String(size))),
    stdout: (bytes) => ask("/stdout", bytes),
    stderr: (bytes) => ask("/stderr", bytes),
    preopens: { ".": lookup },
  });
  exit({ code });
} catch (error) {
  exit(explain(error));
}
