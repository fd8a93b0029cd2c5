// Calls what yields, and what recurses, in each way from outside any fiber.
import { readFile } from "node:fs/promises";
import process from "node:process";
import { show } from "./load.mjs";

// As deep as it takes more of the engine's stack than forms count at all.
const depth = 2000;
const module = new WebAssembly.Module(await readFile(process.argv[2]));

// The memory is imported, so that it is there for an error of the start function.
function instantiate(atStart = { depth: 0, yields: 0 }, callBack = () => 0) {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const fd_write = (_file, vector) => {
    const view = new DataView(memory.buffer);
    const text = new Uint8Array(
      memory.buffer,
      view.getUint32(vector, true),
      view.getUint32(vector + 4, true),
    );
    console.log(new TextDecoder().decode(text).trimEnd());
    return 0;
  };
  let kept;
  const { exports } = new WebAssembly.Instance(module, {
    wasi_snapshot_preview1: { fd_write },
    env: {
      memory,
      ...atStart,
      keep: (reference) => kept = reference,
      call_back: () => callBack(exports),
    },
  });
  return { exports, kept };
}

const ways = {
  "by an export": (...way) => instantiate().exports.visit(...way),
  "by a reference": (...way) => instantiate().kept(...way),
  "through the table": (...way) => instantiate().exports.through_table(...way),
  "in the start function": (depth, yields) =>
    instantiate({ depth, yields }).exports.started.value,
  "in a callback": (...way) =>
    instantiate(undefined, (exports) => exports.visit(...way)).exports.on_fiber(2, 0),
  "in what never yields": (depth, yields) =>
    instantiate().exports.on_fiber(3, yields ? -depth : depth),
};
for (const [name, way] of Object.entries(ways)) {
  show(`deep, ${name}`, () => way(depth, 0));
}
for (const [name, way] of Object.entries(ways)) {
  show(`a yield, ${name}`, () => way(3, 1));
}
