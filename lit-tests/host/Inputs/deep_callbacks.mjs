import { load } from "./load.mjs";

const levels = 10;
const { run } = await load(() => ({
  call_back: (level) => (level < levels ? run(level + 1) + 1 : 0),
}));
console.log(`${levels} levels: ${run(0)}`);
