/**
 * @file A directory that the program may read, whatever it is behind: a host's
 * file system, a server, or a map in memory.
 */

import { Fd, File, OpenFile, wasi } from "@bjorn3/browser_wasi_shim";

/**
 * Looks up a path inside a directory; "" is the directory itself. Gives a
 * file's bytes, or the names in a directory, or null when there is nothing.
 * @typedef {(path: string) => Uint8Array | string[] | null} Lookup
 */

export class ReadOnlyDirectory extends Fd {
  /**
   * @param {string} name What the program knows the directory by.
   * @param {Lookup} lookup
   * @param {string} [path] Where it is below what was preopened.
   */
  constructor(name, lookup, path = "") {
    super();
    this.name = name;
    this.lookup = lookup;
    this.path = path;
  }

  fd_prestat_get() {
    return { ret: wasi.ERRNO_SUCCESS, prestat: wasi.Prestat.dir(this.name) };
  }

  fd_fdstat_get() {
    const fdstat = new wasi.Fdstat(wasi.FILETYPE_DIRECTORY, 0);
    return { ret: wasi.ERRNO_SUCCESS, fdstat };
  }

  fd_filestat_get() {
    return this.path_filestat_get(0, ".");
  }

  fd_readdir_single(cookie) {
    const names = [".", "..", ...this.lookup(this.path)];
    const index = Number(cookie);
    if (index >= names.length) {
      return { ret: wasi.ERRNO_SUCCESS, dirent: null };
    }
    const { filestat } = this.path_filestat_get(0, names[index]);
    const type = filestat?.filetype ?? wasi.FILETYPE_DIRECTORY;
    const dirent = new wasi.Dirent(cookie + 1n, 0n, names[index], type);
    return { ret: wasi.ERRNO_SUCCESS, dirent };
  }

  path_filestat_get(_flags, relative) {
    const { ret, found } = this.#find(relative);
    if (ret !== wasi.ERRNO_SUCCESS) return { ret, filestat: null };
    const filestat = Array.isArray(found)
      ? new wasi.Filestat(0n, wasi.FILETYPE_DIRECTORY, 0n)
      : new wasi.Filestat(0n, wasi.FILETYPE_REGULAR_FILE, BigInt(found.length));
    return { ret, filestat };
  }

  path_open(_dirflags, relative, oflags) {
    const { ret, path, found } = this.#find(relative);
    const isDirectory = Array.isArray(found);
    const changes = wasi.OFLAGS_CREAT | wasi.OFLAGS_TRUNC;
    if (ret === wasi.ERRNO_PERM) return { ret, fd_obj: null };
    if (oflags & changes) return { ret: wasi.ERRNO_ROFS, fd_obj: null };
    if (ret !== wasi.ERRNO_SUCCESS) return { ret, fd_obj: null };
    if (oflags & wasi.OFLAGS_DIRECTORY && !isDirectory) {
      return { ret: wasi.ERRNO_NOTDIR, fd_obj: null };
    }
    return {
      ret,
      fd_obj: isDirectory
        ? new ReadOnlyDirectory(this.name, this.lookup, path)
        : new OpenFile(new File(found, { readonly: true })),
    };
  }

  /** Looks up what a program calls `relative`, and keeps it inside. */
  #find(relative) {
    const parts = this.path.split("/").filter(Boolean);
    for (const part of relative.split("/")) {
      if (part === "..") {
        if (parts.length === 0) return { ret: wasi.ERRNO_PERM };
        parts.pop();
      } else if (part !== "" && part !== ".") {
        parts.push(part);
      }
    }
    if (relative.startsWith("/")) return { ret: wasi.ERRNO_PERM };
    const path = parts.join("/");
    const found = this.lookup(path);
    return found === null
      ? { ret: wasi.ERRNO_NOENT }
      : { ret: wasi.ERRNO_SUCCESS, path, found };
  }
}
