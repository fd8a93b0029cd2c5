/*
 * Copyright 2026 the wasm-fibers authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

#include "errors.h"

#include <errno.h>

int fio_socket_error(uint8_t code) {
  static const uint16_t numbers[] = {
    EIO,           /* unknown */
    EACCES,        /* access-denied */
    ENOTSUP,       /* not-supported */
    EINVAL,        /* invalid-argument */
    ENOMEM,        /* out-of-memory */
    ETIMEDOUT,     /* timeout */
    EALREADY,      /* concurrency-conflict */
    EINVAL,        /* not-in-progress */
    EAGAIN,        /* would-block */
    EINVAL,        /* invalid-state */
    EMFILE,        /* new-socket-limit */
    EADDRNOTAVAIL, /* address-not-bindable */
    EADDRINUSE,    /* address-in-use */
    EHOSTUNREACH,  /* remote-unreachable */
    ECONNREFUSED,  /* connection-refused */
    ECONNRESET,    /* connection-reset */
    ECONNABORTED,  /* connection-aborted */
    EMSGSIZE,      /* datagram-too-large */
    ENOENT,        /* name-unresolvable */
    EAGAIN,        /* temporary-resolver-failure */
    ENOENT,        /* permanent-resolver-failure */
  };
  return code < sizeof numbers / sizeof *numbers ? numbers[code] : EIO;
}

int fio_file_error(uint8_t code) {
  static const uint16_t numbers[] = {
    EACCES,          /* access */
    EAGAIN,          /* would-block */
    EALREADY,        /* already */
    EBADF,           /* bad-descriptor */
    EBUSY,           /* busy */
    EDEADLK,         /* deadlock */
    EDQUOT,          /* quota */
    EEXIST,          /* exist */
    EFBIG,           /* file-too-large */
    ENOENT,          /* illegal-byte-sequence: no file has such a name */
    EINPROGRESS,     /* in-progress */
    EINTR,           /* interrupted */
    EINVAL,          /* invalid */
    EIO,             /* io */
    EISDIR,          /* is-directory */
    ELOOP,           /* loop */
    EMLINK,          /* too-many-links */
    EMSGSIZE,        /* message-size */
    ENAMETOOLONG,    /* name-too-long */
    ENODEV,          /* no-device */
    ENOENT,          /* no-entry */
    ENOLCK,          /* no-lock */
    ENOMEM,          /* insufficient-memory */
    ENOSPC,          /* insufficient-space */
    ENOTDIR,         /* not-directory */
    ENOTEMPTY,       /* not-empty */
    ENOTRECOVERABLE, /* not-recoverable */
    ENOTSUP,         /* unsupported */
    ENOTTY,          /* no-tty */
    ENXIO,           /* no-such-device */
    EOVERFLOW,       /* overflow */
    EACCES,          /* not-permitted: a path that leads out of its directory */
    EPIPE,           /* pipe */
    EROFS,           /* read-only */
    ESPIPE,          /* invalid-seek */
    ETXTBSY,         /* text-file-busy */
    EXDEV,           /* cross-device */
  };
  return code < sizeof numbers / sizeof *numbers ? numbers[code] : EIO;
}

int fio_is_stream_error(const struct stream_failure* failure) {
  if (!failure->is_closed) {
    wasi_drop_error(failure->error);
  }
  return !failure->is_closed;
}

int fio_send_error(const struct stream_failure* failure) {
  /* Why a connection fails, WASI 0.2 doesn't tell. */
  return fio_is_stream_error(failure) ? ECONNRESET : EPIPE;
}
