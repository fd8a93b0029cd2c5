/**
 * @file Clocks and sleep. The shim's own count milliseconds, wake up early, and
 * take every sleep for a relative one.
 */

import { wasi } from "@bjorn3/browser_wasi_shim";

/** Nanoseconds by each clock that a program may ask for. */
const clocks = {
  [wasi.CLOCKID_REALTIME]: () => nanoseconds(performance.timeOrigin) + uptime(),
  [wasi.CLOCKID_MONOTONIC]: uptime,
};

function uptime() {
  return nanoseconds(performance.now());
}

/** @param {number} milliseconds */
function nanoseconds(milliseconds) {
  return BigInt(Math.round(milliseconds * 1e6));
}

/**
 * @param {() => DataView} memory
 * @param {(milliseconds: number) => void} pause Waits for about that long.
 */
export function clockImports(memory, pause) {
  return {
    clock_time_get(id, _precision, result) {
      if (!clocks[id]) return wasi.ERRNO_INVAL;
      memory().setBigUint64(result, clocks[id](), true);
      return wasi.ERRNO_SUCCESS;
    },

    /** Waits for the one thing that can be waited for here: a time. */
    poll_oneoff(subscriptions, events, count, eventCount) {
      const view = memory();
      const isClock =
        count === 1 &&
        view.getUint8(subscriptions + 8) === wasi.EVENTTYPE_CLOCK;
      if (!isClock) return wasi.ERRNO_NOTSUP;
      const now = clocks[view.getUint32(subscriptions + 16, true)];
      if (!now) return wasi.ERRNO_INVAL;
      const isAbsolute =
        view.getUint16(subscriptions + 40, true) &
        wasi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME;
      const time = view.getBigUint64(subscriptions + 24, true);
      const end = isAbsolute ? time : now() + time;
      for (let left; (left = end - now()) > 0n; ) pause(Number(left) / 1e6);

      const userdata = view.getBigUint64(subscriptions, true);
      view.setBigUint64(events, userdata, true);
      view.setUint16(events + 8, wasi.ERRNO_SUCCESS, true);
      view.setUint8(events + 10, wasi.EVENTTYPE_CLOCK);
      view.setUint32(eventCount, 1, true);
      return wasi.ERRNO_SUCCESS;
    },
  };
}
