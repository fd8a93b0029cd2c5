/**
 * @file What a program and this back end say to each other, as io/ring.h has it:
 * the same numbers for JavaScript.
 */

/** What `code` of an operation may be. */
export const op = {
  listen: 1,
  accept: 2,
  connect: 3,
  recv: 4,
  send: 5,
  open: 6,
  read: 7,
  halfClose: 8,
  close: 9,
  cancel: 10,
};

/** Where the fields are, and how large each structure is. */
export const layout = {
  operation: {
    size: 32,
    code: 0,
    token: 4,
    descriptor: 8,
    length: 12, // `size` in C
    address: 16,
    extra: 24,
  },
  completion: { size: 16, token: 0, result: 4, value: 8 },
  turn: {
    size: 48,
    operations: 0,
    completions: 8,
    timeout: 16,
    now: 24,
    grace: 32,
    operationCount: 40,
    completionRoom: 44,
  },
};

/**
 * @typedef {object} Operation
 * @property {number} code
 * @property {number} token
 * @property {number} descriptor
 * @property {number} length
 * @property {number} address
 * @property {bigint} extra
 */

/**
 * @typedef {object} Completion
 * @property {number} token
 * @property {number} result A descriptor, a number of bytes, or an error less than 0.
 * @property {number} [value]
 * @property {number} [address] Where `bytes` are to be stored.
 * @property {Uint8Array} [bytes]
 */

/**
 * The operations that a program hands over in the turn at `address`.
 * @param {ArrayBuffer} memory
 * @param {number} address
 * @returns {Operation[]}
 */
export function readOperations(memory, address) {
  const view = new DataView(memory);
  const { operation, turn } = layout;
  const count = view.getUint32(address + turn.operationCount, true);
  const operations = [];
  let at = addressAt(view, address + turn.operations);
  for (let i = 0; i < count; i++, at += operation.size) {
    operations.push({
      code: view.getUint32(at + operation.code, true),
      token: view.getUint32(at + operation.token, true),
      descriptor: view.getInt32(at + operation.descriptor, true),
      length: view.getUint32(at + operation.length, true),
      address: addressAt(view, at + operation.address),
      extra: view.getBigUint64(at + operation.extra, true),
    });
  }
  return operations;
}

/**
 * How many milliseconds the turn may wait: Infinity for no end.
 * @param {ArrayBuffer} memory
 * @param {number} address
 */
export function readTimeout(memory, address) {
  const timeout = new DataView(memory).getBigInt64(address + layout.turn.timeout, true);
  return timeout < 0n ? Infinity : Number(timeout) / 1e6;
}

/**
 * Ends the turn: stores the time, and of the completions as many as there is room
 * for, which are taken out of the list.
 * @param {ArrayBuffer} memory
 * @param {number} address
 * @param {Completion[]} completions
 * @returns {number} How many were stored.
 */
export function writeCompletions(memory, address, completions) {
  const view = new DataView(memory);
  const { completion, turn } = layout;
  const now = BigInt(Math.round(performance.now() * 1e6));
  view.setBigInt64(address + turn.now, now, true);
  const room = view.getUint32(address + turn.completionRoom, true);
  const given = completions.splice(0, room);
  let at = addressAt(view, address + turn.completions);
  for (const { token, result, value, address: to, bytes } of given) {
    if (bytes) new Uint8Array(memory, to, bytes.length).set(bytes);
    view.setUint32(at + completion.token, token, true);
    view.setInt32(at + completion.result, result, true);
    view.setBigInt64(at + completion.value, BigInt(value ?? 0), true);
    at += completion.size;
  }
  return given.length;
}

/**
 * Has the program begin its end.
 * @param {ArrayBuffer} memory
 * @param {number} address
 * @param {number} grace How many milliseconds that may take; Infinity for no end.
 */
export function writeGrace(memory, address, grace) {
  const most = 2n ** 63n - 1n;
  const nanoseconds = grace < Infinity ? BigInt(Math.round(grace * 1e6)) : most;
  new DataView(memory).setBigInt64(address + layout.turn.grace, nanoseconds, true);
}

/** A text of C. */
export function readText(memory, address) {
  const bytes = new Uint8Array(memory, address);
  return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
}

/** Addresses are of 64 bits there. */
function addressAt(view, at) {
  return Number(view.getBigUint64(at, true));
}
