;; A table that the host only appends to keeps the frames tier. Through one call, a fiber
;; yields in a function of the program's, and calls one of the host's.
;; RUN: wasm-opt %s --enable-tail-call --lower-fibers=tier:frames -o %t.wasm
;; RUN: node %S/Inputs/appended_table.mjs %t.wasm | FileCheck %s
;; RUN: wasm-opt %s --enable-tail-call --lower-fibers=tier:frames,inline:no -O3 -o %t.wasm
;; RUN: node %S/Inputs/appended_table.mjs %t.wasm | FileCheck %s
;; RUN: wasm-opt %s --enable-tail-call --lower-fibers=tier:frames,optimize:size -Os -o %t.wasm
;; RUN: node %S/Inputs/appended_table.mjs %t.wasm | FileCheck %s

;; CHECK:      own function: 101 201
;; CHECK-NEXT: host's function: it got 1
;; CHECK-NEXT: host's function: 1000 0
;; CHECK-NEXT: by a tail call: it got 1
;; CHECK-NEXT: by a tail call: 1000 0
;; CHECK-NEXT: own, by a tail call: 101 201
;; CHECK-NEXT: fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
;; CHECK-NEXT: own in a new slot: unreachable
;; CHECK-NEXT: outside any fiber: it got 7
;; CHECK-NEXT: outside any fiber: 1006
;; CHECK-NEXT: fiber_alloc: the entry isn't a function of type void *(void *),
;; CHECK-NEXT: entry of the host's: unreachable
;; CHECK-NEXT: null: {{.+}}
;; CHECK-NEXT: no such slot: {{.+}}
;; CHECK-NEXT: wrong type: {{.+}}
;; CHECK-NOT:  {{.}}

;; So does one that the program itself grows, for the host, but not one that it puts
;; functions into, or that the host is said to write to.
;; RUN: sed 's/table (export "table")/table/; s/(nop)/(drop (table.grow (ref.null func) (i32.const 1)))/' %s > %t.grows.wat
;; RUN: wasm-opt %t.grows.wat --enable-tail-call --enable-reference-types --lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=FRAMES
;; RUN: sed 's/(nop)/(drop (table.grow (ref.func $grown) (i32.const 1)))/' %s > %t.adds.wat
;; RUN: wasm-opt %t.adds.wat --enable-tail-call --enable-reference-types --lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=NATIVE
;; RUN: sed 's/(nop)/(table.set (i32.const 1) (ref.func $grown))/' %s > %t.sets.wat
;; RUN: wasm-opt %t.sets.wat --enable-tail-call --enable-reference-types --lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=NATIVE
;; RUN: wasm-opt %s --enable-tail-call --lower-fibers=report:text,host-table:replaces -o %t.wasm | FileCheck %s --check-prefix=NATIVE
;; FRAMES: entry 'entry': frames
;; NATIVE: entry 'entry': native: the function table may change while the program runs

;; It may be imported, and other segments of it than constants leave nothing known.
;; RUN: sed 's/table (export "table") 5 funcref/import "env" "table" (table 5 funcref)/' %s > %t.imported.wat
;; RUN: wasm-opt %t.imported.wat --enable-tail-call --lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=FRAMES
;; RUN: sed 's/(memory/(global $base (import "env" "base") i32) &/; s/elem (i32.const 1)/elem (global.get $base)/' %t.imported.wat > %t.based.wat
;; RUN: wasm-opt %t.based.wat --enable-tail-call --lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=NATIVE
(module
  (type $unary (func (param i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (table (export "table") 5 funcref)
  (memory (export "memory") 2)
  (elem (i32.const 1) $entry $own $other $tail)
  (global $callee (mut i32) (i32.const 0))
  (func $own (export "own") (type $unary)
    (i32.add
      (call $fiber_yield (i32.add (local.get 0) (i32.const 100)))
      (i32.const 200)))
  (func $grown (type $unary) (nop) (local.get 0))
  ;; Calls $callee, which may be anybody's.
  (func $entry (type $unary)
    (i32.add
      (call_indirect (type $unary) (local.get 0) (global.get $callee))
      (i32.const 0)))
  (func $other)
  (func $tail (type $unary)
    (return_call_indirect (type $unary) (local.get 0) (global.get $callee)))
  (func (export "start") (param $entry i32) (param $callee i32) (result i32)
    (global.set $callee (local.get $callee))
    (call $fiber_alloc (local.get $entry)))
  (func (export "resume") (param $fiber i32) (param $value i32) (result i32)
    (call $fiber_resume (local.get $fiber) (local.get $value) (i32.const 0)))
  (func (export "call") (param $value i32) (param $callee i32) (result i32)
    (call_indirect (type $unary) (local.get $value) (local.get $callee))))
