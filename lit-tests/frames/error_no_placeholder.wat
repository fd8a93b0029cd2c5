;; A function that yields can't return a reference to an exception that can't be null: a form that
;; is suspended returns something, and no such reference can be made before the program runs.
;; RUN: not wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:frames -o %t.wasm 2>&1 | FileCheck %s
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:auto,report:text -o %t.wasm | FileCheck %s --check-prefix=AUTO

;; CHECK: 'caught' may yield and returns a reference that can't be null and isn't known before the program runs
;; AUTO: entry 'entry': native: 'caught' may yield and returns a reference
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (tag $tag)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $caught (param $x i32) (result (ref exn))
    (drop (call $fiber_yield (local.get $x)))
    (block $caught (result (ref exn))
      (try_table (catch_all_ref $caught) (throw $tag))
      (unreachable)))
  (func $entry (param $x i32) (result i32)
    (drop (call $caught (local.get $x)))
    (i32.const 0))
  (func (export "_start")
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 8)))))
