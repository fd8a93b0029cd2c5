import { load, outcome } from "./load.mjs";

const log = [];
const pending = new Map();
const { exports } = await load({
  suspending: {
    host: {
      get(id) {
        log.push(`get ${id}`);
        if (id < 10) return id;
        return new Promise((resolve) => pending.set(id, resolve));
      },
    },
  },
});
const call = async (id) => log.push(`returns ${await exports.run(id)}`);
const flush = async () => {
  for (let i = 0; i < 5; i++) await null;
  console.log(log.splice(0).join(", "));
};

// A value goes on at once: the program has come to its end before the call returns.
const now = call(1);
log.push("called");
await now;
await flush();

const three = [call(11), call(12), call(13)];
log.push("called");
for (const id of [13, 11, 12]) pending.get(id)(id);
log.push("resolved");
await Promise.all(three);
await flush();

// A call begins another one, and goes on while that one waits.
let inner;
const nested = await load({
  imports: {},
  suspending: {
    host: {
      get(id) {
        if (id === 21) inner = nested.exports.run(22);
        return id === 22 ? Promise.resolve(5) : id;
      },
    },
  },
});
console.log(await outcome(() => nested.exports.run(21)), await outcome(() => inner));

// What isn't a promise, but can be waited for.
const thenable = await load({
  suspending: { host: { get: (id) => ({ then: (resolve) => resolve(id + 1) }) } },
});
console.log(await outcome(() => thenable.exports.run(31)));
