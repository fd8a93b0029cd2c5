;; A fiber of the frames tier resumes a native one when the engine's stack is just
;; used up, and that one ends by an exception. It ends the other fiber, too, at
;; whatever depth: both handles can be freed, and the records be used again.
;; RUN: wasm-opt %s --enable-exception-handling --enable-reference-types --enable-stack-switching --lower-fibers=report:text -o %t.wasm \
;; RUN:   | FileCheck %s --check-prefix=TIERS
;; RUN: %run-wasm wasmtime %t.wasm

;; TIERS: entry 'a': frames
;; TIERS: entry 'b': native

(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $free (param i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (memory 1)
  (tag $e)
  (global $n (mut i32) (i32.const 0))
  (table 3 3 funcref)
  (elem (i32.const 1) $a $b)
  (func $rec (param $n i32) (result i32)
    (if (result i32) (local.get $n)
      (then (i32.add (i32.const 1) (call $rec (i32.sub (local.get $n) (i32.const 1)))))
      (else
        (drop (call $yield (i32.const 5)))
        (call $resume (global.get $n) (i32.const 0) (i32.const 0)))))
  (func $rec2 (param $n i32) (result i32)
    (if (result i32) (local.get $n)
      (then (i32.add (i32.const 1) (call $rec2 (i32.sub (local.get $n) (i32.const 1)))))
      (else
        (call $resume (global.get $n) (i32.const 0) (i32.const 0)))))
  (func $a (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (drop (call $rec (i32.const 1)))))
    (call $rec2 (local.get 0)))
  (func $b (param i32) (result i32)
    (local $ref externref) (local $kept contref)
    (if (i32.eqz (ref.is_null (local.get $ref))) (then (drop (call $yield (i32.const 0)))))
    (throw $e))
  ;; Traps if at some depth the fiber isn't finished by the exception.
  (func (export "_start")
    (local $d i32) (local $f i32) (local $g i32) (local $bad i32)
    (local.set $d (i32.const 1000))
    (loop $l
      (local.set $f (call $alloc (i32.const 1)))
      (global.set $n (call $alloc (i32.const 2)))
      (block $caught
        (try_table (catch_all $caught)
          (drop (call $resume (local.get $f) (local.get $d) (i32.const 0)))))
      (call $free (local.get $f))
      (call $free (global.get $n))
      ;; the record is used again
      (local.set $g (call $alloc (i32.const 1)))
      (if (i32.ne (i32.and (local.get $f) (i32.const 0xfffff)) (i32.and (local.get $g) (i32.const 0xfffff)))
        (then (local.set $bad (i32.add (local.get $bad) (i32.const 1)))))
      (call $free (local.get $g))
      (br_if $l (i32.lt_u (local.tee $d (i32.add (local.get $d) (i32.const 1))) (i32.const 2500))))
    (if (local.get $bad) (then (unreachable)))))
