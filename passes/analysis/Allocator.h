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

//
// Where fibers take memory from, so that nothing else uses it.
//
// What the program has for this is asked for it: malloc, or what else of the C
// library gives memory. If there is nothing, the runtime takes pages that
// memory.grow adds (runtime/memory.wat). That is sound only while nobody else
// uses these. Allocators do, as a rule: the C library's takes all the memory
// that there is when it is first called, and others go on behind what they
// have. So a module in which there may be an allocator is refused unless it has
// malloc. If it has only what else gives memory, there may be a second
// allocator, which grows the memory, too: that is refused as well.
//

#ifndef wasm_fibers_passes_analysis_Allocator_h
#define wasm_fibers_passes_analysis_Allocator_h

#include <utility>
#include <vector>

#include "wasm.h"

namespace wasm::fibers {

class CallGraph;
struct Options;
struct Program;

struct Allocator {
  // What gives memory, null if the runtime takes pages.
  Function* allocate = nullptr;
  // How it is called: as malloc, calloc, realloc or aligned_alloc.
  Name kind;
  // What takes memory back, null if nothing does.
  Function* free = nullptr;

  // Those of the two that there are, by the runtime's imports that stand for
  // them.
  std::vector<std::pair<Name, Function*>> getFunctions() const;
};

// Finds what the module has, or what the options name of it.
Allocator findAllocator(Module& module, const Options& options);

// Ends with a fatal error if fibers can't take memory from it, or from pages if
// there is none: others might use the same, or it may yield.
void checkAllocator(const Program& program,
                    const CallGraph& graph,
                    const Options& options);

// Whether the allocator may make, run or free fibers.
bool allocatorHasFibers(const Program& program, const CallGraph& graph);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_Allocator_h
