/**
 * @file `node browser.mjs BROWSER TREE LEAVE-OUT FILE...`: runs wa-sqlite's tests in
 * headless Chromium or Firefox, but for those whose names match LEAVE-OUT.
 */

import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { text } from "node:stream/consumers";
import { serve } from "../../../../examples/web/serve.mjs";
import { start } from "../../../../tools/browser/start.mjs";

const [browserName, directory, leaveOut, ...files] = process.argv.slice(2);
const page = `<!doctype html>
  <title>wa-sqlite</title>
  <script src="tree/jasmine/lib/jasmine-core/jasmine.js"></script>
  <script type="module">
    const send = (path, text) => fetch(path, { method: "POST", body: text });
    let sent = Promise.resolve();
    console.log = (...values) => {
      const line = values.join(" ");
      sent = sent.then(() => send("line", line));
    };
    try {
      const { runSpecs } = await import("./specs.mjs");
      const [files, leaveOut] = ${JSON.stringify([files, leaveOut])};
      const tree = new URL("tree/", location);
      await runSpecs(tree, jasmineRequire, files, new RegExp(leaveOut));
    } catch (error) {
      console.log(error, error.stack);
    }
    await sent;
    await send("end");
  </script>`;

let end;
const ended = new Promise((resolve) => (end = resolve));
const server = await serve(directory, 0, async (name, request) => {
  if (name === "/index.html") return page;
  if (name === "/specs.mjs") {
    return readFile(path.join(import.meta.dirname, "specs.mjs"));
  }
  if (name === "/line") {
    console.log(await text(request));
    return "";
  }
  if (name === "/end") {
    end();
    return "";
  }
  if (name.startsWith("/tree/")) {
    return readFile(path.join(directory, name.slice("/tree/".length)));
  }
});
const browser = start(browserName, `http://127.0.0.1:${server.address().port}/`);
browser.ended.then((said) => {
  console.log(`${browserName} ended by itself: ${said}`);
  end();
});
await ended;
await browser.end();
server.close();
