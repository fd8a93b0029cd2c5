;; A host that replaces a function of the program's in the table is told so by the loader:
;; the program would go on to call its own. It may add functions.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.wasm
;; RUN: node %S/Inputs/replaced_function.mjs %t.wasm | FileCheck %s --check-prefix=GUARDED
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -o %t.wasm
;; RUN: node %S/Inputs/replaced_function.mjs %t.wasm | FileCheck %s --check-prefix=FREE
;; RUN: wasm-opt %s --lower-fibers=stack-switching:no,host-table:replaces -o %t.wasm
;; RUN: node %S/Inputs/replaced_function.mjs %t.wasm | FileCheck %s --check-prefix=FREE

;; GUARDED:      before: 1
;; GUARDED-NEXT: replace: slot 1 of the function table has a function of the program's; to replace it, lower the program with host-table:replaces
;; GUARDED-NEXT: clear: slot 2 of the function table
;; GUARDED-NEXT: set the null pointer: ok
;; GUARDED-NEXT: set a free slot: ok
;; GUARDED-NEXT: grow: ok
;; GUARDED-NEXT: set a new slot: ok
;; GUARDED-NEXT: after: 1

;; FREE:      before: 1
;; FREE-NEXT: replace: ok
;; FREE-NEXT: clear: ok
;; FREE-NEXT: set the null pointer: ok
;; FREE-NEXT: set a free slot: ok
;; FREE-NEXT: grow: ok
;; FREE-NEXT: set a new slot: ok
;; FREE-NEXT: after: 2
(module
  (type $number (func (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table (export "functions of mine") 4 funcref)
  (elem (i32.const 1) $one $entry)
  (func $one (type $number) (i32.const 1))
  (func (export "two") (type $number) (i32.const 2))
  (func $entry (param i32) (result i32)
    (call_indirect (type $number) (i32.const 1)))
  (func (export "run") (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 2)) (i32.const 0) (i32.const 0)))
  (func (export "_initialize")))
