/**
 * @file What this engine can do, and what to tell the user when it can't.
 */

/** A module of one type, `(type (cont 0))`, which needs stack switching. */
const stackSwitchingModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic and version
  ...[0x01, 0x06, 0x02], // the type section: 6 bytes, 2 types
  ...[0x60, 0x00, 0x00], // (func)
  ...[0x5d, 0x00], // (cont 0)
);

/**
 * Whether this engine runs modules with stack switching, as it is running now.
 * @returns {boolean}
 */
export function supportsStackSwitching() {
  return WebAssembly.validate(stackSwitchingModule);
}

/**
 * Compiles a module that has been read, and explains what usually goes wrong.
 * @param {BufferSource | Response | WebAssembly.Module} source
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(source) {
  if (source instanceof Response) {
    if (!source.ok) {
      throw new Error(`cannot read ${source.url}: HTTP ${source.status}`);
    }
    source = await source.arrayBuffer();
  }
  const module =
    source instanceof WebAssembly.Module ? source : await compileBytes(source);
  const intrinsic = WebAssembly.Module.imports(module).find(
    (item) => item.module === "fiber",
  );
  if (intrinsic) {
    throw new Error(
      `the module imports ${intrinsic.name} from "fiber": it was not lowered; ` +
        "pass it through wasm-opt --lower-fibers",
    );
  }
  return module;
}

/** @param {BufferSource} bytes */
async function compileBytes(bytes) {
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    if (supportsStackSwitching()) throw error;
    throw new Error(
      `${error.message}\nThis engine has no stack switching. If that is what ` +
        `the module needs, ${remedy()}.`,
      { cause: error },
    );
  }
}

/** What gives this engine stack switching, in words that can be typed. */
function remedy() {
  const { process, Deno } = globalThis;
  if (Deno) {
    return "run deno with --v8-flags=--experimental-wasm-wasmfx";
  }
  if (process?.versions?.node) {
    return Number.parseInt(process.versions.v8) >= 14
      ? "run node with --experimental-wasm-wasmfx " +
          "--no-turboshaft-wasm-load-elimination"
      : "run it on Node 26 with --experimental-wasm-wasmfx " +
          "--no-turboshaft-wasm-load-elimination (this is Node " +
          `${process.versions.node})`;
  }
  return "start Chromium with --js-flags=--wasm-wasmfx";
}
