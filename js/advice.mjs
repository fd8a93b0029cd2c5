/**
 * @file What to tell the user of an engine that lacks what a module may need.
 */

/**
 * @typedef {object} Engine
 * @property {Record<string, string | undefined>} [versions] Those of a process.
 * @property {string} [userAgent] A browser's.
 * @property {boolean} stackSwitching Whether it has stack switching.
 * @property {boolean} exceptions Whether it has exceptions, with exnref.
 */

/**
 * Says what the module needs and the engine lacks, and what gives it to the user, in words
 * that can be typed. Says nothing if that is nothing.
 * @param {Engine} engine
 * @param {import("./needs.mjs").Needs} needs
 * @returns {string}
 */
export function advice(engine, needs) {
  if (needs.stackSwitching && !engine.stackSwitching) {
    return (
      `The module needs stack switching, which ${name(engine)} doesn't have: ` +
      `${stackSwitching(engine)}; or link the program for all engines, with ` +
      "-Wl,--lower-fibers=stack-switching:no."
    );
  }
  if (needs.exceptions && !engine.exceptions) {
    return (
      `The module needs exceptions with exnref, which ${name(engine)} doesn't have: ` +
      "C++ with exceptions needs them, and C with setjmp. Take a newer engine, Node 22 " +
      "or later for one; or compile C++ with -fno-exceptions."
    );
  }
  return "";
}

/** @param {Engine} engine */
function name({ versions = {}, userAgent }) {
  if (versions.deno) return `Deno ${versions.deno}`;
  if (versions.bun) return `Bun ${versions.bun}`;
  if (versions.node) return `Node ${versions.node}`;
  return userAgent ? "this browser" : "this engine";
}

/**
 * Where stack switching is to be had: here, by a flag, or elsewhere. The compiler of
 * V8 14, which Node 26 has, aborts on some code that switches, without the second flag.
 * @param {Engine} engine
 */
function stackSwitching({ versions = {}, userAgent = "" }) {
  const flag = "--experimental-wasm-wasmfx";
  // All of them have a version of V8 to tell, and Bun and Deno one of Node.
  const v8 = Number.parseInt(versions.v8);
  if (versions.deno && v8 >= 15) return `run deno with --v8-flags=${flag}`;
  if (versions.node && !versions.deno && !versions.bun && v8 >= 14) {
    const safe =
      v8 === 14 ? " --no-turboshaft-wasm-load-elimination --no-wasm-code-gc" : "";
    return `run node with ${flag}${safe}`;
  }
  if (versions.node) return `run it on Deno 2.9 with --v8-flags=${flag}`;
  return /\bChrom(e|ium)\//.test(userAgent)
    ? "start the browser with --js-flags=--wasm-wasmfx"
    : "open the page in Chromium, started with --js-flags=--wasm-wasmfx";
}
