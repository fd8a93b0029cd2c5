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
// Reads all functions of a module in parallel.
//

#ifndef wasm_fibers_passes_analysis_FunctionScan_h
#define wasm_fibers_passes_analysis_FunctionScan_h

#include <atomic>
#include <functional>
#include <type_traits>
#include <vector>

#include "support/threads.h"
#include "wasm.h"

namespace wasm::fibers {

// Calls scan(func, node, found) for those of the module's first `count`
// functions that aren't imported, from any thread. Returns what it found by the
// function's index, which is its node in the call graph: `count` is the graph's
// getOutside(), because functions that the module has gained since have none.
//
// Binaryen's ParallelFunctionAnalysis keeps that in a std::map. With 100,000
// functions, to look each one up takes longer than our scans do.
template<typename T>
std::vector<T>
scanFunctions(const Module& module,
              Index count,
              const std::function<void(Function*, Index, T& found)>& scan) {
  static_assert(!std::is_same_v<T, bool>, "bits can't be set in parallel");
  std::vector<T> found(count);
  std::atomic<size_t> next{0};
  auto scanNext = [&] {
    auto index = next++;
    if (index >= found.size()) {
      return ThreadWorkState::Finished;
    }
    if (auto* func = module.functions[index].get(); !func->imported()) {
      scan(func, index, found[index]);
    }
    return ThreadWorkState::More;
  };
  auto* pool = ThreadPool::get();
  std::vector<std::function<ThreadWorkState()>> workers(pool->size(), scanNext);
  pool->work(workers);
  return found;
}

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_FunctionScan_h
