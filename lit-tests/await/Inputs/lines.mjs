import { later, load } from "./load.mjs";

const suspending = { host: { load: (id) => later(id) } };
const { exports } = await load({ suspending });
await exports.show(4);
console.log("returned");

const given = [];
const decoder = new TextDecoder();
const stdout = (bytes) => given.push(decoder.decode(bytes));
await (await load({ suspending, stdout })).exports.show(4);
console.log(`given: ${JSON.stringify(given)}`);
