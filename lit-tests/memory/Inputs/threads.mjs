// Runs a program that shares its memory: threads.mjs WASM. Each thread is a worker with
// an instance of its own.
import { readFile } from "node:fs/promises";
import process from "node:process";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

if (isMainThread) {
  const module = await WebAssembly.compile(await readFile(process.argv[2]));
  const memory = new WebAssembly.Memory({ initial: 512, maximum: 1024, shared: true });
  const threads = Array.from({ length: 4 }, (_, thread) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), {
        workerData: { module, memory, thread },
      });
      worker.on("message", resolve);
      worker.on("error", reject);
    }));
  (await Promise.all(threads)).forEach((right, thread) =>
    console.log(`thread ${thread}: ${right ? "right" : "wrong"}`));
  process.exit();
} else {
  const { module, memory, thread } = workerData;
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  exports.__stack_pointer.value = exports.stack_of(thread);
  parentPort.postMessage(exports.run_thread(thread));
}
