/**
 * @file The back end of fio.h in Node and Deno: sockets and files for a program.
 *
 *     import { run } from "wasm-fibers";
 *     import { makeIo } from "wasm-fibers/io";
 *     await run("server.wasm", { io: makeIo({ directories: { site: "./public" } }) });
 *
 * A turn of the program's loop is one call. The operations that it hands over are
 * started, and the promise that it gets is resolved when one of them is complete.
 */

import { isIP } from "node:net";
import { Connection, Descriptors, Listener, OpenFile } from "./io/descriptors.mjs";
import { invalid, noEntry } from "./io/errors.mjs";
import { Directory } from "./io/files.mjs";
import { Operations } from "./io/operations.mjs";
import {
  op,
  readOperations,
  readText,
  readTimeout,
  writeCompletions,
  writeGrace,
} from "./io/ring.mjs";

const sockets = await (globalThis.Deno
  ? import("./io/deno-sockets.mjs")
  : import("./io/node-sockets.mjs"));

/** How many clients of a listener may wait to be accepted. */
const backlog = 4096;

/**
 * How often shutdown waits for those who have connected, and how long, in milliseconds.
 * Each time, Deno looks at its sockets, however late it is.
 */
const lastLooks = 10;
const lastLook = 50;

/**
 * Makes what a program needs that uses fio.h, for one run. It can connect to any host,
 * and listen at any address, that the process can.
 * @param {object} [options]
 * @param {Record<string, string>} [options.directories] Directories whose files the
 *   program may open, by the name it knows them by.
 */
export function makeIo({ directories = {} } = {}) {
  const io = new Io(directories);
  const stop = () => io.stop();
  return {
    imports: { fio: { stop } },
    suspending: { fio: { turn: (address) => io.turn(address >>> 0) } },
    attach: (instance) => io.attach(instance),
    stop,
    shutdown: (grace = Infinity) => void io.shutdown(grace),
  };
}

class Io {
  #operations = new Operations();
  #descriptors = new Descriptors();
  #directories;
  #memory;
  /** What the program isn't told yet of its end. */
  #grace;

  /** @param {Record<string, string>} directories */
  constructor(directories) {
    this.#directories = new Map(
      Object.entries(directories).map(([name, path]) => [name, new Directory(path)]),
    );
  }

  /** @param {WebAssembly.Instance} instance */
  attach(instance) {
    this.#memory = instance.exports.memory;
    this.#operations.attach(this.#memory);
  }

  /** @param {number} address Of the turn. */
  async turn(address) {
    for (const operation of readOperations(this.#memory.buffer, address)) {
      this.#start(operation);
    }
    const timeout =
      this.#grace === undefined ? readTimeout(this.#memory.buffer, address) : 0;
    const completed = await this.#operations.wait(timeout);
    if (this.#grace !== undefined) {
      writeGrace(this.#memory.buffer, address, this.#grace);
      this.#grace = undefined;
    }
    return writeCompletions(this.#memory.buffer, address, completed);
  }

  /**
   * The program isn't told at once: it still waits for clients as ever meanwhile, so
   * that it gets those who have connected, of whom Deno may not know yet.
   * @param {number} grace In milliseconds.
   */
  async shutdown(grace) {
    for (let look = 0; look < lastLooks; look++) {
      await new Promise((resolve) => setTimeout(resolve, lastLook));
    }
    this.#grace = grace;
    this.#operations.interrupt();
  }

  stop() {
    this.#descriptors.closeAll();
  }

  /** @param {import("./io/ring.mjs").Operation} operation */
  #start(operation) {
    switch (operation.code) {
      case op.cancel:
        return this.#cancel(operation.token);
      case op.halfClose:
        return this.#descriptors.get(operation.descriptor)?.halfClose();
      case op.close:
        return this.#close(operation.descriptor);
    }
    this.#operations.begin(operation);
    switch (operation.code) {
      case op.listen:
        return this.#listen(operation);
      case op.connect:
        return this.#connect(operation);
      case op.open:
        return this.#openFile(operation);
      default:
        return this.#descriptors.get(operation.descriptor).start(operation);
    }
  }

  #cancel(token) {
    const operation = this.#operations.find(token);
    if (!operation) return;
    this.#operations.cancel(operation);
    operation.abort?.();
    this.#descriptors.get(operation.descriptor)?.cancel(operation);
  }

  #close(number) {
    for (const operation of this.#operations.on(number)) {
      this.#operations.cancel(operation);
    }
    this.#descriptors.close(number);
  }

  async #listen(operation) {
    const address = this.#text(operation.address);
    try {
      if (!isIP(address)) return this.#operations.complete(operation, invalid);
      const socket = await sockets.listen(address, operation.length, backlog);
      const listener = new Listener(socket, this.#operations, this.#descriptors);
      this.#give(operation, listener, socket.port);
    } catch (error) {
      this.#operations.fail(operation, error);
    }
  }

  async #connect(operation) {
    const host = this.#text(operation.address);
    const controller = new AbortController();
    operation.abort = () => controller.abort();
    try {
      const socket = await sockets.connect(host, operation.length, controller.signal);
      this.#give(operation, new Connection(socket, this.#operations));
    } catch (error) {
      this.#operations.fail(operation, error);
    }
  }

  async #openFile(operation) {
    const directory = this.#directories.get(this.#text(operation.address));
    const path = this.#text(Number(operation.extra));
    try {
      if (directory === undefined) return this.#operations.complete(operation, noEntry);
      const { file, size } = await directory.open(path);
      this.#give(operation, new OpenFile(file, this.#operations), size);
    } catch (error) {
      this.#operations.fail(operation, error);
    }
  }

  /** Completes an operation with a new descriptor, or closes that: it may be too late. */
  #give(operation, descriptor, value) {
    const number = this.#descriptors.add(descriptor);
    if (!this.#operations.complete(operation, number, { value })) {
      this.#descriptors.close(number);
    }
  }

  #text(address) {
    return readText(this.#memory.buffer, address);
  }
}
