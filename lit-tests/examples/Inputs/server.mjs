import { once } from "node:events";
import http from "node:http";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { makeServer } from "../../../examples/server/serve.mjs";

/** Listens on a free port of this machine, and gives the URL. */
async function listen(server) {
  server.keepAliveTimeout = 0; // On a slow machine, connections are idle for long.
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

// Page N names N - 1 as the next. The gate opens when 50 wait there.
const atGate = [];
const other = http.createServer(async (request, response) => {
  if (request.url === "/gate") {
    await new Promise((resolve) => {
      atGate.push(resolve);
      if (atGate.length === 50) atGate.forEach((open) => open());
    });
  }
  const number = Number(request.url.slice(1)) || 0;
  await sleep(number % 7);
  if (number > 10) response.statusCode = 404;
  response.end(number > 3 ? `next /${number - 1}` : "the last one");
});
const server = await makeServer(process.argv[2], await listen(other));
let close;
server.prependListener("request", (_, response) => response.on("close", () => close?.()));
const url = await listen(server);

async function ask(path, body) {
  const options = body && { method: "POST", body, duplex: "half" };
  const answer = await fetch(url + path, options);
  return `${answer.status} ${(await answer.text()).trim().replaceAll("\n", " ")}`;
}

// A body whose chunks end within words.
const slow = () =>
  new ReadableStream({
    async start(controller) {
      const bytes = new TextEncoder().encode("word and ".repeat(2500));
      for (let i = 0; i < bytes.length; i += 4000) {
        controller.enqueue(bytes.subarray(i, i + 4000));
        await sleep(1);
      }
      controller.close();
    },
  });

const cases = [
  ["/words", "200 5000 words", slow],
  ["/down/3", "200 3 2 1 lift-off"],
  ["/follow/6", "200 /3, after 3 steps"],
  ["/follow/66", "502 the other server has no such page"],
  ["/", "404 there are /words, /down/N and /follow/PAGE"],
];
for (const [path, , body] of cases) console.log(await ask(path, body?.()));

const gate = ["/follow/gate", "200 /gate, after 0 steps"];
const many = await Promise.all(
  Array.from({ length: 150 }, async (_, i) => {
    const [path, expected, body] = i % 3 ? cases[i % cases.length] : gate;
    return (await ask(path, body?.())) === expected;
  }),
);
console.log(`150 at once: ${many.filter(Boolean).length} right`);

const hangUp = new AbortController();
const answer = await fetch(`${url}/down/1000`, { signal: hangUp.signal });
await answer.body.getReader().read();
const closed = new Promise((resolve) => (close = resolve));
hangUp.abort();
await closed;
console.log(`hung up: ${await ask("/down/1")}`);
process.exit();
