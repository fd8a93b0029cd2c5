// Instantiates the module that the command line names, with functions of the host.
import { readFile } from "node:fs/promises";
import process from "node:process";

// `makeImports` is given a function that returns the exports, and returns the
// imports from "env". What the module writes to a file goes to standard output.
export async function load(makeImports) {
  const fd_write = (_file, vector) => {
    const { buffer } = instance.exports.memory;
    const view = new DataView(buffer);
    const text = new Uint8Array(
      buffer,
      view.getUint32(vector, true),
      view.getUint32(vector + 4, true),
    );
    console.log(new TextDecoder().decode(text).trimEnd());
    return 0;
  };
  const bytes = await readFile(process.argv[2]);
  const { instance } = await WebAssembly.instantiate(bytes, {
    wasi_snapshot_preview1: { fd_write },
    env: makeImports(() => instance.exports),
  });
  return instance.exports;
}

// Prints what a call returns or throws.
export function show(what, call) {
  try {
    console.log(what, call());
  } catch (error) {
    console.log(what, "threw", error.message);
  }
}
