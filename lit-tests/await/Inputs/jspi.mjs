import { readFileSync } from "node:fs";
import process from "node:process";

const [, , file, polyfill] = process.argv;
if (polyfill) await import("../../../js/jspi.mjs");

const log = [];
let answer;
let call_back;
const { instance } = await WebAssembly.instantiate(readFileSync(file), {
  host: {
    get: new WebAssembly.Suspending((id) => {
      log.push(`get ${id}`);
      return answer(id);
    }),
  },
  env: { call_back: () => call_back() },
});
const { run, seven, calls_back } = instance.exports;

async function tell(what, exported, ...args) {
  const call = WebAssembly.promising(exported)(...args);
  log.push("called");
  let turns = 0;
  let counting = true;
  const count = async () => {
    for (; counting; turns++) await null;
  };
  count();
  const result = await call;
  counting = false;
  log.push(`in turn ${turns} ${result}`);
  console.log(`${what}: ${log.splice(0).join(", ")}`);
}
async function failure(call) {
  try {
    return await call();
  } catch (error) {
    return error;
  }
}

answer = (id) => id;
await tell("value", run, 1);
answer = (id) => Promise.resolve(id);
await tell("promise", run, 2);
answer = (id) => ({ then: (resolve) => resolve(id) });
await tell("thenable", run, 3);
await tell("no wait", seven);

answer = () => Promise.reject(new Error("gone"));
console.log(`rejected: ${await failure(() => WebAssembly.promising(run)(4))}`);
answer = () => {
  throw new Error("no");
};
console.log(`thrown: ${await failure(() => WebAssembly.promising(run)(5))}`);

answer = (id) => Promise.resolve(id);
const outside = await failure(() => run(6));
console.log(`outside: ${outside instanceof WebAssembly.SuspendError && "SuspendError"}`);
call_back = () => run(7);
const between = await failure(() => WebAssembly.promising(calls_back)());
console.log(`in between: ${between instanceof WebAssembly.SuspendError && "SuspendError"}`);
let inner;
call_back = () => {
  inner = WebAssembly.promising(run)(0);
};
const outer = await WebAssembly.promising(calls_back)();
console.log(`both ways: ${outer + (await inner)}`);

const names = ["Suspending", "promising"].map((name) => {
  try {
    return name === "promising" ? WebAssembly.promising(1) : new WebAssembly.Suspending(1);
  } catch (error) {
    return error.name;
  }
});
console.log(`not a function: ${names.join(" ")}`);
