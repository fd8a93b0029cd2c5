import { later, load } from "./load.mjs";

const { exports } = await load({ suspending: { host: { load: later } } });
console.log("one after the other:", await exports.add(1), await exports.add(2));
console.log("both at once:", ...(await Promise.all([exports.add(1), exports.add(2)])));
