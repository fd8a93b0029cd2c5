;; Nothing in the table has the type of an entry, so that no fiber ever starts. The
;; module asks nothing of the engine then, unless it is told to be native.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.wasm
;; RUN: wasm-opt %t.wasm --print-features -o /dev/null | filecheck %s --implicit-check-not=stack-switching
;; RUN: wasm-opt %s --lower-fibers -o %t.wasm
;; RUN: wasm-opt %t.wasm --print-features -o /dev/null | filecheck %s --implicit-check-not=stack-switching
;; CHECK: --enable-bulk-memory
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.wasm
;; RUN: wasm-opt %t.wasm --print-features -o /dev/null | filecheck %s --check-prefix=NATIVE
;; NATIVE: --enable-stack-switching

;; To allocate a fiber of what is in there ends the program.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm 2>&1 | filecheck %s --check-prefix=ENDS
;; ENDS:      [fuzz-exec] export none
;; ENDS-NEXT: [fuzz-exec] note result: none => 0
;; ENDS-NEXT: [fuzz-exec] export other
;; ENDS-NEXT: [trap unreachable]
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $nothing $pair)
  (func $nothing)
  (func $pair (param i32 i32) (result i32) (call $yield (local.get 0)))
  (func $make (param $entry i32) (result i32) (call $alloc (local.get $entry)))
  (func (export "none") (result i32) (call $make (i32.const 0)))
  (func (export "other") (result i32)
    (call $resume (call $make (i32.const 2)) (i32.const 0) (i32.const 0))))
