// Usage: host_grows.mjs FILE
//
// Runs fibers of a library whose memory the host grows, to use the new pages itself.
import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]));
const { memory, start, finish } = instance.exports;
const Page = 65536;

const fibers = [];
for (let i = 0; i < 40; i++) {
  fibers.push(start(i));
  // By what memory.grow returns, and by the size before and after.
  const page = memory.grow(1) * Page;
  new Uint8Array(memory.buffer, page, Page).fill(0xee);
  const end = memory.buffer.byteLength;
  memory.grow(1);
  new Uint8Array(memory.buffer, end, Page).fill(0xee);
  new Uint8Array(memory.buffer, memory.buffer.byteLength - Page, Page).fill(0xee);
}
const results = fibers.map((fiber, i) => finish(fiber, i * 8));
console.log(`sum ${results.reduce((sum, result) => sum + result, 0)}`);
