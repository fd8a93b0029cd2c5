import { load } from "./load.mjs";

const { exports } = await load({ suspending: { env: { other: async () => {} } } });
console.log(`poll: ${exports.poll()}, wait: ${await exports.wait()}`);
