;; An exception that an ordinary function throws passes through nested fiber_resume.
;; Each fiber that it leaves is finished, and the next ones use what they had.
;; Node 20 has no exceptions of this kind.
;; RUN: %S/Inputs/check-module --engines=wasmtime,deno --option=allocator:pages %s | FileCheck %s

;; CHECK: note result: main => 62
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 100)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (tag $thrown (param i32))
  (global $levels i32 (i32.const 15))
  ;; Where the handle of a level's fiber is.
  (func $handle (param $level i32) (result i32)
    (i32.add (i32.const 65536) (i32.shl (local.get $level) (i32.const 2)))
  )
  ;; An ordinary function, that can't yield.
  (func $throw_at_bottom (param $level i32)
    (if (i32.eq (local.get $level) (global.get $levels))
      (then (throw $thrown (local.get $level))))
  )
  ;; Yields at some levels, so that there is a record to be dropped.
  (func $entry (param $level i32) (result i32)
    (local $fiber i32)
    (if (i32.eqz (i32.rem_u (local.get $level) (i32.const 7)))
      (then (drop (call $fiber_yield (i32.const 0)))))
    (call $throw_at_bottom (local.get $level))
    (local.set $level (i32.add (local.get $level) (i32.const 1)))
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (i32.store (call $handle (local.get $level)) (local.get $fiber))
    (loop $again
      (drop
        (call $fiber_resume
          (local.get $fiber) (local.get $level) (i32.const 8)))
      (br_if $again (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (unreachable)
  )
  ;; What the exception carries.
  (func $throw_through (result i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (i32.store (call $handle (i32.const 0)) (local.get $fiber))
    (drop
      (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8)))
    (block $caught (result i32)
      (try_table (catch $thrown $caught)
        (drop
          (call $fiber_resume
            (local.get $fiber) (i32.const 0) (i32.const 8))))
      (i32.const -1))
  )
  ;; How many of the fibers are finished. Frees them all.
  (func $count_finished (result i32)
    (local $level i32) (local $count i32)
    (loop $next
      (drop
        (call $fiber_resume
          (i32.load (call $handle (local.get $level))) (i32.const 0)
          (i32.const 8)))
      (local.set $count
        (i32.add (local.get $count)
          (i32.eq (i32.load (i32.const 8)) (i32.const 2))))
      (call $fiber_free (i32.load (call $handle (local.get $level))))
      (br_if $next
        (i32.le_u
          (local.tee $level (i32.add (local.get $level) (i32.const 1)))
          (global.get $levels))))
    (local.get $count)
  )
  (func $main (export "main") (result i32)
    (local $sum i32) (local $pages i32)
    (local.set $sum (i32.add (call $throw_through) (call $count_finished)))
    ;; Again, with what the first ones have left.
    (local.set $pages (memory.size))
    (local.set $sum
      (i32.add (local.get $sum)
        (i32.add (call $throw_through) (call $count_finished))))
    (if (i32.ne (memory.size) (local.get $pages)) (then (return (i32.const -2))))
    (local.get $sum)
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 62)) (then (unreachable)))
  )
)
