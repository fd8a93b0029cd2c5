import process from "node:process";
import { load, show } from "./load.mjs";

const which = process.argv[3];
let throws = true;
const exports = await load((getExports) => ({
  work() {
    if (throws) {
      throw new Error("from the host");
    }
    getExports()[`free_${which}`]();
  },
}));
try {
  exports.leave();
} catch {
  throws = false;
}
show("main", exports.main);
