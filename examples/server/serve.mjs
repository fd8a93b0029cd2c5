/**
 * @file `tools/run-wasm --script ENGINE examples/server/serve.mjs MODULE URL`: a server
 * whose requests C handles, on node, deno or bun. URL is of the server that /follow/PAGE
 * asks.
 */

import { Buffer } from "node:buffer";
import { once } from "node:events";
import { realpathSync } from "node:fs";
import http from "node:http";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { abortable, instantiate } from "../../js/fibers.mjs";

/**
 * @param {string} source The module that handle.c has become.
 * @param {string} other The URL of another server.
 * @returns {Promise<http.Server>}
 */
export async function makeServer(source, other) {
  /** What C asks about, by the number of the request. */
  const requests = new Map();

  /** Copies into the program's memory, which may have grown since. */
  const copy = (bytes, place) => {
    new Uint8Array(exports.memory.buffer).set(bytes, place);
    return bytes.length;
  };
  const { exports } = await instantiate(source, {
    imports: {
      server: {
        path: (id, place, size) =>
          copy(Buffer.from(requests.get(id).request.url).subarray(0, size), place),
        begin(id, status) {
          requests.get(id).response.writeHead(status, { "content-type": "text/plain" });
        },
      },
    },
    suspending: {
      server: {
        sleep: (milliseconds) => sleep(milliseconds),

        async read(id, place, size) {
          const one = requests.get(id);
          if (!one.chunk.length) {
            const { value, done } = await one.chunks.next();
            if (done) return 0;
            one.chunk = value;
          }
          const length = copy(one.chunk.subarray(0, size), place);
          one.chunk = one.chunk.subarray(length);
          return length;
        },

        write(id, place, length) {
          const { response } = requests.get(id);
          const bytes = new Uint8Array(exports.memory.buffer, place, length).slice();
          // Most chunks find room, and nothing is to be waited for.
          if (!response.write(bytes)) return once(response, "drain");
        },

        async fetch(path, place, size) {
          const memory = Buffer.from(exports.memory.buffer);
          const name = memory.toString("utf8", path, memory.indexOf(0, path));
          const answer = await fetch(new URL(name, other));
          const text = Buffer.from(await answer.text());
          return answer.ok ? copy(text.subarray(0, size), place) : -1;
        },
      },
    },
  });

  let last = 0;
  return http.createServer(async (request, response) => {
    const id = ++last;
    const chunks = request[Symbol.asyncIterator]();
    requests.set(id, { request, response, chunks, chunk: Buffer.alloc(0) });
    // A client that hangs up ends the fiber of its request.
    const hangUp = new AbortController();
    response.on("close", () => hangUp.abort());
    try {
      await abortable(hangUp.signal, exports.handle)(id);
      response.end();
    } catch (error) {
      if (!hangUp.signal.aborted) console.error(error);
      response.destroy();
    } finally {
      requests.delete(id);
    }
  });
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const server = await makeServer(process.argv[2], process.argv[3]);
  server.listen(8081, "127.0.0.1", () => console.log("http://127.0.0.1:8081/"));
}
