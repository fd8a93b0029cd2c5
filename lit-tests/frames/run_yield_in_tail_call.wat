;; A yield in a tail call has a frame that is linked to the parent of the function's,
;; though nothing else in the program gives a frame a parent. What is at the address
;; where a missing frame's link would be stays as it is.
;; RUN: %S/Inputs/check-module --tiers=frames,native %s | FileCheck %s

;; CHECK: note result: main => -483183328
;; CHECK: note result: text => 1111638594
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "AAAABBBBCCCC")
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $v i32) (result i32)
    (local.set $v (call $fiber_yield (local.get $v)))
    (return_call $fiber_yield (i32.add (local.get $v) (i32.const 100))))
  (func $round (result i32)
    (local $f i32) (local $g i32) (local $s i32) (local $i i32)
    (local.set $f (call $fiber_alloc (i32.const 1)))
    (local.set $g (call $fiber_alloc (i32.const 1)))
    (loop $l
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (local.set $s
        (i32.add
          (i32.mul (local.get $s) (i32.const 31))
          (call $fiber_resume (local.get $f) (local.get $i) (i32.const 16))))
      (local.set $s
        (i32.add
          (i32.mul (local.get $s) (i32.const 31))
          (call $fiber_resume
            (local.get $g) (i32.add (local.get $i) (i32.const 7))
            (i32.const 20))))
      (br_if $l (i32.lt_u (local.get $i) (i32.const 4))))
    (local.get $s))
  (func $main (export "main") (result i32)
    (local $i i32) (local $s i32)
    (loop $l
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (local.set $s
        (i32.add (i32.mul (local.get $s) (i32.const 31)) (call $round)))
      (br_if $l (i32.lt_u (local.get $i) (i32.const 10))))
    (local.get $s))
  (func (export "text") (result i32)
    (i32.load (i32.const 4)))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const -483183328)) (then (unreachable))))
)
