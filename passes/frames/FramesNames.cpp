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
// What the frames tier refers to: items of the runtime, tables of the
// program's, call forms, and globals for results.
//

#include "frames/FramesLowering.h"
#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

void FramesLowering::require(Runtime& runtime) {
  classesSize = runtime.require("classes_size");
  stackCount.require(runtime, plan.countsDepth);
  requireForForms(runtime);
  if (plan.shares) {
    requireForAdapters(runtime);
  }
  requireOwnForms(runtime);
  nameTables();
  runtime.bind(ModuleItemKind::Table, "call_forms", names.callForms);
  enterFrame = runtime.bindFunction("enter_frame");
  if (plan.records) {
    recording.emplace(program, runtime);
  }
  if (plan.namesFrames) {
    functionOfFrame = runtime.bindFunction("function_of_frame");
  }
}

void FramesLowering::requireForForms(Runtime& runtime) {
  names.newInnermost = runtime.require("new_innermost");
  names.beginFrames = runtime.require("begin_frames");
  names.newFrame = runtime.require("new_frame");
  names.linkFrame = runtime.require("link_frame");
  names.firstInBody = runtime.require("first_in_body");
  names.nextInBody = runtime.require("next_in_body");
  names.leftBody = runtime.require("left_body");
  names.entered = runtime.require("entered");
  names.releaseFrame = runtime.require("release_frame");
  names.yieldFirst = runtime.require("yield_first");
  names.makeRoom = runtime.require("make_room");
  names.unwinding = runtime.require("unwinding");
  names.value = runtime.require("value");
  names.stackLeft = stackCount.getLeft();
  names.countsDepth = plan.countsDepth;
  if (plan.hasHandlers) {
    names.thrown = runtime.require("thrown");
    names.takeThrown = runtime.require("take_thrown");
    names.throwIntoFrame = runtime.require("throw_into_frame");
  }
  for (Index kind = 0; kind < NumReferenceKinds; kind++) {
    if (plan.keeps[kind]) {
      auto name = ReferenceKindNames[kind];
      names.keep[kind] = runtime.require(std::string("keep_") + name);
      names.take[kind] = runtime.require(std::string("take_") + name);
    }
  }
  names.getResult = [&](Type type, Index index) {
    return getResult(type, index);
  };
  names.makePlaceholder = [&](Type type) { return placeholders.make(type); };
}

void FramesLowering::requireForAdapters(Runtime& runtime) {
  adapterNames.leaveForms = runtime.require("leave_forms");
  adapterNames.current = runtime.require("current");
  adapterNames.catches = catches;
  if (plan.countsDepth) {
    adapterNames.stackLeft = stackCount.getLeft();
  }
}

// The forms of intrinsics. The runtime knows the numbers of those that are
// entered with a frame from the plan.
void FramesLowering::requireOwnForms(Runtime& runtime) {
  auto addOwnForm = [&](const char* form, Index number) {
    assert(numbers.getNumForms() == number);
    numbers.add(runtime.require(form));
  };
  if (plan.resumes) {
    resumeCallForm = runtime.require("resume_call_form");
    endResume = runtime.require("end_resume");
    for (auto& [kind, func] : program.intrinsics) {
      if (kind == Intrinsic::Resume) {
        names.callForm[func->name] = resumeCallForm;
      } else if (kind == Intrinsic::Free && plan.frees) {
        names.callForm[func->name] = runtime.require("free_call_form");
      } else if (kind == Intrinsic::NextFrame && plan.tells) {
        names.callForm[func->name] = runtime.require("tell_call_form");
      }
    }
    addOwnForm("resume_resume_form", plan.getResumeForm());
    if (plan.frees) {
      addOwnForm("free_resume_form", plan.getFreeForm());
    }
    if (plan.tells) {
      addOwnForm("tell_resume_form", plan.getTellForm());
    }
  }
  if (plan.yieldsIndirectly) {
    for (auto func : plan.yields) {
      names.callForm[func] = runtime.require("yield_call_form");
    }
    addOwnForm("yield_resume_form", plan.getYieldForm());
  }
}

// The memory and tables that forms use.
void FramesLowering::nameTables() {
  names.memory = program.memory->name;
  names.functionTable = program.functionTable->name;
  names.callForms = Names::getValidTableName(module, "fiber.call_forms");
  names.bodies = Names::getValidTableName(module, "fiber.bodies");
  names.calledByForm =
    Names::getValidGlobalName(module, "fiber.called_by_form");
}

Name FramesLowering::getCallForm(Name func) const {
  if (auto it = names.callForm.find(func); it != names.callForm.end()) {
    return it->second;
  }
  return names.guards.getInForm(func);
}

// The function table's contents, by index, with call forms where there are.
std::vector<Name> FramesLowering::getCallForms() const {
  auto contents = *graph.getTableContents(program.functionTable);
  for (auto& name : contents) {
    name = getCallForm(name);
  }
  return contents;
}

Name FramesLowering::getResult(Type type, Index index) {
  auto [it, inserted] = results.insert({{index, type.toString()}, Name()});
  if (inserted) {
    it->second = Names::getValidGlobalName(
      module, "fiber.result_" + type.toString() + '_' + std::to_string(index));
    Builder builder(module);
    module.addGlobal(Builder::makeGlobal(
      it->second,
      type,
      builder.makeConstantExpression(Literal::makeZeros(type)),
      Builder::Mutable));
  }
  return it->second;
}

} // namespace wasm::fibers
