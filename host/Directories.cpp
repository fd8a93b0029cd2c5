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

#include "Directories.h"
#include "Fatal.h"

#include <algorithm>
#include <iterator>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

namespace wasm_fibers::host {

namespace {

// Whether files on the same file system that are in the system's cache are
// opened at once. Others may ask a server, or a process, about each.
bool opensAtOnce(int directory) {
  constexpr decltype(statfs::f_type) Local[] = {
    EXT4_SUPER_MAGIC, // And ext2, ext3.
    XFS_SUPER_MAGIC,
    BTRFS_SUPER_MAGIC,
    F2FS_SUPER_MAGIC,
    TMPFS_MAGIC,
    OVERLAYFS_SUPER_MAGIC,
    EROFS_SUPER_MAGIC_V1,
    SQUASHFS_MAGIC,
  };
  struct statfs system{};
  return fstatfs(directory, &system) == 0 &&
         std::find(std::begin(Local), std::end(Local), system.f_type) !=
           std::end(Local);
}

} // anonymous namespace

Directories openDirectories(const Options& options) {
  Directories directories;
  for (const auto& [path, name] : options.directories) {
    const int file = open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) {
      fatalError("can't open the directory " + path);
    }
    directories.push_back(
      {.name = name.c_str(), .file = file, .opens_at_once = opensAtOnce(file)});
  }
  return directories;
}

} // namespace wasm_fibers::host
