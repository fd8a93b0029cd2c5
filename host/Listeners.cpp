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

#include "Listeners.h"
#include "Fatal.h"
#include "Numbers.h"

#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wasm_fibers::host {

namespace {

union Address {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
};

// ADDRESS:PORT, in numbers, an address of IPv6 in brackets.
Address readAddress(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto port = colon == text.npos
                      ? std::nullopt
                      : parseNumber<int>(text.substr(colon + 1));
  auto host = text.substr(0, colon);
  const bool isV6 =
    host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (isV6) {
    host = host.substr(1, host.size() - 2);
  }
  Address address{};
  const auto networkPort = htons(static_cast<uint16_t>(port.value_or(0)));
  int converted = 0;
  if (isV6) {
    address.v6.sin6_family = AF_INET6;
    address.v6.sin6_port = networkPort;
    converted = inet_pton(AF_INET6, host.c_str(), &address.v6.sin6_addr);
  } else {
    address.v4.sin_family = AF_INET;
    address.v4.sin_port = networkPort;
    converted = inet_pton(AF_INET, host.c_str(), &address.v4.sin_addr);
  }
  if (converted != 1 || !port || *port < 0 || *port > UINT16_MAX) {
    fatal("--listen=" + text +
          ": it takes an address and a port in numbers, as 127.0.0.1:8080 or "
          "[::1]:8080");
  }
  return address;
}

// Listens, at the port that it stores then if that was 0.
int listenAt(const std::string& text, Address& address, bool sharesPort) {
  const socklen_t size =
    address.any.sa_family == AF_INET6 ? sizeof address.v6 : sizeof address.v4;
  const int yes = 1;
  socklen_t actualSize = size;
  const int listener = socket(
    address.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0 ||
      setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0 ||
      (sharesPort &&
       setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) < 0) ||
      bind(listener, &address.any, size) < 0 ||
      listen(listener, SOMAXCONN) < 0 ||
      getsockname(listener, &address.any, &actualSize) < 0) {
    fatalError("can't listen at " + text);
  }
  return listener;
}

// How many sockets systemd has passed to this process.
int countInherited() {
  const char* process = getenv("LISTEN_PID");
  const char* count = getenv("LISTEN_FDS");
  if (!process || !count || parseNumber<int>(process) != getpid()) {
    return 0;
  }
  const auto number = parseNumber<int>(count);
  if (!number || *number < 0) {
    fatal("LISTEN_FDS=" + std::string(count) + " isn't a number of sockets");
  }
  return *number;
}

// One of systemd's, which come from 3 on.
int takeInherited(int socket) {
  int listens = 0;
  socklen_t size = sizeof listens;
  const int flags = fcntl(socket, F_GETFL);
  if (getsockopt(socket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) < 0 ||
      !listens) {
    fatal("LISTEN_FDS: the descriptor " + std::to_string(socket) +
          " isn't a socket that listens; in the unit, set ListenStream= and "
          "Accept=no");
  }
  if (fcntl(socket, F_SETFL, flags | O_NONBLOCK) < 0 ||
      fcntl(socket, F_SETFD, FD_CLOEXEC) < 0) {
    fatalError("LISTEN_FDS: the descriptor " + std::to_string(socket));
  }
  return socket;
}

int duplicate(int socket) {
  const int copy = fcntl(socket, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) {
    fatalError("can't share a socket");
  }
  return copy;
}

} // anonymous namespace

std::vector<Listeners> openListeners(const Options& options) {
  constexpr int FirstInherited = 3;
  std::vector<Listeners> sets(options.threads);
  const int inherited = countInherited();
  for (int i = 0; i < inherited; i++) {
    const int socket = takeInherited(FirstInherited + i);
    for (auto& set : sets) {
      set.push_back(&set == &sets.front() ? socket : duplicate(socket));
    }
  }
  for (const auto& text : options.listen) {
    auto address = readAddress(text);
    for (auto& set : sets) {
      set.push_back(listenAt(text, address, sets.size() > 1));
    }
  }
  return sets;
}

} // namespace wasm_fibers::host
