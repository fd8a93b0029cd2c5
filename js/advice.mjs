/**
 * @file What to tell the user of an engine that lacks what a module may need.
 */

/**
 * @typedef {object} Engine
 * @property {Record<string, string | undefined>} [versions] Those of a process.
 * @property {string} [userAgent] A browser's.
 * @property {boolean} stackSwitching Whether it has stack switching.
 * @property {boolean} exceptions Whether it has exceptions, with exnref.
 * @property {string} [words] Its own, of the module that it couldn't compile.
 */

/** How V8 names the types that it doesn't know. */
const unknownTypes = { stackSwitching: /\b0x5d\b/, exceptions: /\bnoexternref\b/ };

/**
 * Says what the engine lacks, and what gives it to the user, in words that can
 * be typed. Says nothing of an engine that lacks nothing, and of one that lacks
 * several things only what its own words are about, if they tell.
 * @param {Engine} engine
 * @returns {string}
 */
export function advice(engine) {
  const lines = [];
  const { words = "" } = engine;
  if (!engine.stackSwitching && !unknownTypes.exceptions.test(words)) {
    lines.push(
      `${name(engine)} has no stack switching. If the module needs it, ` +
        `${stackSwitching(engine)}; or link the program for all engines, with ` +
        "-Wl,--lower-fibers=stack-switching:no.",
    );
  }
  if (!engine.exceptions && !unknownTypes.stackSwitching.test(words)) {
    lines.push(
      `${name(engine)} has no exceptions with exnref. If the module needs them, ` +
        "as C++ with exceptions does, and C with setjmp, take a newer engine, " +
        "Node 22 or later for one; or compile C++ with -fno-exceptions.",
    );
  }
  return lines.join("\n");
}

/** @param {Engine} engine */
function name({ versions = {}, userAgent }) {
  if (versions.deno) return `Deno ${versions.deno}`;
  if (versions.bun) return `Bun ${versions.bun}`;
  if (versions.node) return `Node ${versions.node}`;
  return userAgent ? "This browser" : "This engine";
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
    const safe = v8 === 14 ? " --no-turboshaft-wasm-load-elimination" : "";
    return `run node with ${flag}${safe}`;
  }
  if (versions.node) return `run it on Deno 2.9 with --v8-flags=${flag}`;
  return /\bChrom(e|ium)\//.test(userAgent)
    ? "start the browser with --js-flags=--wasm-wasmfx"
    : "open the page in Chromium, started with --js-flags=--wasm-wasmfx";
}
