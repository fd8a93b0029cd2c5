;; Handlers read what loops in their try_table have set, which is restored in the loop when
;; the function goes on there, and in front of it when an exception goes to the handler: set
;; before and after a yield, in nested loops and nested try_tables, and with a reference to
;; an exception, which is kept across the yields and can be taken back once. Fibers are
;; freed in there, too. Asyncify has no exceptions, and Node 20 none of this kind.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 --option=allocator:pages %s | FileCheck %s

;; CHECK: note result: main => 1451411667
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 100)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (tag $number (param i32))
  (tag $plain)
  (global $log (mut i32) (i32.const 0))
  (global $random (mut i32) (i32.const 0))
  (func $note (param $x i32)
    (global.set $log
      (i32.add (i32.mul (global.get $log) (i32.const 31)) (local.get $x))))
  ;; Yields, but not where it is freed, which is an error.
  (global $freed (mut i32) (i32.const 0))
  (func $wait (param $x i32) (result i32)
    (if (result i32) (global.get $freed)
      (then (i32.const 13))
      (else (call $fiber_yield (local.get $x)))))
  (func $next_random (param $bound i32) (result i32)
    (global.set $random
      (i32.add
        (i32.mul (global.get $random) (i32.const 1103515245))
        (i32.const 12345)))
    (i32.rem_u
      (i32.shr_u (global.get $random) (i32.const 16)) (local.get $bound)))
  ;; Yields in two of three calls, throws in one of eight, and returns a number.
  (func $step (param $x i32) (result i32)
    (local $kind i32)
    (if (call $next_random (i32.const 3))
      (then
        (local.set $x
          (i32.add (local.get $x) (call $wait (local.get $x))))))
    (local.set $kind (call $next_random (i32.const 16)))
    (if (i32.eqz (local.get $kind))
      (then (throw $number (local.get $x))))
    (if (i32.eq (local.get $kind) (i32.const 1))
      (then (throw $plain)))
    (i32.add (local.get $x) (i32.const 1)))
  ;; Set in front of the yield in each iteration, so that it isn't live at the loop's head.
  (func $before (param $x i32) (result i32)
    (local $set i32) (local $i i32)
    (block $caught
      (try_table (catch_all $caught)
        (loop $again
          (local.set $set (i32.mul (local.get $i) (i32.const 3)))
          (call $note (call $step (local.get $i)))
          (br_if $again
            (i32.lt_u
              (local.tee $i (i32.add (local.get $i) (i32.const 1)))
              (local.get $x)))))
      (return (i32.const 1)))
    (i32.add (local.get $set) (call $wait (i32.const 2))))
  ;; Set from what has been returned, and read in the handler, if the next one throws. The
  ;; first handler is behind a yield, and passes on.
  (func $after (param $x i32) (result i32)
    (local $first i32) (local $second i64) (local $sent i32)
    (local $exception exnref)
    (local.set $exception
      (block $cleanup (result exnref)
        (local.set $sent
          (block $caught (result i32)
            (try_table (catch $number $caught) (catch_all_ref $cleanup)
              (loop $again
                (local.set $first (i32.and (global.get $log) (i32.const 127)))
                (local.set $second (i64.extend_i32_u (local.get $x)))
                (local.set $first (call $step (local.get $first)))
                (local.set $second (i64.extend_i32_u (call $step (local.get $first))))
                (call $note (call $step (i32.wrap_i64 (local.get $second))))
                (br_if $again (i32.and (local.get $first) (i32.const 3)))))
            (return (i32.const 3))))
        (call $note (local.get $sent))
        (call $note (local.get $first))
        (return (i32.wrap_i64 (local.get $second)))))
    (call $note (local.get $first))
    (call $note (call $wait (i32.wrap_i64 (local.get $second))))
    (throw_ref (local.get $exception)))
  ;; Each loop sets one that the handler around both reads.
  (func $nested_loops (param $x i32) (result i32)
    (local $outer i32) (local $inner i32) (local $unset i32)
    (local $i i32) (local $j i32)
    (block $caught
      (try_table (catch_all $caught)
        (loop $again
          (local.set $outer (i32.and (global.get $random) (i32.const 127)))
          (local.set $j (i32.const 0))
          (loop $again_inside
            (local.set $inner (i32.and (global.get $log) (i32.const 127)))
            (call $note (call $step (local.get $j)))
            (local.set $unset (i32.const 5))
            (br_if $again_inside
              (i32.lt_u
                (local.tee $j (i32.add (local.get $j) (i32.const 1)))
                (i32.const 3))))
          (call $note (call $step (local.get $inner)))
          (br_if $again
            (i32.lt_u
              (local.tee $i (i32.add (local.get $i) (i32.const 1)))
              (local.get $x)))))
      (return (i32.const 6)))
    (call $note (local.get $outer))
    (call $note (local.get $unset))
    (i32.add (local.get $inner) (local.get $j)))
  ;; A try_table in a loop in another one, with a loop inside. What the inner one doesn't
  ;; catch goes from there to the outer one, which reads what both loops have set.
  (func $nested_tries (param $x i32) (result i32)
    (local $outer i32) (local $inner i32) (local $sent i32) (local $i i32)
    (block $caught
      (try_table (catch_all $caught)
        (loop $again
          (local.set $outer (i32.and (global.get $random) (i32.const 127)))
          (block $next
            (local.set $sent
              (block $number (result i32)
                (try_table (catch $number $number)
                  (loop $again_inside
                    (local.set $inner (i32.and (global.get $log) (i32.const 127)))
                    (call $note (call $step (local.get $inner)))
                    (br_if $again_inside (i32.and (local.get $inner) (i32.const 3)))))
                (br $next)))
            (call $note (local.get $sent))
            (call $note (local.get $inner))
            (call $note (call $step (local.get $outer))))
          (br_if $again
            (i32.lt_u
              (local.tee $i (i32.add (local.get $i) (i32.const 1)))
              (local.get $x)))))
      (return (i32.const 7)))
    (call $note (local.get $inner))
    (i32.add (local.get $outer) (local.get $i)))
  ;; Goes on with an exception in the handler: in a loop, where it waits at points of that,
  ;; of an inner loop and of a try_table, and in the handler of that.
  (func $with_reference (param $x i32) (result i32)
    (local $exception exnref) (local $second exnref)
    (local $set i32) (local $deep i32) (local $i i32)
    (local.set $exception
      (block $cleanup (result exnref)
        (try_table (catch_all_ref $cleanup)
          (loop $forever
            (local.set $set (i32.and (global.get $log) (i32.const 127)))
            (local.set $set (i32.add (local.get $set) (call $step (local.get $x))))
            (call $note (call $step (local.get $set)))
            (br $forever)))
        (unreachable)))
    (call $note (local.get $set))
    (loop $again
      (call $note (call $wait (local.get $i)))
      (local.set $second
        (block $caught (result exnref)
          (try_table (catch_all_ref $caught)
            (loop $again_inside
              (local.set $deep (i32.mul (local.get $i) (i32.const 7)))
              (call $note (call $step (local.get $deep)))
              (br_if $again_inside (call $next_random (i32.const 4))))
            (call $note (call $step (local.get $set))))
          (ref.null exn)))
      (call $note (local.get $deep))
      (loop $again_after
        (call $note (call $wait (local.get $deep)))
        (br_if $again_after (call $next_random (i32.const 2))))
      (call $note (i32.add (i32.const 8) (ref.is_null (local.get $second))))
      (br_if $again
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (local.get $x))))
    (if (i32.eqz (ref.is_null (local.get $second)))
      (then (throw_ref (local.get $second))))
    (throw_ref (local.get $exception)))
  ;; What a throw sends isn't read.
  (func $unread (param $x i32) (result i32)
    (local $set i32)
    (loop $again (result i32)
      (block $done (result i32)
        (drop
          (block $caught (result i32)
            (try_table (catch $number $caught)
              (local.set $set (call $step (local.get $x)))
              (br_if $again (call $next_random (i32.const 2)))
              (br $done (local.get $set)))
            (unreachable)))
        (i32.add (local.get $set) (i32.const 10)))))
  (func $call (param $kind i32) (param $x i32) (result i32)
    (block $unread
      (block $with_reference
        (block $nested_tries
          (block $nested_loops
            (block $after
              (block $before
                (br_table $before $after $nested_loops $nested_tries $with_reference
                          $unread (local.get $kind)))
              (return (call $before (local.get $x))))
            (return (call $after (local.get $x))))
          (return (call $nested_loops (local.get $x))))
        (return (call $nested_tries (local.get $x))))
      (return (call $with_reference (local.get $x))))
    (call $unread (local.get $x)))
  (func $entry (param $kind i32) (result i32)
    (local $i i32)
    (loop $next
      (block $caught
        (try_table (catch_all $caught)
          (call $note (call $call (local.get $kind) (local.get $i)))))
      (br_if $next
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (select (i32.const 0) (i32.const 9) (global.get $freed)))))
    (i32.const 11))
  ;; Resumes it until it has finished, or for so many turns.
  (func $run (param $kind i32) (param $turns i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume
        (local.get $fiber) (local.get $kind) (i32.const 8)))
    (block $done
      (loop $next
        (br_if $done (i32.ne (i32.load (i32.const 8)) (i32.const 1)))
        (br_if $done
          (i32.eqz
            (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))
        (call $note
          (call $fiber_resume
            (local.get $fiber) (local.get $turns) (i32.const 8)))
        (br $next)))
    (global.set $freed (i32.const 1))
    (call $fiber_free (local.get $fiber))
    (global.set $freed (i32.const 0)))
  (func $main (export "main") (result i32)
    (local $i i32)
    (global.set $log (i32.const 0))
    (global.set $random (i32.const 0))
    (loop $next
      (call $run
        (i32.rem_u (local.get $i) (i32.const 6))
        (i32.add (call $next_random (i32.const 150)) (i32.const 1)))
      (br_if $next
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 120))))
    (global.get $log)
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 1451411667)) (then (unreachable)))
  )
)
