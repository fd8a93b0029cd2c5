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

#include "native/NativeLowering.h"

namespace wasm::fibers {

void NativeLowering::analyze() { program.checkCxaGetGlobals(); }

void NativeLowering::require(Runtime& runtime) {
  yield = runtime.getDefinition("fiber_yield");
}

void NativeLowering::afterMerge(PassRunner* runner) {
  if (yield.is()) {
    program.module.getFunction(yield)->funcAnnotations.toolchainInline =
      CodeAnnotation::AlwaysInline;
  }
}

} // namespace wasm::fibers
