/**
 * @file What this engine can do, and what to tell the user when it can't.
 */

import { advice } from "./advice.mjs";
import { needs } from "./needs.mjs";

/**
 * A module that consists of one function, of the first type.
 * @param {number[][]} types
 * @param {number[]} code Its body, without local variables and the last `end`.
 */
function moduleOf(types, code) {
  const section = (id, bytes) => [id, bytes.length, ...bytes];
  return Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic and version
    ...section(1, [types.length, ...types.flat()]),
    ...section(3, [1, 0]), // the function has type 0
    ...section(13, [1, 0, 0]), // (tag (type 0))
    ...section(7, [1, 0, 0, 0]), // (export "" (func 0))
    ...section(10, [1, code.length + 2, 0, ...code, 0x0b]),
  );
}

const func = [0x60, 0, 0];
const cont = [0x5d, 0];

/** What the native tier uses; an engine may have the types, and not the code. */
const stackSwitchingModule = moduleOf([func, cont], [
  ...[0xe2, 0], // suspend 0
  ...[0x02, 0x64, 1], // block (result (ref 1))
  ...[0xd2, 0, 0xe0, 1], // ref.func 0, cont.new 1
  ...[0xe3, 1, 1, 0, 0, 0], // resume 1 (on 0 0)
  ...[0x0f, 0x0b], // return, end
  ...[0x1a], // drop
]);

/** What C++ exceptions use, in the standard encoding. */
const exceptionsModule = moduleOf([func], [
  ...[0x02, 0x69], // block (result exnref)
  ...[0x1f, 0x40, 1, 3, 0, 0x0b], // try_table (catch_all_ref 0), end
  ...[0x0f, 0x0b], // return, end
  ...[0x0a], // throw_ref
]);

/**
 * Whether this engine runs modules with stack switching, as it is running now.
 * @returns {boolean}
 */
export function supportsStackSwitching() {
  return WebAssembly.validate(stackSwitchingModule);
}

/**
 * Compiles a module that has been read, and explains what usually goes wrong.
 * @param {BufferSource | Response | PromiseLike<Response> | WebAssembly.Module} given
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(given) {
  let source = await given;
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
    const engine = {
      versions: globalThis.process?.versions,
      userAgent: globalThis.navigator?.userAgent,
      stackSwitching: supportsStackSwitching(),
      exceptions: WebAssembly.validate(exceptionsModule),
    };
    const words = advice(engine, needs(bytes));
    if (!words) throw error;
    throw new Error(`${error.message}\n${words}`, { cause: error });
  }
}
