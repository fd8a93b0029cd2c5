;; Exceptions as they were before exnref become those of the current standard, which the
;; runtime uses: engines take no module with both.
;; RUN: wasm-opt %s --enable-exception-handling --lower-fibers=tier:native -o %t.wasm
;; RUN: wasm-opt %t.wasm -S -o - | filecheck %s --check-prefix=TEXT --implicit-check-not='(try{{$}}' --implicit-check-not=rethrow
;; TEXT: (try_table
;; RUN: %run-wasm wasmtime %t.wasm
;; RUN: %run-wasm deno %t.wasm

;; RUN: wasm-opt %s --enable-exception-handling --lower-fibers=tier:frames -o %t.wasm
;; RUN: wasm-opt %t.wasm -S -o - | filecheck %s --check-prefix=TEXT --implicit-check-not='(try{{$}}' --implicit-check-not=rethrow
;; RUN: %run-wasm --no-flags wasmtime %t.wasm
;; RUN: %run-wasm --no-flags deno %t.wasm

;; Asyncify has no exceptions caught around a yield.
;; RUN: sed -e 's/(i32.const 2)) ;; catches/(i32.const 1))/' -e '/yield (i32.const 5))/d' %s > %t.plain.wat
;; RUN: wasm-opt %t.plain.wat --enable-exception-handling --lower-fibers=tier:asyncify -o %t.wasm
;; RUN: %run-wasm --no-flags deno %t.wasm

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (tag $thrown (param i32))
  (tag $other)
  (memory (export "memory") 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $plain $catches)
  ;; Never on a fiber that waits. The inner catch throws on what it has caught.
  (func $throws (param $value i32) (result i32)
    (try (result i32)
      (do
        (try (result i32)
          (do (throw $thrown (local.get $value)))
          (catch $other (i32.const -1))
          (catch_all (rethrow 0))))
      (catch $thrown)))
  (func $plain (param $value i32) (result i32)
    (drop (call $fiber_yield (call $throws (i32.const 5))))
    (call $throws (i32.const 6)))
  (func $catches (param $value i32) (result i32)
    (try (result i32)
      (do
        (drop (call $fiber_yield (i32.const 5)))
        (throw $thrown (i32.const 6)))
      (catch $thrown)))
  (func $expect (param $fiber i32)
    (if (i32.ne
          (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0))
          (i32.const 5))
      (then (unreachable)))
    (if (i32.ne
          (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0))
          (i32.const 6))
      (then (unreachable))))
  (func (export "_start")
    (call $expect (call $fiber_alloc (i32.const 1)))
    (call $expect (call $fiber_alloc (i32.const 2)) ;; catches
    )))
