import { readFileSync } from "node:fs";
import process from "node:process";
import { run } from "../../../js/fibers.mjs";

const later = (value) => new Promise((resolve) => setTimeout(() => resolve(value), 1));
const code = await run(readFileSync(process.argv[2]), {
  suspending: {
    host: { load: later },
    wasi_snapshot_preview1: {
      poll_oneoff() {
        console.log("the host sleeps");
        return later(0);
      },
    },
  },
});
console.log(`exit code ${code}`);
