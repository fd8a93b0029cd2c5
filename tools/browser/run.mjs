/**
 * @file `node tools/browser/run.mjs BROWSER [--script] FILE [ARG...]`: runs a program, or
 * a script of JavaScript, in headless Chromium or Firefox. This process serves the
 * checkout and what the arguments name on a free port of 127.0.0.1, starts the browser on
 * program.html or script.html, does for the page what it asks, and ends the browser when
 * the program ends or the page dies.
 */

import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import process from "node:process";
import { buffer } from "node:stream/consumers";
import { directory, stderr, stdout } from "../../js/process.mjs";
import { start } from "./start.mjs";

const [browserName, ...rest] = process.argv.slice(2);
const isScript = rest[0] === "--script";
const [file, ...args] = isScript ? rest.slice(1) : rest;
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
  if (name === "/file") return file;
  if (name.startsWith("/argument/")) return args[name.slice("/argument/".length)];
  if (types[path.extname(name)]) return path.join(root, name);
}

/**
 * What the program is told as its arguments. A script is told where to fetch those that
 * name files.
 */
function getArguments() {
  if (!isScript) return [path.basename(file), ...args];
  const script = path.relative(root, path.resolve(file));
  const urls = args.map((arg, i) => (fs.existsSync(arg) ? `/argument/${i}` : arg));
  return [`/${script}`, ...urls];
}

/** What the page may ask, and what is answered. */
const answers = {
  "/args": getArguments,
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
    const message = "the page died: the browser ran out of stacks or memory";
    response.on("close", () => finish({ code: 134, message }));
  } else if (answers[name]) {
    const answer = await answers[name](await buffer(request));
    response.end(JSON.stringify(answer ?? null));
  } else if (fs.existsSync(fileFor(name) ?? "")) {
    const extension = path.extname(fileFor(name));
    response.setHeader("content-type", types[extension] ?? "application/octet-stream");
    response.end(fs.readFileSync(fileFor(name)));
  } else {
    response.writeHead(404).end();
  }
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

const page = `tools/browser/${isScript ? "script" : "program"}.html`;
const browser = start(browserName, `http://127.0.0.1:${server.address().port}/${page}`);
browser.ended.then((said) =>
  finish({ code: 1, message: `${browserName} ended by itself:\n${said}` }),
);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => finish({ code: 1, message: `ended by ${signal}` }));
}

const { code, message } = await finished;
if (message) console.error(message);
await browser.end();
process.exit(code);
