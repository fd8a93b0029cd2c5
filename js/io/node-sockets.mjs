/**
 * @file TCP of Node: its streams push, and what a program hasn't asked for yet is
 * kept in them. Node accepts every client at once, and has nothing to stop that: here
 * those wait for whom the program has no room yet. Nothing of what they send is read.
 */

import net from "node:net";

/**
 * @param {string} hostname
 * @param {number} port
 * @param {number} backlog How many clients may wait, in the system's queue and as many
 *   here.
 */
export function listen(hostname, port, backlog) {
  return new Promise((resolve, reject) => {
    const server = net.createServer({
      allowHalfOpen: true,
      noDelay: true,
      pauseOnConnect: true,
    });
    server.once("error", reject);
    server.listen({ host: hostname, port, backlog }, () => {
      resolve(new Listener(server, backlog));
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
  /** Clients that wait, each since it came. @type {net.Socket[]} */
  #waiting = [];
  /** Takes the next. */
  #wanted;

  /**
   * @param {net.Server} server
   * @param {number} backlog
   */
  constructor(server, backlog) {
    this.server = server;
    this.backlog = backlog;
    this.port = server.address().port;
    server.on("connection", (socket) => this.#add(socket));
  }

  /** @returns {Promise<Connection>} */
  async accept() {
    const socket =
      this.#waiting.shift() ?? (await new Promise((resolve) => (this.#wanted = resolve)));
    return new Connection(socket);
  }

  close() {
    this.server.close();
    for (const socket of this.#waiting) socket.destroy();
  }

  /** @param {net.Socket} socket */
  #add(socket) {
    if (this.#wanted) {
      this.#wanted(socket);
      this.#wanted = undefined;
    } else if (this.#waiting.length < this.backlog) {
      this.#waiting.push(socket);
    } else {
      socket.destroy();
    }
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
