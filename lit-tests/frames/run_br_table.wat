;; A state machine: br_table in a loop leads to blocks whose code yields, falls through
;; to the next one, and goes back. As source code it would be full of gotos into the
;; middle of loops.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => -572283635
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (local $state i32) (local $steps i32) (local $sum i32)
    (loop $next
      (if (i32.gt_u
            (local.tee $steps (i32.add (local.get $steps) (i32.const 1)))
            (i32.const 40))
        (then (return (local.get $sum))))
      (block $end
        (block $three
          (block $two
            (block $one
              (block $zero
                (br_table $zero $one $two $three $end
                  (i32.rem_u (local.get $state) (i32.const 5))))
              (local.set $sum
                (i32.add (local.get $sum) (call $fiber_yield (i32.const 0)))))
            (local.set $state (call $fiber_yield (i32.const 1)))
            (br_if $next (i32.and (local.get $state) (i32.const 2))))
          (loop $inner
            (local.set $state
              (i32.add (local.get $state) (call $fiber_yield (i32.const 2))))
            (br_table $inner $next $three $end $inner
              (i32.rem_u (local.get $state) (i32.const 4)))))
        (local.set $sum
          (i32.sub (local.get $sum) (call $fiber_yield (i32.const 3))))
        (local.set $state (i32.add (local.get $state) (i32.const 3)))
        (br $next))
      (local.set $state (i32.add (local.get $state) (i32.const 1)))
      (drop (call $fiber_yield (local.get $state)))
      (br $next))
    (unreachable)
  )
  ;; Resumes with 0, 1, 2 and so on, and makes one number of all that comes.
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $i i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $fiber_resume
            (local.get $fiber) (local.get $i) (i32.const 8))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (call $fiber_free (local.get $fiber))
    (local.get $sum)
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const -572283635)) (then (unreachable)))
  )
)
