;; A fiber that is freed while it is suspended runs what it has for that, from the
;; innermost function outwards, wherever each waits: in a try_table, with a reference to
;; an exception, or with nothing to run. A handler may call what yields on other fibers.
;; Nor does what is dropped keep anything: a table of references and memory stay as
;; they are. Asyncify has no exceptions, and Node 20 none of this kind.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 --option=allocator:pages %s | FileCheck %s

;; CHECK: note result: main => 652856064
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 100)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $other)
  (tag $thrown (param i32))
  (global $log (mut i32) (i32.const 0))
  (func $note (param $x i32)
    (global.set $log
      (i32.add (i32.mul (global.get $log) (i32.const 31)) (local.get $x))))
  ;; Gives 2 numbers, and is freed or resumed in handlers.
  (func $other (param $x i32) (result i32)
    (local $exception exnref)
    (local.set $exception
      (block $caught (result exnref)
        (try_table (catch_all_ref $caught)
          (drop (call $fiber_yield (i32.const 100)))
          (drop (call $fiber_yield (i32.const 101)))
          (return (i32.const 102)))
        (unreachable)))
    (call $note (i32.const 1))
    (throw_ref (local.get $exception)))
  (func $use_other (param $turns i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 2)))
    (loop $next
      (call $note
        (call $fiber_resume
          (local.get $fiber) (i32.const 0) (i32.const 8)))
      (br_if $next
        (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))
    (call $fiber_free (local.get $fiber)))
  ;; No handler.
  (func $without (param $depth i32) (param $kind i32) (result i32)
    (i32.add (call $descend (local.get $depth) (local.get $kind)) (i32.const 1)))
  ;; A handler for something else.
  (func $other_tag (param $depth i32) (param $kind i32) (result i32)
    (block $caught (result i32)
      (try_table (result i32) (catch $thrown $caught)
        (call $descend (local.get $depth) (local.get $kind)))))
  (func $cleanup (param $depth i32) (param $kind i32) (result i32)
    (local $exception exnref) (local $result i32)
    (local.set $exception
      (block $caught (result exnref)
        (try_table (catch_all_ref $caught)
          (local.set $result
            (call $descend (local.get $depth) (local.get $kind)))
          (call $note (local.get $depth)))
        (return (local.get $result))))
    (call $note (i32.add (local.get $depth) (i32.const 1000)))
    (call $use_other
      (i32.add (i32.const 1) (i32.rem_u (local.get $depth) (i32.const 3))))
    (throw_ref (local.get $exception)))
  ;; Waits in a handler, with the reference, and with one around.
  (func $in_handler (param $depth i32) (param $kind i32) (result i32)
    (local $exception exnref) (local $result i32)
    (block $outer
      (local.set $exception
        (block $caught (result exnref)
          (try_table (catch_all_ref $caught)
            (throw $thrown (i32.const 5)))))
      (local.set $result (call $descend (local.get $depth) (local.get $kind)))
      (try_table (catch_all $outer)
        (throw_ref (local.get $exception))))
    (local.get $result))
  (func $descend (param $depth i32) (param $kind i32) (result i32)
    (if (i32.eqz (local.get $depth))
      (then
        (return (call $fiber_yield (local.get $kind)))))
    (local.set $depth (i32.sub (local.get $depth) (i32.const 1)))
    (block $0
      (block $1
        (block $2
          (block $3
            (br_table $0 $1 $2 $3
              (i32.and
                (i32.shr_u (local.get $kind)
                  (i32.and (i32.mul (local.get $depth) (i32.const 2))
                           (i32.const 15)))
                (i32.const 3))))
          (return (call $in_handler (local.get $depth) (local.get $kind))))
        (return (call $cleanup (local.get $depth) (local.get $kind))))
      (return (call $other_tag (local.get $depth) (local.get $kind))))
    (call $without (local.get $depth) (local.get $kind)))
  (func $entry (param $kind i32) (result i32)
    (call $descend
      (i32.and (local.get $kind) (i32.const 31)) (local.get $kind)))
  (func $round
    (local $kind i32) (local $fiber i32)
    (loop $next
      (local.set $fiber (call $fiber_alloc (i32.const 1)))
      (call $note
        (call $fiber_resume
          (local.get $fiber) (local.get $kind) (i32.const 8)))
      ;; Every fifth goes on to the end.
      (if (i32.eqz (i32.rem_u (local.get $kind) (i32.const 5)))
        (then
          (call $note
            (call $fiber_resume
              (local.get $fiber) (i32.const 3) (i32.const 8)))))
      (call $fiber_free (local.get $fiber))
      (call $note (i32.const 17))
      (br_if $next
        (i32.lt_u
          (local.tee $kind (i32.add (local.get $kind) (i32.const 997)))
          (i32.const 65536)))))
  (func $main (export "main") (result i32)
    (local $pages i32)
    (global.set $log (i32.const 0))
    (call $round)
    (local.set $pages (memory.size))
    (call $round)
    (if (i32.ne (memory.size) (local.get $pages)) (then (return (i32.const -2))))
    (global.get $log)
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 652856064)) (then (unreachable)))
  )
)
