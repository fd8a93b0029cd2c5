;; Yields in a try_table, in its handlers, and between: the handlers are in force again when
;; the function goes on, whether it is the innermost or waits for another. An exception
;; finds the handler in the frames that wait, and passes by those that have none for its
;; tag. References to exceptions are kept across yields. Asyncify has no exceptions, and
;; Node 20 none of this kind.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 --option=allocator:pages %s | FileCheck %s

;; CHECK: note result: main => -1208114554
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
  (tag $pair (param i32 i64))
  (tag $plain)
  (global $log (mut i32) (i32.const 0))
  (func $note (param $x i32)
    (global.set $log
      (i32.add (i32.mul (global.get $log) (i32.const 31)) (local.get $x))))
  ;; Throws as what it is resumed with says, or returns that.
  (func $step (param $x i32) (result i32)
    (local $got i32)
    (local.set $got (call $fiber_yield (local.get $x)))
    (if (i32.eq (i32.rem_u (local.get $got) (i32.const 5)) (i32.const 1))
      (then (throw $number (local.get $got))))
    (if (i32.eq (i32.rem_u (local.get $got) (i32.const 5)) (i32.const 2))
      (then (throw $pair (local.get $got) (i64.const 77))))
    (if (i32.eq (i32.rem_u (local.get $got) (i32.const 5)) (i32.const 3))
      (then (throw $plain)))
    (local.get $got))
  ;; The yield itself, in a try_table of this function.
  (func $catch_all (param $x i32) (result i32)
    (block $caught
      (try_table (catch_all $caught)
        (call $note (call $step (local.get $x)))
        (call $note (call $fiber_yield (i32.const 3)))
        (return (call $step (i32.add (local.get $x) (i32.const 1))))))
    (call $note (i32.const 5))
    (i32.add (local.get $x) (call $fiber_yield (i32.const 4))))
  ;; A value of each tag, and a yield with them in locals.
  (func $catch_values (param $x i32) (result i32)
    (local $number i32) (local $wide i64)
    (block $done
      (block $plain
        (block $pair (result i32 i64)
          (block $number (result i32)
            (try_table
                (catch $number $number) (catch $pair $pair) (catch $plain $plain)
              (call $note (call $step (local.get $x)))
              (call $note (call $step (i32.const 9)))
              (br $done))
            (unreachable))
          (local.set $number)
          (call $note (call $fiber_yield (local.get $number)))
          (br $done))
        (local.set $wide)
        (local.set $number)
        (call $note (call $fiber_yield (local.get $number)))
        (call $note (i32.wrap_i64 (local.get $wide)))
        (br $done))
      (call $note (call $fiber_yield (i32.const 6))))
    (i32.add (local.get $number) (local.get $x)))
  ;; A cleanup that yields with the exception in a local, as clang makes them.
  (func $cleanup (param $x i32) (result i32)
    (local $exception exnref) (local $result i32)
    (local.set $exception
      (block $caught (result exnref)
        (try_table (catch_all_ref $caught)
          (local.set $result (call $catch_number (local.get $x)))
          (call $note (call $fiber_yield (i32.const 8)))
          (return (local.get $result)))
        (unreachable)))
    (call $note (call $fiber_yield (i32.const 7)))
    (throw_ref (local.get $exception)))
  ;; Catches one tag alone, in a loop; the inner one passes on what it gets.
  (func $catch_number (param $x i32) (result i32)
    (local $i i32) (local $both i32) (local $exception exnref)
    (loop $again
      (block $next
        (local.set $both
          (block $number (result i32)
            (try_table (catch $number $number)
              (block $inner (result i32 exnref)
                (try_table (catch_ref $number $inner)
                  (call $note (call $step (local.get $i)))
                  (br_if $next (i32.and (local.get $i) (i32.const 1)))
                  (call $note (call $step (i32.const 11))))
                (br $next))
              (local.set $exception)
              (local.set $both)
              (call $note (call $fiber_yield (local.get $both)))
              (throw_ref (local.get $exception)))
            (unreachable)))
        (call $note (local.get $both)))
      (br_if $again
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 3))))
    (i32.add (local.get $x) (local.get $both)))
  ;; A call that is the last thing but has a handler; and a tail call, which leaves it.
  (func $last_call (param $x i32) (result i32)
    (block $caught (result i32)
      (try_table (result i32) (catch $number $caught)
        (if (i32.and (local.get $x) (i32.const 1))
          (then (return (call $step (local.get $x)))))
        (return_call $step (i32.const 12)))))
  ;; The exception is caught, the label is that of a loop, and the try_table has a value.
  (func $to_loop (param $x i32) (result i32)
    (local $turns i32)
    (loop $again (result i32)
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (if (result i32) (i32.lt_u (local.get $turns) (i32.const 3))
        (then
          (i32.mul
            (i32.const 3)
            (try_table (result i32) (catch $plain $again) (catch_all $again)
              (i32.add
                (call $step (local.get $turns))
                (call $step (i32.const 13))))))
        (else (local.get $x)))))
  (func $entry (param $x i32) (result i32)
    (local $i i32)
    (block $caught
      (loop $next
        (try_table (catch_all $caught)
          (call $note (call $catch_all (local.get $i)))
          (call $note (call $catch_values (local.get $i)))
          (call $note (call $to_loop (local.get $i)))
          (call $note (call $cleanup (local.get $i)))
          (call $note (call $last_call (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $x))))
      (return (i32.const 21)))
    (call $note (i32.const 22))
    (call $step (i32.const 23)))
  ;; Resumes with pseudorandom numbers until the fiber has finished.
  (func $run (param $seed i32)
    (local $fiber i32) (local $caught i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_resume (local.get $fiber) (i32.const 6) (i32.const 8)))
    (block $done
      (local.set $caught
        (block $number (result i32)
          (try_table (catch $number $number) (catch_all $done)
            (loop $next
              (local.set $seed
                (i32.add
                  (i32.mul (local.get $seed) (i32.const 1103515245))
                  (i32.const 12345)))
              (call $note
                (call $fiber_resume
                  (local.get $fiber)
                  (i32.and
                    (i32.shr_u (local.get $seed) (i32.const 20))
                    (i32.const 63))
                  (i32.const 8)))
              (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
            (br $done))
          (unreachable)))
      (call $note (local.get $caught)))
    (call $note (i32.load (i32.const 8)))
    (call $fiber_free (local.get $fiber)))
  (func $main (export "main") (result i32)
    (local $i i32)
    (global.set $log (i32.const 0))
    (loop $next
      (call $run (local.get $i))
      (br_if $next
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 100))))
    (global.get $log)
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const -1208114554)) (then (unreachable)))
  )
)
