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
await tell("aborted", () => {
  const controller = new AbortController();
  const call = abortable(controller.signal, exports.look)(1);
  controller.abort(new Error("enough"));
  return call;
});
await tell("given again", () => exports.look(1));
