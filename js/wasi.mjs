/**
 * @file WASI preview 1 for one program: the shim's, made exact where a program
 * with fibers would notice.
 */

import { Fd, WASI, wasi } from "@bjorn3/browser_wasi_shim";
import { clockImports } from "./clock.mjs";
import { ReadOnlyDirectory } from "./directory.mjs";

/** `(func (export "trap") unreachable)` */
const trapModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic and version
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00], // types: (func)
  ...[0x03, 0x02, 0x01, 0x00], // functions: one of type 0
  ...[0x07, 0x08, 0x01, 0x04, 0x74, 0x72, 0x61, 0x70, 0x00, 0x00], // "trap"
  ...[0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b], // code: unreachable
);

/** A standard stream that the program reads. */
export class Input extends Fd {
  /**
   * @param {(size: number) => Uint8Array} read
   * @param {boolean} isTerminal
   */
  constructor(read, isTerminal) {
    super();
    this.read = read;
    this.isTerminal = isTerminal;
  }

  fd_fdstat_get() {
    return streamStat(this.isTerminal, wasi.RIGHTS_FD_READ);
  }

  fd_read(size) {
    return { ret: wasi.ERRNO_SUCCESS, data: this.read(size) };
  }
}

/** A standard stream that the program writes. */
export class Output extends Fd {
  /**
   * @param {(bytes: Uint8Array) => void} write
   * @param {boolean} isTerminal A C library then writes line by line.
   */
  constructor(write, isTerminal) {
    super();
    this.write = write;
    this.isTerminal = isTerminal;
  }

  fd_fdstat_get() {
    return streamStat(this.isTerminal, wasi.RIGHTS_FD_WRITE);
  }

  fd_write(bytes) {
    this.write(bytes);
    return { ret: wasi.ERRNO_SUCCESS, nwritten: bytes.length };
  }
}

/** @param {boolean} isTerminal @param {number} rights */
function streamStat(isTerminal, rights) {
  const fdstat = new wasi.Fdstat(
    isTerminal ? wasi.FILETYPE_CHARACTER_DEVICE : wasi.FILETYPE_UNKNOWN,
    0,
  );
  fdstat.fs_rights_base = BigInt(rights);
  return { ret: wasi.ERRNO_SUCCESS, fdstat };
}

/**
 * @param {typeof import("./process.mjs") | typeof import("./page.mjs")} host
 * @param {import("./fibers.mjs").Options} options
 * @param {boolean} byLines Whether the program is to write each line when it has an end.
 */
export function makeWasi(host, options, byLines) {
  const makeOutput = (write, makeDefault) => {
    const output = write ? new Output(write, false) : makeDefault();
    output.isTerminal ||= byLines;
    return output;
  };
  const args = options.args ?? ["main"];
  const env = Object.entries(options.env ?? {});
  const shim = new WASI(
    args,
    env.map(([name, value]) => `${name}=${value}`),
    [
      options.stdin ? new Input(options.stdin, false) : host.stdin(),
      makeOutput(options.stdout, host.stdout),
      makeOutput(options.stderr, host.stderr),
      ...Object.entries(options.preopens ?? {}).map(
        ([name, where]) =>
          new ReadOnlyDirectory(
            name,
            typeof where === "string" ? host.directory(where) : where,
          ),
      ),
    ],
    { debug: false },
  );
  const memory = () => new DataView(shim.inst.exports.memory.buffer);

  const imports = { ...shim.wasiImport, ...clockImports(memory, host.pause) };

  // The shim counts UTF-16 units here, and writes UTF-8.
  imports.args_sizes_get = (count, size) => {
    const view = memory();
    const bytes = args.map((arg) => new TextEncoder().encode(arg).length + 1);
    view.setUint32(count, args.length, true);
    view.setUint32(size, bytes.reduce((sum, length) => sum + length, 0), true);
    return wasi.ERRNO_SUCCESS;
  };

  // The shim makes a write of each part, such as a line and its end.
  const { fd_write: writeParts } = imports;
  imports.fd_write = (fd, parts, count, written) => {
    const output = shim.fds[fd];
    if (!(output instanceof Output)) return writeParts(fd, parts, count, written);
    const view = memory();
    const pieces = wasi.Ciovec.read_bytes_array(view, parts, count);
    const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.buf_len, 0));
    let end = 0;
    for (const { buf, buf_len: size } of pieces) {
      bytes.set(new Uint8Array(view.buffer, buf, size), end);
      end += size;
    }
    const { ret, nwritten } = output.fd_write(bytes);
    view.setUint32(written, nwritten, true);
    return ret;
  };

  // The shim leaves the program by an exception, which C++ cleanups on the way
  // would catch. A trap is one that nothing in the program can catch.
  let exitCode;
  const { trap } = new WebAssembly.Instance(
    new WebAssembly.Module(trapModule),
  ).exports;
  imports.proc_exit = (code) => {
    exitCode = code;
    trap();
  };

  // Addresses above 2 GiB reach JavaScript as negative numbers.
  for (const [name, call] of Object.entries(imports)) {
    imports[name] = (...values) =>
      call(...values.map((v) => (typeof v === "number" ? v >>> 0 : v)));
  }

  return {
    imports,
    /** @param {WebAssembly.Instance} instance */
    attach(instance) {
      shim.inst = instance;
    },
    /** @param {() => void | Promise<void>} start */
    async exitCodeOf(start) {
      try {
        await start();
        return 0;
      } catch (error) {
        if (exitCode === undefined) throw error;
        return exitCode;
      }
    },
  };
}
