// Shows examples/web in a browser until all has finished, and tells what the page has found:
// `node web.mjs BROWSER MODULES`.
import { readFileSync } from "node:fs";
import process from "node:process";
import { buffer } from "node:stream/consumers";
import { serve } from "../../../examples/web/serve.mjs";
import { start } from "../../../tools/browser/start.mjs";

const [browserName, modules] = process.argv.slice(2);
const index = new URL("../../../examples/web/index.html", import.meta.url);
const reporter = `
  try {
    const { finished } = await import("./page.mjs");
    await fetch("report", { method: "POST", body: JSON.stringify(await finished) });
  } catch (error) {
    await fetch("report", { method: "POST", body: JSON.stringify(String(error)) });
  }`;

let give;
const report = new Promise((resolve) => (give = resolve));
const server = await serve(modules, 0, async (name, request) => {
  if (name === "/index.html") {
    const page = readFileSync(index, "utf8");
    return page.replace("</body>", `<script type="module">${reporter}</script></body>`);
  }
  if (name === "/report") {
    give(JSON.parse(await buffer(request)));
    return "";
  }
});
const url = `http://127.0.0.1:${server.address().port}/`;
const browser = start(browserName, url);
browser.ended.then((said) => give(`${browserName} ended by itself: ${said}`));
const found = await report;
await browser.end();
server.close();

if (!Array.isArray(found)) {
  console.error(found);
  process.exit(1);
}
for (const { tier, words, waits } of found) {
  if (!waits) {
    console.log(`${tier}: none`);
    continue;
  }
  const kinds = waits.map((task) => [...new Set(task.map(({ kind }) => kind))].join("+"));
  const open = waits.flat().filter(({ to }) => !to).length;
  // Waits of different tasks overlap: they are at work at once.
  const overlaps = waits[0].some(({ from, to }) =>
    waits[1].some((other) => from < other.to && other.from < to),
  );
  console.log(
    `${tier}: ${words} words; waits for ${kinds.join(", ")}; ${open} without an end; ` +
      `${overlaps ? "at once" : "one after the other"}`,
  );
}
