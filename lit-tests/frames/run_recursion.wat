;; A tree is walked by recursion, with yields at the leaves, between the calls, and
;; behind them.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 1597374361
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $walk (param $depth i32) (param $path i64) (result i64)
    (local $left i64)
    (if (i32.eqz (local.get $depth))
      (then
        (return
          (i64.add (local.get $path)
            (i64.extend_i32_s
              (call $fiber_yield (i32.wrap_i64 (local.get $path))))))))
    (local.set $left
      (call $walk
        (i32.sub (local.get $depth) (i32.const 1))
        (i64.mul (local.get $path) (i64.const 2))))
    (if (i32.and (local.get $depth) (i32.const 1))
      (then (drop (call $fiber_yield (local.get $depth)))))
    (local.set $left
      (i64.sub
        (i64.mul (local.get $left) (i64.const 3))
        (call $walk
          (i32.sub (local.get $depth) (i32.const 1))
          (i64.add (i64.mul (local.get $path) (i64.const 2)) (i64.const 1)))))
    (if (i32.eq (local.get $depth) (i32.const 2))
      (then (drop (call $fiber_yield (i32.wrap_i64 (local.get $left))))))
    (local.get $left)
  )
  (func $entry (param $value i32) (result i32)
    (i32.wrap_i64 (call $walk (i32.const 7) (i64.const 1)))
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
    (if (i32.ne (call $main) (i32.const 1597374361)) (then (unreachable)))
  )
)
