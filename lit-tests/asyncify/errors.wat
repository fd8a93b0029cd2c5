;; What Asyncify can't do is an error that names the function, how it may yield and
;; the remedy. Nothing is written then.
;; RUN: split-file %s %t
;; RUN: not wasm-opt -all %t/tail_call.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/tail_call.wat
;; RUN: not wasm-opt -all %t/indirect_tail_call.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/indirect_tail_call.wat
;; RUN: not wasm-opt -all %t/call_ref.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/call_ref.wat
;; RUN: not wasm-opt -all %t/variable.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/variable.wat
;; RUN: not wasm-opt -all %t/nearest.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/nearest.wat
;; RUN: not wasm-opt -all %t/result.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/result.wat
;; RUN: not wasm-opt -all %t/stack.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/stack.wat
;; RUN: not wasm-opt -all %t/block.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/block.wat
;; RUN: not wasm-opt -all %t/br_on.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/br_on.wat
;; RUN: not wasm-opt -all %t/try.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/try.wat
;; RUN: not wasm-opt -all %t/try_table.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/try_table.wat
;; RUN: not wasm-opt -all %t/suspend.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/suspend.wat
;; RUN: not wasm-opt -all %t/twice.wat --lower-fibers=tier:asyncify -o %t.not.wasm 2>&1 | FileCheck %t/twice.wat
;; RUN: not wasm-opt -all %t/twice.wat --lower-fibers=tier:segments -o %t.not.wasm 2>&1 | FileCheck %s --check-prefix=TIER
;; RUN: test ! -e %t.not.wasm

;; TIER: --lower-fibers: 'tier' is one of auto, frames, native, asyncify; not 'segments'

;--- tail_call.wat
;; CHECK: --lower-fibers: 'caller' yields in a tail call, which Asyncify doesn't support in a function that may yield ('caller' -> 'yields' -> 'fiber_yield'); use tier:frames{{$}}
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $yields (result i32) (call $fiber_yield (i32.const 0)))
  (func $caller (result i32) (return_call $yields))
)

;--- indirect_tail_call.wat
;; CHECK: 'caller' yields in a tail call, {{.*}} ('caller' -> table 'table' type ()->i32 -> 'yields' -> 'fiber_yield')
(module
  (type $yields (func (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 funcref)
  (elem (table $table) (i32.const 0) func $yields)
  (func $yields (type $yields) (call $fiber_yield (i32.const 0)))
  (func $caller (result i32)
    (return_call_indirect (type $yields) (i32.const 0)))
)

;--- call_ref.wat
;; CHECK: 'caller' yields in a call by reference
(module
  (type $yields (func (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $yields (type $yields) (call $fiber_yield (i32.const 0)))
  (func $caller (result i32) (call_ref $yields (ref.func $yields)))
)

;--- variable.wat
;; CHECK: 'caller' has a variable of a reference type
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 externref)
  (func $caller (param externref)
    (drop (call $fiber_yield (i32.const 0)))
    (table.set $table (i32.const 0) (local.get 0)))
)

;--- result.wat
;; CHECK: 'caller' returns a reference
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $caller (result externref)
    (drop (call $fiber_yield (i32.const 0)))
    (ref.null extern))
)

;--- nearest.wat
;; CHECK: 'near' has a variable of a reference type
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $far (param externref) (call $near (local.get 0)))
  (func $near (param externref) (drop (call $fiber_yield (i32.const 0))))
)

;--- stack.wat
;; CHECK: 'caller' yields with a reference on its stack
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 externref)
  (func $takes (param externref i32))
  (func $caller
    (call $takes
      (table.get $table (i32.const 0)) (call $fiber_yield (i32.const 0))))
)

;--- block.wat
;; CHECK: 'caller' yields while it computes a reference
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 externref)
  (func $caller
    (table.set $table (i32.const 0)
      (if (result externref) (call $fiber_yield (i32.const 0))
        (then (drop (call $fiber_yield (i32.const 1))) (ref.null extern))
        (else (table.get $table (i32.const 1))))))
)

;--- br_on.wat
;; CHECK: 'caller' branches on a reference
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 1 1 externref)
  (func $caller
    (drop (call $fiber_yield (i32.const 0)))
    (block $null
      (drop (br_on_null $null (table.get $table (i32.const 1))))))
)

;--- try.wat
;; CHECK: 'caller' catches exceptions
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $caller
    (try
      (do (drop (call $fiber_yield (i32.const 0))))
      (catch_all)))
)

;--- try_table.wat
;; CHECK: 'caller' catches exceptions, {{.*}}; use tier:frames, or compile C++ with -fno-exceptions{{$}}
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $caller
    (block $caught
      (try_table (catch_all $caught)
        (drop (call $fiber_yield (i32.const 0))))))
)

;--- suspend.wat
;; CHECK: 'caller' switches stacks itself, {{.*}}; use tier:native, and not stack-switching:no{{$}}
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (tag $tag)
  (func $caller
    (drop (call $fiber_yield (i32.const 0)))
    (suspend $tag))
)

;--- twice.wat
;; CHECK: the module has been through Asyncify, which it can't be twice; lower it first, or use tier:native
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func (export "asyncify_start_unwind") (param i32))
)
