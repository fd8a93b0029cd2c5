/**
 * @file WebAssembly.Suspending and WebAssembly.promising, for engines that don't have them
 * and modules that went through the pass (option `suspending`). To import this file puts
 * them there:
 *
 *     import "wasm-fibers/jspi";
 *
 * Modules that didn't go through the pass are left to the engine, if it has them.
 */

import { AwaitingInstance, SuspendError } from "./await.mjs";
import { awaitImports } from "./imports.mjs";

const engine = {
  Suspending: WebAssembly.Suspending,
  promising: WebAssembly.promising,
  Instance: WebAssembly.Instance,
  instantiate: WebAssembly.instantiate,
};

/** The function of each object. @type {WeakMap<object, Function>} */
const functions = new WeakMap();

/** How to call an export so that it returns a promise. @type {WeakMap<Function, Function>} */
const promisingForms = new WeakMap();

class Suspending {
  constructor(call) {
    if (typeof call !== "function") {
      throw new TypeError("WebAssembly.Suspending: the argument isn't a function");
    }
    functions.set(this, call);
  }
}

function promising(exported) {
  if (typeof exported !== "function") {
    throw new TypeError("WebAssembly.promising: the argument isn't a function");
  }
  const form = promisingForms.get(exported);
  if (form) return form;
  if (engine.promising) return engine.promising(exported);
  // It can't wait, so it needs no other form.
  return (...args) => new Promise((resolve) => resolve(exported(...args)));
}

/** What the engine is to be given for `imports`, and what to do with the instance. */
function prepare(module, imports) {
  const isLowered = WebAssembly.Module.imports(module).some(
    (item) => item.module === "[await]",
  );
  if (!isLowered) {
    return { imports: forEngine(module, imports), attach: (instance) => instance };
  }
  const awaiting = new AwaitingInstance({ alwaysWaits: true });
  const attach = (instance) => {
    const seen = awaiting.attach(instance.exports);
    for (const [name, form] of Object.entries(seen)) {
      const plain = instance.exports[name];
      if (form !== plain) promisingForms.set(plain, form);
    }
    return instance;
  };
  const suspending = (from, name) => functions.get(Object(imports?.[from]?.[name]));
  return { imports: awaitImports(module, awaiting, imports ?? {}, suspending), attach };
}

/** Puts the engine's own objects in the place of ours, or says what is missing. */
function forEngine(module, imports) {
  const all = { ...imports };
  const changed = Object.create(null);
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    const call = functions.get(Object(imports?.[from]?.[name]));
    if (!call) continue;
    if (!engine.Suspending) {
      throw new TypeError(
        `WebAssembly.Suspending: the module isn't prepared for "${name}" from "${from}" to ` +
          `suspend; pass it through --lower-fibers with the option suspending:${from}.${name}`,
      );
    }
    changed[from] ??= all[from] = Object.create(imports[from]);
    changed[from][name] = new engine.Suspending(call);
  }
  return all;
}

async function instantiate(source, imports) {
  const isModule = source instanceof WebAssembly.Module;
  const module = isModule ? source : await WebAssembly.compile(source);
  const prepared = prepare(module, imports);
  const instance = prepared.attach(
    await engine.instantiate(module, prepared.imports),
  );
  return isModule ? instance : { module, instance };
}

async function instantiateStreaming(source, imports) {
  const module = await WebAssembly.compileStreaming(source);
  return { module, instance: await instantiate(module, imports) };
}

const Instance = new Proxy(engine.Instance, {
  construct(target, [module, imports], newTarget) {
    const prepared = prepare(module, imports);
    return prepared.attach(
      Reflect.construct(target, [module, prepared.imports], newTarget),
    );
  },
});

const added = {
  Suspending,
  promising,
  SuspendError,
  Instance,
  instantiate,
  instantiateStreaming,
};
for (const [name, value] of Object.entries(added)) {
  Object.defineProperty(WebAssembly, name, {
    value,
    configurable: true,
    writable: true,
    enumerable: false,
  });
}
