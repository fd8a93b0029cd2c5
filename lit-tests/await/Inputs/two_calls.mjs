import { later, load } from "./load.mjs";

const loads = [];
const { exports } = await load({
  suspending: {
    host: {
      load(id) {
        loads.push(id);
        return later(id);
      },
    },
  },
});
console.log("one after the other:", await exports.read(1), await exports.read(2));
const both = await Promise.all([exports.read(1), exports.read(2)]);
console.log("both at once:", ...both);
console.log("loads:", ...loads);
