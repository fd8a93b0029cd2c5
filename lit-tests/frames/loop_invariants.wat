;; What a loop of many points leaves as it is gets a value of its own in front of the loop, so
;; that an engine doesn't take it for another wherever code meets in there. What the loop sets,
;; and what is found for a loop around it, doesn't; nor does a loop of few points have any. A
;; later optimization leaves it.
;; RUN: %S/Inputs/check-module %s | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:frames,inline:no --optimize-instructions -S -o - \
;; RUN:   | FileCheck %s --check-prefix=ANEW

;; CHECK: note result: main => -1258428257

;; ANEW-LABEL: (func $few.call_form
;; ANEW-NOT:   (i32.sub
;; ANEW-LABEL: (func $entry.call_form
;; ANEW:       (i32.add
;; ANEW-NEXT:   (local.get [[x:\$[0-9]+]])
;; ANEW-NEXT:   (local.get [[frame:\$[0-9]+]])
;; ANEW-NEXT:  )
;; ANEW-NEXT:  (local.get [[frame]])
;; ANEW-NEXT: )
;; ANEW-NEXT: )
;; ANEW-NEXT: (loop $next
;; ANEW:       (i32.add
;; ANEW-NEXT:   (local.get [[frame]])
;; ANEW-NEXT:   (local.get {{.*}}
;; ANEW-NEXT:  )
;; ANEW-NEXT:  (local.get [[frame]])
;; ANEW-NEXT: )
;; ANEW-NEXT: )
;; ANEW-NEXT: (loop $inner
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $helper (param $value i32) (result i32)
    (if (result i32) (i32.and (local.get $value) (i32.const 1))
      (then (call $fiber_yield (local.get $value)))
      (else (i32.add (local.get $value) (i32.const 3)))))
  (func $few (param $x i32) (result i32)
    (local $i i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 3))))
    (local.get $sum))
  (func $entry (param $x i32) (result i32)
    (local $i i32) (local $j i32) (local $sum i32)
    (local.set $sum (call $few (local.get $x)))
    (loop $next
      (local.set $j (i32.const 0))
      (loop $inner
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $sum (i32.add (local.get $sum) (call $helper (local.get $x))))
        (local.set $j (i32.add (local.get $j) (i32.const 1)))
        (br_if $inner (i32.lt_u (local.get $j) (i32.const 3))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 3))))
    (i32.add (local.get $sum) (local.get $x)))
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $i i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $fiber_resume
            (local.get $fiber) (local.get $i) (i32.const 8))))
      (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (call $fiber_free (local.get $fiber))
    (local.get $sum)
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const -1258428257)) (then (unreachable)))
  )
)
