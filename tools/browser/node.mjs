/**
 * @file What scripts for Node and browsers use of Node's modules: the arguments, and
 * where a file is for the loader to fetch.
 */

import { ask } from "./ask.mjs";

export default { argv: ["browser", ...ask("/args", "")] };

/** @param {string} file */
export function readFileSync(file) {
  return new URL(file, location);
}
