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
// Prints what MayYield has found.
//
// As text, a line for each function that may yield, with its shortest way to do
// so, and one for each kind of indirect call that may:
//
//   'main': depth 1: 'visit' -> 'fiber_yield'
//   'visit': depth 0, recursive: 'fiber_yield'
//   'walk': depth 1: table '0' type (i32)->i32 -> 'visit' -> 'fiber_yield'
//   table '0' type (i32)->i32: 1 of 12 candidates: 'visit'
//
// and, if there are calls that count as calling fewer functions than their
// types say,
//
//   known callbacks: 40 calls have 130 candidates less
//   passed functions: 4 calls have 20 candidates less
//
// As JSON, an object with the arrays "functions" and "indirect_calls". A
// function's "through" is the index in the latter of the call by which it
// yields, null when that is a direct one.
//
// As DOT, for Graphviz, the calls among the functions that may yield. Thick
// edges are the shortest ways, and a frame surrounds functions that are
// recursive together.
//

#ifndef wasm_fibers_passes_analysis_PrintMayYield_h
#define wasm_fibers_passes_analysis_PrintMayYield_h

#include <ostream>
#include <string>

#include "Options.h"
#include "analysis/MayYield.h"

namespace wasm::fibers {

// The shortest way of a node that may yield to do so, as in the text above,
// with the node itself.
std::string describePath(const MayYield& mayYield, CallGraph::Node node);

// Of a way to yield, the first indirect call, empty if there is none:
//
//   'walk' yields through table '0' type (i32)->i32: 1 of 12 candidates
std::string describeFirstIndirection(const MayYield& mayYield,
                                     const std::vector<CallGraph::Node>& path);

// With what has been spared the calls of library functions (LibraryCalls.h),
// and of what is passed (PassedFunctions.h).
void printMayYield(std::ostream& os,
                   const MayYield& mayYield,
                   const Narrowing& known,
                   const Narrowing& passed,
                   Options::Format format);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_PrintMayYield_h
