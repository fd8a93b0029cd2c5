/**
 * @file TCP of Deno: it gives what it is asked for, and leaves the rest to the system.
 */

/* global Deno */

/**
 * @param {string} hostname
 * @param {number} port
 * @param {number} backlog How many clients may wait in the system's queue.
 */
export function listen(hostname, port, backlog) {
  return new Listener(Deno.listen({ hostname, port, tcpBacklog: backlog }));
}

/**
 * @param {string} hostname
 * @param {number} port
 */
export async function connect(hostname, port) {
  try {
    return new Connection(await Deno.connect({ hostname, port }));
  } catch (error) {
    // Only its text tells.
    if (error.message.startsWith("failed to lookup")) error.code = "ENOTFOUND";
    throw error;
  }
}

class Listener {
  /** @param {Deno.TcpListener} listener */
  constructor(listener) {
    this.listener = listener;
    this.port = listener.addr.port;
  }

  /** @returns {Promise<Connection>} */
  async accept() {
    for (;;) {
      try {
        return new Connection(await this.listener.accept());
      } catch (error) {
        // A client has given up before it was accepted: the next is wanted.
        if (error.code !== "ENOTCONN" && error.code !== "ECONNABORTED") throw error;
      }
    }
  }

  close() {
    this.listener.close();
  }
}

/** The buffer with which a connection waits that has received little, in bytes. */
const littleRoom = 512;

class Connection {
  /** How many bytes to receive at once. */
  #room = littleRoom;

  /** @param {Deno.TcpConn} connection */
  constructor(connection) {
    this.connection = connection;
    connection.setNoDelay(true);
  }

  /**
   * @param {number} size
   * @returns {Promise<Uint8Array>} At most `size` bytes; none at the end.
   */
  async read(size) {
    const bytes = new Uint8Array(Math.min(size, this.#room));
    const received = (await this.connection.read(bytes)) ?? 0;
    this.#room = received < bytes.length ? littleRoom : Infinity;
    return bytes.subarray(0, received);
  }

  /** @param {Uint8Array} bytes */
  async write(bytes) {
    for (let sent = 0; sent < bytes.length; ) {
      sent += await this.connection.write(bytes.subarray(sent));
    }
  }

  async halfClose() {
    await this.connection.closeWrite();
  }

  close() {
    this.connection.close();
  }
}
