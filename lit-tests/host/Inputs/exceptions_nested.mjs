import { load } from "./load.mjs";

function callAndCatch(level) {
  try {
    exports.call(level);
  } catch (error) {
    if (error.message !== "from the host") {
      throw error;
    }
  }
}

const exports = await load(() => ({
  work(level) {
    if (level === 2) {
      throw new Error("from the host");
    }
    if (level === 0) {
      exports.call(1);
    }
    callAndCatch(2);
  },
}));
for (let i = 0; i < 3; i++) {
  console.log(exports.call(0));
}
