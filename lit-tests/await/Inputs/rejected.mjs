import { later, load, outcome } from "./load.mjs";

let answer = later;
const { exports, instance } = await load({
  suspending: { host: { find: (id) => answer(id) } },
});
const reject = async (id) => {
  await null;
  throw new Error(`${id} not found`);
};

console.log("given:", await exports.look(5));
answer = reject;
console.log("rejected:", await outcome(() => exports.look(5)));
console.log("in a fiber:", await outcome(() => exports.look_in_fiber(6)));
const finished = instance.exports.are_finished();
console.log("the fiber then:", finished ? "error" : "can be resumed");
answer = later;
console.log("a new one:", await exports.look_in_fiber(6));
answer = (id) => {
  throw new Error(`${id} not there`);
};
console.log("thrown:", await outcome(() => exports.look(7)));
answer = later;
console.log("given again:", await exports.look(8));

let size = 0;
for (let i = 0; i < 30000; i++) {
  if (i === 100) size = exports.memory.buffer.byteLength;
  answer = i % 3 === 0 ? reject : i % 3 === 1 ? () => reject(i) : () => { throw new Error(); };
  await outcome(() => (i % 2 ? exports.look : exports.look_in_fiber)(i));
}
const growth = exports.memory.buffer.byteLength - size;
console.log(`rejected 30000 times: memory grown by ${growth}`);
