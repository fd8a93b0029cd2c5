/**
 * @file Files of directories that the program has been given.
 */

import fs from "node:fs/promises";
import path from "node:path";

/** An error as the system's. */
function error(code) {
  return Object.assign(new Error(code), { code });
}

export class Directory {
  #path;
  /** Its real path, once a file of it has been opened. */
  #root;

  /** @param {string} path */
  constructor(path) {
    this.#path = path;
  }

  /**
   * Opens a regular file in it, and nothing outside it, not even through symbolic links.
   * @param {string} name
   * @returns {Promise<{ file: fs.FileHandle, size: number }>}
   */
  async open(name) {
    if (path.isAbsolute(name)) throw error("EACCES");
    this.#root ??= await fs.realpath(this.#path);
    const real = await fs.realpath(path.join(this.#root, name));
    if (real !== this.#root && !real.startsWith(path.join(this.#root, path.sep))) {
      throw error("EACCES");
    }
    const status = await fs.stat(real);
    if (!status.isFile()) throw error(status.isDirectory() ? "EISDIR" : "EACCES");
    return { file: await fs.open(real), size: status.size };
  }
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
