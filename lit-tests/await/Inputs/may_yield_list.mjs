import { later, load, outcome } from "./load.mjs";

const { exports } = await load({
  suspending: { env: { sleep: (id) => later(id) } },
  stderr: (bytes) => console.log(new TextDecoder().decode(bytes).trimEnd()),
});
const name = async (call) => (await outcome(call)).replace(/:.*/, "");
console.log("listed:", await outcome(() => exports.listed(1)));
console.log("unlisted:", await name(() => exports.unlisted(2)));
console.log("through an unlisted one:", await name(() => exports.listed(3)));
