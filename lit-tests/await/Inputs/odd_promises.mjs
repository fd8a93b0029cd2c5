import { abortable, later, load, outcome } from "./load.mjs";

let answer;
let noted = () => {};
const { exports, instance } = await load({
  imports: { host: { note: (id) => noted(id) } },
  suspending: { host: { find: (id) => answer(id) } },
});

/** Answers the second call of two as `odd` does. */
function second(odd) {
  let calls = 0;
  return (id) => (++calls === 1 ? later(id) : odd(id));
}

function withProperty(name, descriptor) {
  return (id) => Object.defineProperty(Promise.resolve(id), name, descriptor);
}

async function tell(what, odd) {
  answer = odd;
  console.log(`${what}: ${await outcome(() => exports.look(5))}`);
}

const constructs = withProperty("constructor", {
  get() {
    throw new Error("its constructor");
  },
});
await tell("a constructor that throws", constructs);
await tell("in the second wait", second(constructs));
const own = withProperty("then", {
  value() {
    throw new Error("its own then");
  },
});
await tell("a then of its own", own);
await tell("a thenable that fulfills twice, and throws", (id) => ({
  then(fulfill) {
    fulfill(id);
    fulfill(id + 1);
    throw new Error("its then");
  },
}));
await tell("a thenable that throws", () => ({
  then() {
    throw new Error("its then");
  },
}));

const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
const nameless = Object.defineProperty(new Error(), "name", {
  get() {
    throw new Error("its name");
  },
});
const reasons = { "a proxy that was revoked": proxy, "an error whose name throws": nameless };
for (const [name, reason] of Object.entries(reasons)) {
  const fail = () => {
    throw reason;
  };
  await tellReason(`rejected with ${name}`, reason, () => Promise.reject(reason));
  await tellReason("thrown", reason, fail);
  await tellReason("thrown in the second wait", reason, second(fail));
}

async function tellReason(what, reason, odd) {
  answer = odd;
  const is = (error) => (error === reason ? "the same value" : "another value");
  console.log(`${what}: ${await exports.look(5).then(() => "none", is)}`);
}

answer = later;
const controller = new AbortController();
let inner;
noted = (id) => {
  if (id === 5) inner = exports.look(3);
  else controller.abort(new Error("enough"));
};
const call = () => abortable(controller.signal, exports.look)(5);
console.log(`aborted in a call that it waits for: ${await outcome(call)}`);
console.log(`that call: ${await outcome(() => inner)}`);
noted = () => {};
console.log(`later: ${await outcome(() => exports.look(5))}`);
console.log(`calls that wait: ${instance.exports.count()}`);
