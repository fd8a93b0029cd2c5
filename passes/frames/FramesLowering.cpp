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

#include "frames/FramesLowering.h"

#include <algorithm>
#include <deque>

#include "FunctionTable.h"
#include "TailCalls.h"
#include "frames/Activation.h"
#include "frames/Adapter.h"
#include "frames/Form.h"
#include "frames/FormPasses.h"
#include "frames/FormSize.h"
#include "frames/FunctionOfFrame.h"
#include "frames/KeptReferences.h"
#include "frames/SteadyYields.h"
#include "ir/module-utils.h"
#include "ir/names.h"
#include "ir/utils.h"
#include "support/utilities.h"

namespace wasm::fibers {

FramesLowering::FramesLowering(const Program& program,
                               const Choice& choice,
                               const Plan& plan)
  : program(program), module(program.module), mayUnwind(*choice.mayUnwind),
    graph(mayUnwind.getGraph()), entries(choice.framesNodes),
    plan(*plan.frames), mayNest(plan.framesMayNest),
    makesTailCalls(
      module.features.hasTailCall() &&
      (choice.fallbackNodes.empty() || choice.fallback != Tier::Asyncify)),
    catches(plan.hasExceptions), knownEntries(plan.knownFrames),
    placeholders(module) {}

void FramesLowering::analyze() {
  if (plan.records) {
    Recording::check(program);
  }
  if (plan.hasHandlers) {
    program.checkCxaGetGlobals();
  }
  std::set entering{Intrinsic::Resume};
  if (plan.hasHandlers) {
    entering.insert(Intrinsic::Free);
  }
  pointerMoves = std::make_unique<StackPointerMoves>(program, graph);
  engineStack = std::make_unique<EngineStack>(
    program, graph, plan.nodes, entries, entering);
}

void FramesLowering::copy() {
  for (CallGraph::Node node = 0; node < plan.nodes.size(); node++) {
    auto* func = graph.getFunction(node);
    if (plan.nodes[node] && func && !func->imported()) {
      copies.push_back(func);
    }
  }
  // Once there are copies, the graph's numbers are no longer the module's.
  for (auto*& func : copies) {
    auto original = func->name;
    auto size = Measurer::measure(func->body);
    auto name = getFunctionName(original, ".call_form");
    func = plan.shared[graph.getNode(original)]
             ? module.addFunction(takeCode(func, module, name))
             : ModuleUtils::copyFunction(func, module, name);
    // What makes a tail call is gone when the callee yields, but has to be on
    // the list.
    if (plan.records) {
      removeTailCalls(func, module);
    }
    originals[func] = {original, size};
    names.callForm[original] = name;
    forms.insert(func);
  }
}

void FramesLowering::beforeMerge(Runtime& runtime, const Guards& guards) {
  names.guards = guards;
  auto known = knownEntries;
  for (auto& entry : known) {
    entry.func = getCallForm(entry.func);
  }
  runtime.callDirectly("start_frames", known);
  if (!plan.calledByReference.empty()) {
    byReference =
      addReferenceCalls(program,
                        plan.calledByReference,
                        names.calledByForm,
                        makesTailCalls,
                        [&](Name func) { return getCallForm(func); });
  }
}

void FramesLowering::afterMerge(PassRunner* runner) {
  // Nearly all that a resume does is in one function, so that forms that resume
  // each other are one activation each.
  if (resumeCallForm.is() && plan.goal == Options::Goal::Speed) {
    setInline(resumeCallForm, CodeAnnotation::AlwaysInline);
    // V8 finds better registers for what is left.
    if (!plan.aheadOfTime) {
      setInline(endResume, CodeAnnotation::NeverInline);
    }
  }
  flattenCopies(runner, module, forms);
  std::deque<FlatCopy> flatCopies;
  for (auto* func : copies) {
    flatCopies.push_back(read(func));
  }
  for (auto& [func, name] : byReference) {
    // A guard is no function of the program.
    if (auto node = graph.findNode(func)) {
      engineStack->addCaller(*node, estimateStack(module.getFunction(name)));
    }
  }
  engineStack->choose(plan.countsDepth);
  // What is known of a copy takes as much memory as its code.
  for (; !flatCopies.empty(); flatCopies.pop_front()) {
    makeForms(flatCopies.front());
  }
  makeAdapters();
  addFunctionTable(module, names.callForms, getCallForms());
  forms.insert(numbers.addEnterFrame(module, names, enterFrame));
  if (plan.goal == Options::Goal::Speed) {
    setInline(enterFrame, CodeAnnotation::AlwaysInline);
  }
  if (plan.namesFrames) {
    nameFrames();
  }
  Runtime::setConstant(module, classesSize, largestClass + 4);
  engineStack->finish();
  stackCount.set(module, *engineStack, getPartsOfResume(), mayNest);
  cleanForms(runner, module, forms, large);
}

// Has the program find the names of the functions that frames are of.
void FramesLowering::nameFrames() {
  addFunctionOfFrame(
    program, functionOfFrame, numbers.getNumForms(), numbers.getBodyEntries());
  auto numbered = numbers.getAll();
  if (recording) {
    recording->add(numbered, made);
  }
  if (waiting) {
    for (auto form : numbered) {
      waiting->ofFrames.push_back(told[form]);
    }
  }
}

void FramesLowering::makeAdapters() {
  for (auto* func : copies) {
    auto* original = module.getFunction(originals[func].name);
    if (plan.shared[graph.getNode(original->name)]) {
      makeAdapter(original, func->name, adapterNames, module);
    }
  }
}

// What an optimizer makes part of fiber_resume, since nothing else calls it.
uint32_t FramesLowering::getPartsOfResume() const {
  MergedFunctions::Parts parts;
  auto add = [&](Name func) {
    parts.add(engineStack->getActivation(graph.getNode(func)));
  };
  for (auto& entry : knownEntries) {
    add(entry.func);
  }
  if (numbers.areCalledDirectly()) {
    for (auto& forms : made) {
      if (forms.resumeForm.is()) {
        add(forms.func);
      }
    }
  }
  return parts.get();
}

void FramesLowering::setInline(Name func, uint8_t hint) {
  module.getFunction(func)->funcAnnotations.toolchainInline = hint;
}

FramesLowering::FlatCopy FramesLowering::read(Function* func) {
  auto lastCalls = plan.namesFrames
                     ? LastCalls()
                     : findLastCalls(func, mayUnwind, plan.yields);
  makeReferencesNullable(func, module);
  FlatCopy copy{func, {func, module, mayUnwind, plan.yields, lastCalls}};
  copy.hasBody = needsBody(getSource(copy), plan);
  if (copy.hasBody) {
    copy.activation.layout.makeBody();
    copy.joins = estimateJoins(func, copy.activation);
  } else {
    markSteadyYields(func, module, *pointerMoves, copy.activation);
  }
  engineStack->read(graph.getNode(originals[func].name), func, copy.joins);
  return copy;
}

void FramesLowering::makeForms(const FlatCopy& copy) {
  const auto& [func, activation, hasBody, joins] = copy;
  auto [original, size] = originals[func];
  checkSize(original, activation);
  auto source = getSource(copy);
  auto function = waiting ? getTold(copy) : WaitingFunctions::Function();
  Index resumeForm = 0;
  Name resumeFormName;
  auto frameSize = activation.layout.getSize();
  if (!activation.points.empty()) {
    largestClass = std::max(largestClass, activation.layout.getSizeClass());
    if (!hasBody) {
      resumeFormName = getFunctionName(original, ".resume_form");
      resumeForm = add(makeResumeForm(source, resumeFormName));
    }
  }
  std::optional<StartForm> startForm;
  auto node = graph.getNode(original);
  if (auto counted = engineStack->getCounted(node)) {
    auto name = getFunctionName(original, ".start_form");
    startForm = {add(makeStartForm(source, name)), counted};
    largestClass = std::max(largestClass, getStartLayout(func).getSizeClass());
    stackCount.add(startForm->stack);
  }
  if (hasLargeForms(activation)) {
    large.insert(func);
  }
  if (hasBody) {
    makeBody(source, addBody(func), startForm);
  } else {
    makeCallForm(source, resumeForm, startForm);
  }
  engineStack->addForm(node, estimateStack(func) + joins);
  if (resumeFormName.is()) {
    engineStack->addForm(node,
                         estimateStack(module.getFunction(resumeFormName)));
  }
  made.push_back({original, size, func->name, resumeFormName, frameSize});
  if (waiting) {
    if (startForm) {
      told[numbers.getForm(startForm->index)] = {function.name, {}};
    }
    told[resumeFormName.is() ? resumeFormName : func->name] =
      std::move(function);
  }
}

// What there is to tell of a function while it waits: where it does, by the
// number that a frame has of it (Form::getStored).
WaitingFunctions::Function FramesLowering::getTold(const FlatCopy& copy) const {
  WaitingFunctions::Function function;
  function.name =
    waiting->getName(module.getFunction(originals.at(copy.func).name));
  const auto& points = copy.activation.points;
  if (copy.hasBody && points.size() > 1) {
    function.locations.emplace_back();
  }
  for (const auto& point : points) {
    function.locations.push_back(getLocation(copy.func, point.call));
  }
  return function;
}

// What a function has in variables, Obstacle looks at. Now it is known what it
// keeps on its operand stack while it waits.
void FramesLowering::checkSize(Name func, const Activation& activation) {
  auto size = activation.layout.getSize();
  if (size > Layout::MaxFrame) {
    Fatal() << "--lower-fibers: '" << func << "' would need a frame of " << size
            << " bytes, and " << Layout::MaxFrame
            << " are the most; have it keep less while it yields, or use "
               "tier:native";
  }
}

// Adds a form that is entered with a frame, and returns its number.
Index FramesLowering::add(std::unique_ptr<Function>&& form) {
  auto* func = module.addFunction(std::move(form));
  forms.insert(func);
  return numbers.add(func->name);
}

BodyIndex FramesLowering::addBody(Function* func) {
  return numbers.addBody(func, [&] {
    auto name = Names::getValidFunctionName(module, "fiber.enter_body");
    return add(makeBodyEntry(names, module, name, func->type));
  });
}

Name FramesLowering::getFunctionName(Name original, const char* suffix) {
  return Names::getValidFunctionName(module, original.toString() + suffix);
}

} // namespace wasm::fibers
