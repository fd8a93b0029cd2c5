// Runs the module FILE with a function of the host that calls it back, and one that
// throws.
//
// Usage: node callback_throws.mjs FILE

import fs from "node:fs";

const { instance } = await WebAssembly.instantiate(
  fs.readFileSync(process.argv[2]),
  {
    env: {
      call_back: () => {
        try {
          instance.exports.runs_b();
        } catch (error) {
          console.log(`caught: ${error.message}`);
        }
      },
      throws: () => {
        throw new Error("from throws");
      },
    },
  },
);
console.log(`main: ${instance.exports.main()}`);
