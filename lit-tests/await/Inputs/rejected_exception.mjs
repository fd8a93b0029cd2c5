import { abortable, later, load, outcome } from "./load.mjs";

const none = Symbol("none");
let answer = later;
let destroyed = 0;
let words = "";
let value = none;
const { exports, reasonOf } = await load({
  imports: {
    host: {
      destroyed: () => destroyed++,
      caught: (number, address) => {
        const bytes = new Uint8Array(exports.memory.buffer, address);
        const text = new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
        words = `caught ${text.replace(/^(TypeError): .*/s, "$1")}`;
        numbers.add(number);
        if (number) value = reasonOf(number);
      },
    },
  },
  suspending: { host: { find: (id) => answer(id) } },
});
const numbers = new Set();

const fail = (reason) => async () => {
  await null;
  throw reason;
};

/** What a call says that is rejected with `reason`, if it is known. */
async function tell(what, call, reason) {
  destroyed = 0;
  words = "";
  value = none;
  const parts = [];
  try {
    parts.push(await call(1));
    if (words) parts.push(words);
    if (value !== none) parts.push(isReason(value) ? "the same value" : "another value");
  } catch (error) {
    if (reason !== undefined && isReason(error)) parts.push("the same value");
    else if (error instanceof WebAssembly.Exception) parts.push("an exception of WebAssembly");
    else parts.push(`${error}`);
    if (destroyed) parts.push(`destroyed ${destroyed}`);
  }
  const line = `${what}: ${parts.join(", ")}`;
  const escape = (letter) => `\\u${letter.codePointAt(0).toString(16).padStart(4, "0")}`;
  console.log(line.replace(/[^ -~]/g, escape));

  function isReason(given) {
    return reason === TypeError ? given instanceof TypeError : given === reason;
  }
}

const gone = new Error("gone");
await tell("given", exports.look);
answer = fail(gone);
await tell("by type", exports.by_type, gone);
await tell("as an exception of C++", exports.as_exception);
await tell("by catch (...)", exports.by_any);
answer = fail(undefined);
await tell("undefined", exports.by_type, undefined);
const bare = Object.create(null);
answer = fail(bare);
await tell("no text", exports.by_type, bare);
let texts = 0;
const fickle = { toString: () => (texts++ ? "again and again" : "once") };
answer = fail(fickle);
await tell("another text each time", exports.by_type, fickle);
const letters = new Error("\u00fcber \u20ac");
answer = fail(letters);
await tell("not ASCII", exports.by_type, letters);
answer = () => later(Symbol("no number"));
await tell("not converted", exports.by_type, TypeError);
answer = fail(gone);
await tell("uncaught", exports.look, gone);
await tell("thrown again", exports.again, gone);
await tell("a copy", exports.copy, gone);
await exports.keep(1);
answer = later;
await tell("kept after its catch", exports.throw_kept, gone);
answer = fail(gone);
await tell("out of a fiber", exports.in_fiber, gone);
await tell("out of a fiber, caught", exports.caught_of_fiber, gone);
await tell("polled", exports.caught_of_polled, gone);
await tell("polled, uncaught", exports.polled, gone);
answer = (id) => (id === 40 ? later(id) : fail(gone)());
await tell("waits in the handler", exports.in_handler, gone);
answer = (id) => Promise.reject(id);
const both = [outcomeOf(exports.look(1)), outcomeOf(exports.again(2))];
console.log("two at once:", ...(await Promise.all(both)));
answer = later;
await tell("another exception", exports.another);
const controller = new AbortController();
await tell("aborted", () => {
  const call = abortable(controller.signal, exports.look)(1);
  controller.abort(new Error("enough"));
  return call;
});
console.log("kept at the end:", [...numbers].filter((number) => reasonOf(number)).length);

let size = 0;
answer = (id) => Promise.reject(id);
for (let i = 0; i < 30000; i++) {
  if (i === 100) size = exports.memory.buffer.byteLength;
  const calls = [exports.look, exports.by_type, exports.in_fiber, exports.copy];
  await outcome(() => calls[i % calls.length](i));
}
const growth = exports.memory.buffer.byteLength - size;
console.log(`rejected 30000 times: memory grown by ${growth}`);

/** What the promise is rejected with. */
function outcomeOf(promise) {
  return promise.then(
    () => "nothing",
    (reason) => reason,
  );
}
