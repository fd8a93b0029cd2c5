/**
 * @file The page that runs a script for run.mjs. What the script writes to the console
 * is the output.
 */

import { ask, exit } from "./ask.mjs";
import process from "./node.mjs";

console.log = (...values) => ask("/stdout", `${values.join(" ")}\n`);
console.error = (...values) => ask("/stderr", `${values.join(" ")}\n`);

try {
  await import(process.argv[1]);
  exit({ code: 0 });
} catch (error) {
  exit({ code: 1, message: `${error}\n${error?.stack}` });
}
