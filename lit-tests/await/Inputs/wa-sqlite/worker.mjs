/** @file A thread of Node's or Deno's, as test-worker.js takes it for a browser's. */

import { parentPort, workerData } from "node:worker_threads";
import "./globals.mjs";

const globals = {
  location: new URL(workerData),
  indexedDB: { databases: () => [] },
  postMessage: (data, ports) => parentPort.postMessage({ data, ports }, ports),
};
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value });
}
await import(workerData);
