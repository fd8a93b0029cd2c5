import { abortable, later, load, outcome } from "./load.mjs";

let destroyed = [];
let answer = later;
const { exports } = await load({
  imports: {
    host: { destroyed: (which) => destroyed.push(which ? "inner" : "outer") },
  },
  suspending: { host: { find: (id) => answer(id) } },
});
async function tell(what, call) {
  const result = await outcome(call);
  console.log(`${what}: ${result}; destroyed: ${destroyed.join(" ")}`);
  destroyed = [];
}

await tell("given", () => exports.look(1));
answer = () => Promise.reject(new Error("gone"));
await tell("rejected", () => exports.look(1));
answer = () => {
  throw new Error("no");
};
await tell("thrown", () => exports.look(1));
answer = later;
const abort = (exported, ...args) => {
  const controller = new AbortController();
  const call = abortable(controller.signal, exported)(...args);
  controller.abort(new Error("enough"));
  return call;
};
await tell("aborted", () => abort(exports.look, 1));
await tell("given to a fiber", () => exports.look_in_fiber(1));
answer = () => Promise.reject(new Error("gone"));
await tell("rejected in a fiber", () => exports.look_in_fiber(1));
answer = later;
await tell("given again", () => exports.look(1));

await tell("polled", () => exports.look_polled(1, true));
answer = () => Promise.reject(new Error("gone"));
await tell("polled, rejected", () => exports.look_polled(1, true));
answer = later;
await tell("polled, freed", () => exports.look_polled(1, false));
await tell("polled, aborted", () => abort(exports.look_polled, 1, true));
await tell("by another, polled", () => exports.look_by_another(1, true));
await tell("by another, polled, freed", () => exports.look_by_another(1, false));
