// Instantiates the module that the command line names.
import { readFileSync } from "node:fs";
import process from "node:process";
import { instantiate } from "../../../js/fibers.mjs";

export { abortable } from "../../../js/fibers.mjs";

/** @param {import("../../../js/fibers.mjs").Options} options */
export function load(options) {
  return instantiate(readFileSync(process.argv[2]), options);
}

/** Gives a value later. */
export function later(value, milliseconds = 0) {
  return new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
}

/** What a call gives, or what it throws, also by a promise, as text. */
export async function outcome(call) {
  try {
    return String(await call());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}
