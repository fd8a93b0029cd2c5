/**
 * @file The page that runs a program for run.mjs: it asks the server for what
 * the program reads and tells it what the program writes, one synchronous
 * request at a time, since the program doesn't wait for promises.
 */

import { explain } from "/js/failure.mjs";
import { run } from "/js/fibers.mjs";

/** Asks the server, and waits for what it answers. */
function ask(path, body) {
  const request = new XMLHttpRequest();
  request.open("POST", path, false);
  request.send(body);
  return JSON.parse(request.responseText);
}

/** @type {import("../../js/directory.mjs").Lookup} */
function lookup(path) {
  const found = ask("/lookup", path);
  return typeof found === "string" ? Uint8Array.fromBase64(found) : found;
}

// The server never answers this one, and sees it end if this page dies.
fetch("/alive");

try {
  const code = await run("/program.wasm", {
    args: ask("/args", ""),
    stdin: (size) => Uint8Array.fromBase64(ask("/stdin", String(size))),
    stdout: (bytes) => ask("/stdout", bytes),
    stderr: (bytes) => ask("/stderr", bytes),
    preopens: { ".": lookup },
  });
  ask("/exit", JSON.stringify({ code }));
} catch (error) {
  ask("/exit", JSON.stringify(explain(error)));
}
