// Runs the module FILE with a function of the host that calls it back.
//
// Usage: node callback.mjs FILE EXPORT

import fs from "node:fs";

const [file, name] = process.argv.slice(2);

const { instance } = await WebAssembly.instantiate(fs.readFileSync(file), {
  env: {
    call_back: () => {
      instance.exports[name]();
    },
  },
  wasi_snapshot_preview1: {
    fd_write: (_file, vectors) => {
      const view = new DataView(instance.exports.memory.buffer);
      const text = Buffer.from(
        instance.exports.memory.buffer,
        view.getUint32(vectors, true),
        view.getUint32(vectors + 4, true),
      );
      process.stdout.write(text);
      return 0;
    },
  },
});
try {
  console.log(`main: ${instance.exports.main()}`);
} catch (error) {
  console.log(`main: ${error}`);
}
console.log(`after: ${instance.exports.after()}`);
