;; Calls by reference that nest deeper than the engine's stack bears, so that room is made in some
;; of them; and a million tail calls by reference, which take none of it.
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:frames -o %t.wasm
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:frames,inline:no,optimize:size -O2 -o %t.bodies.wasm
;; RUN: %run-wasm --no-flags wasmtime %t.wasm
;; RUN: %run-wasm --no-flags wasmtime %t.bodies.wasm
;; RUN: %run-wasm --no-flags deno %t.wasm
;; RUN: %run-wasm --no-flags node26 %t.bodies.wasm

(module
  (type $walk (func (param i32 (ref null $walk)) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 3 3 funcref)
  (elem (i32.const 1) func $nest $hop)
  (elem declare func $nested $hopped)
  (func $nested (type $walk)
    (if (i32.eqz (local.get 0))
      (then (return (call $fiber_yield (i32.const 5)))))
    (i32.add (i32.const 1)
      (call_ref $walk
        (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 1))))
  (func $nest (param i32) (result i32)
    (call_ref $walk (i32.const 100000) (ref.func $nested) (ref.func $nested)))
  (func $hopped (type $walk)
    (if (i32.eqz (local.get 0))
      (then (return (call $fiber_yield (i32.const 6)))))
    (return_call_ref $walk
      (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 1)))
  (func $hop (param i32) (result i32)
    (call_ref $walk (i32.const 1000000) (ref.func $hopped) (ref.func $hopped)))
  (func $check (param $entry i32) (param $yielded i32) (param $returned i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (local.get $entry)))
    (if (i32.ne (local.get $yielded)
          (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8)))
      (then (unreachable)))
    (if (i32.ne (local.get $returned)
          (call $fiber_resume (local.get $fiber) (i32.const 20) (i32.const 8)))
      (then (unreachable))))
  (func (export "_start")
    (call $check (i32.const 1) (i32.const 5) (i32.const 100020))
    (call $check (i32.const 2) (i32.const 6) (i32.const 20))
    ;; Outside of any fiber, too.
    (if (call $hop.outside)
      (then (unreachable))))
  ;; As often, and no yield at the end.
  (elem declare func $counted)
  (func $counted (type $walk)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
    (return_call_ref $walk
      (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 1)))
  (func $hop.outside (result i32)
    (call_ref $walk (i32.const 1000000) (ref.func $counted) (ref.func $counted)))
)
