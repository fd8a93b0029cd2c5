/**
 * @file `tools/run-wasm --script node examples/web/serve.mjs DIRECTORY`: serves the page,
 * with the modules of the directory, to browsers on this machine.
 */

import { once } from "node:events";
import { realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, "../..");

const types = {
  ".c": "text/plain",
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** A chapter takes its time, as from a server that is far away. */
async function chapter(number) {
  await sleep(200 + 120 * (number % 4));
  return Array.from({ length: 10 * number }, (_, i) => `word${i}`).join(" ");
}

/**
 * @param {string} modules Where tasks.TIER.wasm are.
 * @param {(name: string, request: http.IncomingMessage) => unknown} [more] Gives what else
 *   there is, or undefined.
 * @returns {Promise<http.Server>}
 */
export async function serve(modules, port, more = () => undefined) {
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = pathname === "/" ? "/index.html" : pathname;
    const extension = path.extname(name);
    try {
      let found = await more(name, request);
      if (found === undefined && name.startsWith("/chapters/")) {
        found = await chapter(Number(path.basename(name)));
      }
      if (found === undefined) {
        const folder =
          extension === ".wasm" ? modules : name.startsWith("/js/") ? root : here;
        found = await readFile(path.join(folder, name));
      }
      response.setHeader("content-type", types[extension] ?? "text/plain");
      response.end(found);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const server = await serve(process.argv[2] ?? ".", 8080);
  console.log(`http://127.0.0.1:${server.address().port}/`);
}
