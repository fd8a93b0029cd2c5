/**
 * @file What a module gets that went through the pass, in the place of what it imports.
 */

/**
 * Functions that JavaScript may answer a call with a promise from, by the module and
 * name that the program imports them by.
 * @typedef {Record<string, Record<string, Function>>} Suspending
 */

/**
 * Replaces what a module imports and may suspend by functions of `instance`. What
 * `suspending` gives may return promises, those of `imports` are called as they are.
 * @param {WebAssembly.Module} module
 * @param {import("./await.mjs").AwaitingInstance} instance
 * @param {WebAssembly.Imports} imports
 * @param {(module: string, name: string) => Function | undefined} suspending
 * @returns {WebAssembly.Imports}
 */
export function awaitImports(module, instance, imports, suspending) {
  const needed = WebAssembly.Module.imports(module);
  const own = needed.filter((item) => item.module === "[await]");
  const all = { ...imports, "[await]": instance.ownImports(own.map(({ name }) => name)) };
  const added = Object.create(null);
  for (const { module: from, name, kind } of needed) {
    if (from === "[await]") continue;
    const [, params, results, plain] =
      name.match(/^\[suspending \(([^)]*)\)->\(([^)]*)\)\](.*)$/s) ?? [];
    const host = suspending(from, plain ?? name);
    if (plain === undefined) {
      if (host && kind === "function") throw notLowered(from, name);
      if (from.startsWith("wasi:") && !imports[from]) throw ofComponents(from, name);
      continue;
    }
    const given = host ?? imports[from]?.[plain];
    if (typeof given !== "function") {
      const remedy =
        from === "fio"
          ? 'give the option io, by makeIo of "wasm-fibers/io" (run-wasm --net does)'
          : "give it in suspending or imports";
      throw new TypeError(
        `the module imports the function "${plain}" from "${from}"; ${remedy}`,
      );
    }
    added[from] ??= all[from] = Object.create(imports[from] ?? null);
    all[from][name] = host ? instance.import(host, params, results) : given;
  }
  return all;
}

function notLowered(from, name) {
  return new TypeError(
    `suspending: the module isn't prepared for "${name}" from "${from}" to return a ` +
      `promise; build it with the option suspending:${from}.${name} of --lower-fibers`,
  );
}

function ofComponents(from, name) {
  return new TypeError(
    `the module imports the function "${name}" from "${from}", as components do; ` +
      "a program of fio.h is linked with -lfio for JavaScript, not with -lfio-wasip2",
  );
}
