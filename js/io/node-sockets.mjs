/**
 * @file TCP of Node: its streams push, and what a program hasn't asked for yet is
 * kept in them.
 */

import net from "node:net";

/** How many clients may wait in the system's queue. */
const backlog = 4096;

/**
 * @param {string} hostname
 * @param {number} port
 */
export function listen(hostname, port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer({ allowHalfOpen: true, noDelay: true });
    server.once("error", reject);
    server.listen({ host: hostname, port, backlog }, () => {
      resolve(new Listener(server));
    });
  });
}

/**
 * @param {string} hostname
 * @param {number} port
 * @param {AbortSignal} signal
 */
export function connect(hostname, port, signal) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({
      host: hostname,
      port,
      allowHalfOpen: true,
      noDelay: true,
    });
    const abort = () => socket.destroy(signal.reason);
    signal.addEventListener("abort", abort);
    socket.once("error", reject);
    socket.once("connect", () => {
      signal.removeEventListener("abort", abort);
      socket.removeListener("error", reject);
      resolve(new Connection(socket));
    });
  });
}

class Listener {
  #connections = [];
  #wanted;

  /** @param {net.Server} server */
  constructor(server) {
    this.server = server;
    this.port = server.address().port;
    server.on("connection", (socket) => {
      this.#connections.push(new Connection(socket));
      this.#wanted?.(this.#connections.shift());
      this.#wanted = undefined;
    });
  }

  /** @returns {Promise<Connection>} */
  accept() {
    return new Promise((resolve) => {
      if (this.#connections.length) resolve(this.#connections.shift());
      else this.#wanted = resolve;
    });
  }

  close() {
    this.server.close();
    for (const connection of this.#connections) connection.close();
  }
}

class Connection {
  #error;
  #ended = false;
  /** Tries again to read. */
  #retry;

  /** @param {net.Socket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on("readable", () => this.#retry?.());
    socket.on("end", () => {
      this.#ended = true;
      this.#retry?.();
    });
    socket.on("error", (error) => {
      this.#error = error;
      this.#retry?.();
    });
  }

  /**
   * @param {number} size
   * @returns {Promise<Uint8Array>} At most `size` bytes; none at the end.
   */
  read(size) {
    return new Promise((resolve, reject) => {
      this.#retry = () => {
        const bytes = this.socket.read(Math.min(size, this.socket.readableLength));
        if (bytes) resolve(bytes);
        else if (this.#error) reject(this.#error);
        else if (this.#ended) resolve(new Uint8Array(0));
        else return;
        this.#retry = undefined;
      };
      this.#retry();
    });
  }

  /** @param {Uint8Array} bytes */
  write(bytes) {
    return new Promise((resolve, reject) => {
      this.socket.write(bytes, (error) => {
        if (error) reject(this.#error ?? error);
        else resolve();
      });
    });
  }

  halfClose() {
    this.socket.end();
  }

  close() {
    this.socket.destroy();
  }
}
