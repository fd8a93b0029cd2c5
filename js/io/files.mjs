/**
 * @file Files of directories that the program has been given.
 */

import fs from "node:fs/promises";
import path from "node:path";

/** An error as the system's. */
function error(code) {
  return Object.assign(new Error(code), { code });
}

/**
 * Opens a regular file in a directory, and nothing outside it, not even through
 * symbolic links.
 * @param {string} directory
 * @param {string} name
 * @returns {Promise<{ file: fs.FileHandle, size: number }>}
 */
export async function openIn(directory, name) {
  if (path.isAbsolute(name)) throw error("EACCES");
  const root = await fs.realpath(directory);
  const real = await fs.realpath(path.join(root, name));
  if (real !== root && !real.startsWith(path.join(root, path.sep))) {
    throw error("EACCES");
  }
  const status = await fs.stat(real);
  if (!status.isFile()) throw error(status.isDirectory() ? "EISDIR" : "EACCES");
  return { file: await fs.open(real), size: status.size };
}

/**
 * @param {fs.FileHandle} file
 * @param {number} size
 * @param {number} offset
 * @returns {Promise<Uint8Array>} At most `size` bytes; none at the end.
 */
export async function readFrom(file, size, offset) {
  const bytes = new Uint8Array(size);
  const { bytesRead } = await file.read(bytes, 0, size, offset);
  return bytes.subarray(0, bytesRead);
}
