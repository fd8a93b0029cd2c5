import { later, load } from "./load.mjs";

const never = 9;
const { exports } = await load({
  suspending: { host: { load: (id) => (id === never ? new Promise(() => {}) : later(id)) } },
});
console.log("one after the other:", await exports.read(1), await exports.read(2));
const both = await Promise.all([exports.read(1), exports.read(2)]);
console.log("both at once:", ...both);
exports.read(never);
try {
  await exports.jump_to_other(2);
} catch (error) {
  console.log("to the other:", error.name);
}
