/** @file What Emscripten's JavaScript for browsers needs, and a process doesn't have. */

import { readFile } from "node:fs/promises";

globalThis.navigator ??= {};
globalThis.window ??= globalThis;
const fetchFromNet = globalThis.fetch;
globalThis.fetch = async (url, ...options) => {
  if (!String(url).startsWith("file:")) return fetchFromNet(url, ...options);
  const headers = { "content-type": "application/wasm" };
  return new Response(await readFile(new URL(url)), { headers });
};
