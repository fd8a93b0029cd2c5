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

#include "frames/Temporaries.h"

#include <unordered_map>
#include <vector>

#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// Visits code in its order, and knows which statements it is in: one of each
// block around it, the outermost first.
template<typename SubType> struct StatementWalker : PostWalker<SubType> {
  struct Statement {
    Block* block;
    Expression* curr;
  };
  std::vector<Statement> statements;

  static void scan(SubType* self, Expression** currp) {
    auto* block = (*currp)->dynCast<Block>();
    if (!block) {
      PostWalker<SubType>::scan(self, currp);
      return;
    }
    self->pushTask(doEndBlock, currp);
    for (auto i = block->list.size(); i-- > 0;) {
      self->pushTask(SubType::doEndStatement, &block->list[i]);
      self->pushTask(SubType::scan, &block->list[i]);
      self->pushTask(doStartStatement, &block->list[i]);
    }
    self->pushTask(doStartBlock, currp);
  }

  static void doStartBlock(SubType* self, Expression** currp) {
    self->statements.push_back({(*currp)->cast<Block>(), nullptr});
  }

  static void doStartStatement(SubType* self, Expression** currp) {
    self->statements.back().curr = *currp;
  }

  static void doEndStatement(SubType*, Expression**) {}

  static void doEndBlock(SubType* self, Expression**) {
    self->statements.pop_back();
  }

  bool isStatement(Expression* curr) const {
    return !statements.empty() && statements.back().curr == curr;
  }
};

// Finds the temporaries: locals with one set, which is a statement of a block,
// and gets in later statements of that block only.
struct TemporaryFinder : StatementWalker<TemporaryFinder> {
  struct Local {
    LocalSet* set = nullptr;
    Block* block = nullptr;
    // How many blocks are around the set, its own included.
    size_t depth = 0;
    // The block's statement with the last get.
    Expression* last = nullptr;
    bool isTemporary = true;
  };
  std::vector<Local> locals;

  explicit TemporaryFinder(Function* func) : locals(func->getNumLocals()) {
    for (Index i = 0; i < func->getNumParams(); i++) {
      locals[i].isTemporary = false;
    }
    walk(func->body);
  }

  void visitLocalSet(LocalSet* curr) {
    auto& local = locals[curr->index];
    if (local.set || !isStatement(curr)) {
      local.isTemporary = false;
      return;
    }
    local.set = curr;
    local.block = statements.back().block;
    local.depth = statements.size();
  }

  void visitLocalGet(LocalGet* curr) {
    auto& local = locals[curr->index];
    if (local.set && local.depth <= statements.size() &&
        statements[local.depth - 1].block == local.block) {
      local.last = statements[local.depth - 1].curr;
    } else {
      local.isTemporary = false;
    }
  }

  // A temporary that is read; one that isn't is of no interest.
  bool isShareable(Index index) const {
    return locals[index].isTemporary && locals[index].last;
  }
};

// Gives the temporaries locals that are free where they are set.
struct TemporarySharer : StatementWalker<TemporarySharer> {
  TemporarySharer(Function* func, const TemporaryFinder& finder)
    : func(func), finder(finder), shared(func->getNumLocals()) {
    for (Index i = 0; i < shared.size(); i++) {
      if (finder.isShareable(i)) {
        ending[finder.locals[i].last].push_back(i);
      }
    }
    walk(func->body);
  }

  static void doEndStatement(TemporarySharer* self, Expression** currp) {
    self->release(*currp);
  }

  void visitLocalSet(LocalSet* curr) {
    if (!finder.isShareable(curr->index)) {
      return;
    }
    // The value was read before.
    release(curr);
    auto& available = free[func->getLocalType(curr->index)];
    auto local = curr->index;
    if (!available.empty()) {
      local = available.back();
      available.pop_back();
    }
    shared[curr->index] = local;
    curr->index = local;
  }

  void visitLocalGet(LocalGet* curr) {
    if (finder.isShareable(curr->index)) {
      curr->index = shared[curr->index];
    }
  }

private:
  // Frees the locals of temporaries that are last read in the statement.
  void release(Expression* statement) {
    auto it = ending.find(statement);
    if (it == ending.end()) {
      return;
    }
    for (auto index : it->second) {
      free[func->getLocalType(index)].push_back(shared[index]);
    }
    ending.erase(it);
  }

  Function* func;
  const TemporaryFinder& finder;
  // By a temporary's own index, the local that it has.
  std::vector<Index> shared;
  std::unordered_map<Expression*, std::vector<Index>> ending;
  std::unordered_map<Type, std::vector<Index>> free;
};

struct ShareTemporaries : public Pass {
  explicit ShareTemporaries(Index least) : least(least) {}

  bool isFunctionParallel() override { return true; }

  std::unique_ptr<Pass> create() override {
    return std::make_unique<ShareTemporaries>(least);
  }

  void runOnFunction(Module*, Function* func) override {
    if (func->getNumLocals() >= least) {
      TemporaryFinder finder(func);
      TemporarySharer(func, finder);
    }
  }

private:
  Index least;
};

} // anonymous namespace

std::unique_ptr<Pass> createShareTemporariesPass(Index least) {
  return std::make_unique<ShareTemporaries>(least);
}

} // namespace wasm::fibers
