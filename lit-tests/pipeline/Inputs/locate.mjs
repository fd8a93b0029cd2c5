// Prints the functions and the lines that a backtrace of V8's is about, as a source map tells:
// node locate.mjs MAP BACKTRACE
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import process from "node:process";

const map = new SourceMap(JSON.parse(readFileSync(process.argv[2], "utf8")));
const frame = /at (\S+) \(wasm:.*:wasm-function\[\d+\]:(0x[0-9a-f]+)\)/;
for (const line of readFileSync(process.argv[3], "utf8").split("\n")) {
  const [, name, offset] = line.match(frame) ?? [];
  if (name) {
    const entry = map.findEntry(0, Number(offset));
    console.log(
      `${name} ${entry.originalSource}:${(entry.originalLine ?? -1) + 1}`,
    );
  }
}
