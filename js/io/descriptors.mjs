/**
 * @file What descriptors stand for: listeners, connections and files. Each has
 * `start(operation)`, `cancel(operation)` and `close()`. To complete an operation is
 * up to an `Operations`, which drops what comes too late.
 */

import { op } from "./ring.mjs";
import { readFrom } from "./files.mjs";
import { Supply } from "./supply.mjs";

/** Those that are open, by number. */
export class Descriptors {
  #open = [];
  #free = [];
  /** The first numbers belong to WASI. */
  #next = 3;

  /** @returns {number} */
  add(descriptor) {
    const number = this.#free.pop() ?? this.#next++;
    this.#open[number] = descriptor;
    return number;
  }

  get(number) {
    return this.#open[number];
  }

  close(number) {
    if (!this.#open[number]) return;
    this.#open[number].close();
    this.#open[number] = undefined;
    this.#free.push(number);
  }

  closeAll() {
    for (const number of this.#open.keys()) this.close(number);
  }
}

export class Listener {
  /**
   * @param {any} listener Of node-sockets.mjs or deno-sockets.mjs.
   * @param {import("./operations.mjs").Operations} operations
   * @param {Descriptors} descriptors
   */
  constructor(listener, operations, descriptors) {
    this.listener = listener;
    this.connections = new Supply(
      () => listener.accept(),
      (operation, socket) => {
        const connection = new Connection(socket, operations);
        operations.complete(operation, descriptors.add(connection));
      },
      (operation, error) => operations.fail(operation, error),
    );
  }

  start(operation) {
    this.connections.request(operation);
  }

  cancel(operation) {
    this.connections.withdraw(operation);
  }

  close() {
    this.listener.close();
    this.connections.kept?.close();
  }
}

export class Connection {
  /** When all is sent that is to be sent so far. */
  #sent = Promise.resolve();

  /**
   * @param {any} socket Of node-sockets.mjs or deno-sockets.mjs.
   * @param {import("./operations.mjs").Operations} operations
   */
  constructor(socket, operations) {
    this.socket = socket;
    this.operations = operations;
    this.received = new Supply(
      (size) => socket.read(size),
      (operation, bytes) => this.#give(operation, bytes),
      (operation, error) => operations.fail(operation, error),
    );
  }

  start(operation) {
    if (operation.code === op.recv) this.received.request(operation);
    else this.#send(operation);
  }

  cancel(operation) {
    this.received.withdraw(operation);
  }

  halfClose() {
    this.#sent = this.#sent.then(() => this.socket.halfClose()).catch(() => {});
  }

  close() {
    this.socket.close();
  }

  /** Gives bytes to who receives, and returns those that are left. */
  #give(operation, bytes) {
    const given = bytes.subarray(0, operation.length);
    this.operations.complete(operation, given.length, { bytes: given });
    // The end stays the end.
    return bytes.length === 0 || given.length < bytes.length
      ? bytes.subarray(given.length)
      : undefined;
  }

  /** Sends what the program has now: its memory may move until all is sent. */
  #send(operation) {
    const bytes = this.operations.copyOf(operation);
    this.#sent = this.#sent
      .then(() => this.socket.write(bytes))
      .then(
        () => this.operations.complete(operation, bytes.length),
        (error) => this.operations.fail(operation, error),
      );
  }
}

export class OpenFile {
  /**
   * @param {import("node:fs/promises").FileHandle} file
   * @param {import("./operations.mjs").Operations} operations
   */
  constructor(file, operations) {
    this.file = file;
    this.operations = operations;
  }

  async start(operation) {
    try {
      const offset = Number(operation.extra);
      const bytes = await readFrom(this.file, operation.length, offset);
      this.operations.complete(operation, bytes.length, { bytes });
    } catch (error) {
      this.operations.fail(operation, error);
    }
  }

  /** What is read too late is dropped. */
  cancel() {}

  close() {
    this.file.close().catch(() => {});
  }
}
