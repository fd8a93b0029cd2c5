;; For engines that optimize all code before it runs, a fiber_resume that is called at
;; one place may become part of the function there. V8 would never optimize main's loop.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -O2 -S -o - | FileCheck %s --check-prefix=APART
;; RUN: wasm-opt %s --lower-fibers=tier:frames,engine:any -O2 -S -o - | FileCheck %s --check-prefix=APART
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -O2 -S -o - | FileCheck %s --check-prefix=APART
;; RUN: wasm-opt %s --lower-fibers=tier:frames,engine:ahead-of-time -O2 -S -o - | FileCheck %s --check-prefix=WITHIN
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify,engine:ahead-of-time -O2 -S -o - | FileCheck %s --check-prefix=WITHIN
;; RUN: not wasm-opt %s --lower-fibers=engine:spidermonkey 2>&1 | FileCheck %s --check-prefix=UNKNOWN

;; APART: (call $fiber_resume
;; WITHIN-NOT: $fiber_resume
;; UNKNOWN: 'engine' is one of any, ahead-of-time; not 'spidermonkey'
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (call $fiber_yield (local.get $value)))
  (func (export "main") (result i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (br_if $next
        (call $fiber_resume
          (local.get $fiber) (i32.const 1) (i32.const 8))))
    (i32.load (i32.const 8)))
)
