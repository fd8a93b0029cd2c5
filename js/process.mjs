/**
 * @file What Node and Deno give a program: their standard streams and files.
 */

import fs from "node:fs";
import path from "node:path";
import { isatty } from "node:tty";
import { pathToFileURL } from "node:url";
import { Input, Output } from "./wasi.mjs";

/**
 * Reads a module. A string that isn't a URL is a path.
 * @param {string | URL} source
 */
export function read(source) {
  const url =
    source instanceof URL
      ? source
      : URL.canParse(source)
        ? new URL(source)
        : pathToFileURL(source);
  return url.protocol === "file:" ? fs.readFileSync(url) : fetch(url);
}

export const stdin = () => new Input(readFrom(0), isatty(0));
export const stdout = () => new Output(writeTo(1), isatty(1));
export const stderr = () => new Output(writeTo(2), isatty(2));

/**
 * Makes the host's directory `root` readable, and nothing outside it, not even
 * through symbolic links.
 * @param {string} root
 * @returns {import("./directory.mjs").Lookup}
 */
export function directory(root) {
  const inside = fs.realpathSync(root);
  return (name) => {
    let real;
    try {
      real = fs.realpathSync(path.join(inside, name));
    } catch {
      return null;
    }
    if (real !== inside && !real.startsWith(path.join(inside, path.sep))) {
      return null;
    }
    return fs.statSync(real).isDirectory()
      ? fs.readdirSync(real)
      : fs.readFileSync(real);
  };
}

/** @param {number} milliseconds */
export function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** @param {number} fd @returns {(size: number) => Uint8Array} */
function readFrom(fd) {
  return (size) => {
    const bytes = new Uint8Array(size);
    return bytes.subarray(0, untilReady(() => fs.readSync(fd, bytes)));
  };
}

/** @param {number} fd @returns {(bytes: Uint8Array) => void} */
function writeTo(fd) {
  return (bytes) => {
    for (let done = 0; done < bytes.length; ) {
      done += untilReady(() => fs.writeSync(fd, bytes, done));
    }
  };
}

/** A pipe or terminal that someone made non-blocking isn't always ready. */
function untilReady(transfer) {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
      pause(1);
    }
  }
}
