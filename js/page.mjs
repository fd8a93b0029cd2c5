/**
 * @file What a browser gives a program: the console, and no input.
 */

import { Input, Output } from "./wasi.mjs";

/** @param {string | URL} source */
export function read(source) {
  return fetch(source);
}

export const stdin = () => new Input(() => new Uint8Array(), false);
export const stdout = () => new Output(toConsole(console.log), true);
export const stderr = () => new Output(toConsole(console.error), true);

export function directory(path) {
  throw new TypeError(
    `a browser has no directory ${path}; give a function that looks up files`,
  );
}

/** A page may not wait: a sleep is a loop that looks at the clock. */
export function pause() {}

/**
 * A console shows lines: it gets each write without the newline at its end.
 * @param {(text: string) => void} print
 */
function toConsole(print) {
  const decoder = new TextDecoder();
  return (bytes) =>
    print(decoder.decode(bytes, { stream: true }).replace(/\n$/, ""));
}
