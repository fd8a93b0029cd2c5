/**
 * @file `tools/run-wasm --script ENGINE process.mjs TREE FILE...`: runs wa-sqlite's tests
 * on Node or Deno, which get what these take of a browser.
 */

import { createRequire } from "node:module";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import "./globals.mjs";
import { runSpecs } from "./specs.mjs";

/** A browser's, as far as TestContext.js uses it. */
globalThis.Worker = class {
  #thread;

  constructor(url) {
    this.#thread = new Worker(new URL("./worker.mjs", import.meta.url), {
      workerData: String(url),
    });
  }

  addEventListener(type, listener) {
    this.#thread.on(type, listener);
  }

  terminate() {
    this.#thread.terminate();
  }
};

/** File systems that keep files where only a browser has a place for it. */
const inBrowsers = /IDB|OPFS|AccessHandle/;

const [directory, ...files] = process.argv.slice(2);
const tree = pathToFileURL(`${directory}/`);
const jasmine = createRequire(import.meta.url)(`${directory}/jasmine/lib/jasmine-core/jasmine.js`);
await runSpecs(tree, jasmine, files, inBrowsers);
// Threads that wait for messages don't keep it.
process.exit();
