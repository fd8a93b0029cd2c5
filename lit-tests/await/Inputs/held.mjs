import { later, load } from "./load.mjs";

const { exports, instance } = await load({ suspending: { host: { load: later } } });
const masked = 0x12345678 ^ 0x5555;
const result = exports.begin(masked);
instance.exports.look_at(masked);
console.log("result:", await result);
instance.exports.look_at(masked);
