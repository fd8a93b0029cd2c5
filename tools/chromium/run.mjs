/**
 * @file `node tools/chromium/run.mjs FILE [ARG...]`: runs a program in headless
 * Chromium. This process serves the program, the loader and page.mjs on a free
 * port of 127.0.0.1, starts Chromium on that page, does for the page what it
 * asks, and ends Chromium when the program ends or the page dies.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { buffer } from "node:stream/consumers";
import { directory, stderr, stdout } from "../../js/process.mjs";

const [file, ...args] = process.argv.slice(2);
const root = path.join(import.meta.dirname, "../..");
const lookup = directory(".");
const streams = { stdout: stdout(), stderr: stderr() };

const types = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Where the file is that the page calls `name`, or undefined. */
function fileFor(name) {
  if (name === "/") return path.join(import.meta.dirname, "index.html");
  if (name === "/page.mjs") return path.join(import.meta.dirname, "page.mjs");
  if (name === "/program.wasm") return file;
  if (name.startsWith("/js/")) return path.join(root, name);
}

/** What page.mjs may ask, and what is answered. */
const answers = {
  "/args": () => [path.basename(file), ...args],
  "/lookup": (body) => {
    const found = lookup(body.toString());
    return found instanceof Uint8Array ? toBase64(found) : found;
  },
  "/stdin": async (body) => toBase64(await readStdin(Number(body.toString()))),
  "/stdout": (body) => streams.stdout.write(body),
  "/stderr": (body) => streams.stderr.write(body),
  "/exit": (body) => finish(JSON.parse(body.toString())),
};

/**
 * Waits for input without keeping this process from handling signals. Gives at most
 * `size` bytes, and none at the end.
 */
async function readStdin(size) {
  const { stdin } = process;
  while (!stdin.readableLength && !stdin.readableEnded) {
    await Promise.race([once(stdin, "readable"), once(stdin, "end")]);
    if (!stdin.readableLength) stdin.read(); // This is what makes it end.
  }
  return stdin.read(Math.min(size, stdin.readableLength)) ?? new Uint8Array();
}

/** @param {Uint8Array} bytes */
function toBase64(bytes) {
  return Buffer.from(bytes).toString("base64");
}

let finish;
const finished = new Promise((resolve) => (finish = resolve));

const server = http.createServer(async (request, response) => {
  const name = new URL(request.url, "http://127.0.0.1").pathname;
  if (name === "/alive") {
    const message = "the page died: Chromium ran out of stacks or memory";
    response.on("close", () => finish({ code: 134, message }));
  } else if (answers[name]) {
    const answer = await answers[name](await buffer(request));
    response.end(JSON.stringify(answer ?? null));
  } else if (fs.existsSync(fileFor(name) ?? "")) {
    response.setHeader("content-type", types[path.extname(fileFor(name))]);
    response.end(fs.readFileSync(fileFor(name)));
  } else {
    response.writeHead(404).end();
  }
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

const profile = fs.mkdtempSync(path.join(os.tmpdir(), "run-wasm-chromium-"));
const chromium = spawn(
  "chromium",
  [
    "--headless",
    "--no-sandbox", // It refuses to start as root with one.
    "--js-flags=--wasm-wasmfx",
    `--user-data-dir=${profile}`,
    // Without these it tries to reach the network at every start.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--disable-gpu",
    "--no-first-run",
    `http://127.0.0.1:${server.address().port}/`,
  ],
  { stdio: ["ignore", "ignore", "pipe"] },
);
const said = buffer(chromium.stderr);
const ended = once(chromium, "exit").then(async () =>
  finish({ code: 1, message: `Chromium ended by itself:\n${await said}` }),
);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => finish({ code: 1, message: `ended by ${signal}` }));
}

const { code, message } = await finished;
if (message) console.error(message);
chromium.kill();
await ended;
fs.rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
process.exit(code);
