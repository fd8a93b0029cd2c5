/**
 * @file Errors of Node and Deno as the program sees them: numbers of WASI, negative.
 */

import { wasi } from "@bjorn3/browser_wasi_shim";

export const canceled = -wasi.ERRNO_CANCELED;
export const invalid = -wasi.ERRNO_INVAL;
export const noEntry = -wasi.ERRNO_NOENT;

/** What Node says that POSIX has another name for. */
const names = {
  ENOTFOUND: "ENOENT",
  EAI_AGAIN: "EAGAIN",
  ERR_STREAM_DESTROYED: "EPIPE",
  ERR_STREAM_WRITE_AFTER_END: "EPIPE",
};

/** Deno's classes of errors, where it gives no name of POSIX. */
const classes = {
  AddrInUse: "EADDRINUSE",
  AddrNotAvailable: "EADDRNOTAVAIL",
  BrokenPipe: "EPIPE",
  ConnectionAborted: "ECONNABORTED",
  ConnectionRefused: "ECONNREFUSED",
  ConnectionReset: "ECONNRESET",
  NotCapable: "EACCES",
  NotConnected: "ENOTCONN",
  NotFound: "ENOENT",
  PermissionDenied: "EACCES",
  TimedOut: "ETIMEDOUT",
};

/**
 * The result of an operation that has failed.
 * @param {any} error
 * @returns {number} Less than 0.
 */
export function resultOf(error) {
  const name = names[error?.code] ?? error?.code ?? classes[error?.name];
  return -(wasi[`ERRNO_${name?.slice(1)}`] ?? wasi.ERRNO_IO);
}
