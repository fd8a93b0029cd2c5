/**
 * @file Waits by upstream's Asyncify, in the way of Emscripten's JavaScript: an import
 * that gets a promise unwinds, and the export is called again when it is resolved. It
 * is as lean as it can be: one call at a time, and its buffer is always the same.
 */

/** Where the saved locals go, in a part of memory that the program doesn't use. */
const buffer = { address: 1024 * 1024, bytes: 64 * 1024 };
const state = { normal: 0, unwinding: 1, rewinding: 2 };

/**
 * @param {BufferSource} bytes A module with an import `env.get`, after `--asyncify`.
 * @param {(number: number) => Promise<number>} get
 * @returns {Promise<Record<string, (number: number) => Promise<number>>>}
 */
export async function instantiate(bytes, get) {
  let now = state.normal;
  let pending;
  let value;
  const { instance } = await WebAssembly.instantiate(bytes, {
    env: {
      get(number) {
        if (now === state.rewinding) {
          now = state.normal;
          stopRewind();
          return value;
        }
        pending = get(number);
        now = state.unwinding;
        const words = new Int32Array(memory.buffer, buffer.address, 2);
        words[0] = buffer.address + words.byteLength;
        words[1] = buffer.address + buffer.bytes;
        startUnwind(buffer.address);
        return 0;
      },
    },
  });
  const {
    memory,
    asyncify_start_unwind: startUnwind,
    asyncify_stop_unwind: stopUnwind,
    asyncify_start_rewind: startRewind,
    asyncify_stop_rewind: stopRewind,
    ...exports
  } = instance.exports;
  memory.grow(Math.ceil((buffer.address + buffer.bytes) / 65536));

  const promising = (call) => (number) =>
    new Promise((resolve) => {
      const step = () => {
        const result = call(number);
        if (now === state.normal) {
          resolve(result);
          return;
        }
        stopUnwind();
        pending.then((settled) => {
          value = settled;
          now = state.rewinding;
          startRewind(buffer.address);
          step();
        });
      };
      step();
    });
  return Object.fromEntries(
    Object.entries(exports)
      .filter(([, item]) => typeof item === "function")
      .map(([name, item]) => [name, promising(item)]),
  );
}
