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
// Tells whether a program may get references to functions from its host. Then
// it may call by reference what the pass knows nothing of.
//

#ifndef wasm_fibers_passes_analysis_HostReferences_h
#define wasm_fibers_passes_analysis_HostReferences_h

#include "analysis/Program.h"
#include "wasm.h"

namespace wasm::fibers {

// The module of imports that stand for the host's functions in the function
// table (prepare/HostTable.h), and whether a function is one.
extern const Name HOST_SLOTS;
bool isHostSlot(const Function* func);

class HostReferences {
public:
  explicit HostReferences(const Program& program);

  // The program takes references out of a table.
  void noteRead(const Table* table);

  // The program converts objects of the host's to its own.
  void noteConversion() { converts = true; }

  // Whether the host knows a table.
  static bool isShared(const Module& module, const Table* table);

  bool any() const { return mayGet || (converts && mayGetObjects); }

private:
  void noteFunction(Name func);
  void noteSignature(Signature signature);
  void noteType(Type type);

  const Program& program;
  bool mayGet = false;
  // Whether the host may hand over objects that are opaque as they come.
  bool mayGetObjects = false;
  bool converts = false;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_HostReferences_h
