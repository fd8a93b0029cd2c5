;; Calls by reference that may yield: direct ones, in tail calls, of subtypes, of functions that
;; have no forms, of fiber_yield itself and of imports; through tables other than the function table,
;; of which one is changed while the program runs; the same functions outside of any fiber, in a
;; function that never yields, and in a recursion for which room is made.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 %s | FileCheck %s

;; CHECK: note result: main => 1232488250
(module
  (type $unary (sub (func (param i32) (result i32))))
  (type $special (sub $unary (func (param i32) (result i32))))
  (type $both (func (param i64 f64) (result i64 f64)))
  (type $walk (func (param i32 (ref null $walk)) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table $functions 8 8 funcref)
  (elem (table $functions) (i32.const 1) func
    $references $tables $tails $recursion $outside)
  (table $own 4 (ref null $unary))
  (elem $known (table $own) (i32.const 0) (ref null $unary)
    (ref.func $plus) (ref.func $yields) (ref.func $special))
  (table $changed 2 funcref)
  (elem declare func $two $walk $inner $last)
  (global $callee (mut (ref null $unary)) (ref.func $yields))

  ;; What is called.
  (func $plus (type $unary) (i32.add (local.get 0) (i32.const 1)))
  (func $yields (type $unary)
    (i32.add (call $fiber_yield (local.get 0)) (i32.const 10)))
  (func $special (type $special)
    (i32.mul (call $fiber_yield (i32.mul (local.get 0) (i32.const 2))) (i32.const 3)))
  (func $two (type $both)
    (drop (call $fiber_yield (i32.wrap_i64 (local.get 0))))
    (i64.add (local.get 0) (i64.const 5))
    (f64.mul (local.get 1) (f64.const 0.5)))

  ;; Of references in a global, a table, and made where they are used.
  (func $references (param $x i32) (result i32)
    (local $long i64) (local $double f64)
    (local.set $x (call_ref $unary (local.get $x) (global.get $callee)))
    (local.set $x (call_ref $unary (local.get $x) (table.get $own (i32.const 0))))
    (local.set $x (call_ref $special (local.get $x) (ref.func $special)))
    (local.set $x (call_ref $unary (local.get $x)
      (select (result (ref null $unary)) (ref.func $special) (ref.func $plus)
        (i32.and (local.get $x) (i32.const 1)))))
    (call_ref $both (i64.const 7) (f64.const 3) (ref.func $two))
    (local.set $double) (local.set $long)
    (i32.add (local.get $x)
      (i32.add (i32.wrap_i64 (local.get $long)) (i32.trunc_f64_s (local.get $double)))))

  ;; Through tables: one that nothing changes, and one that the program does.
  (func $tables (param $x i32) (result i32)
    (local $i i32)
    (loop $next
      (local.set $x (call_indirect $own (type $unary) (local.get $x) (local.get $i)))
      (table.set $changed (i32.and (local.get $i) (i32.const 1))
        (table.get $own (local.get $i)))
      (local.set $x (call_indirect $changed (type $unary) (local.get $x)
        (i32.and (local.get $i) (i32.const 1))))
      (br_if $next (i32.lt_u
        (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
    (local.get $x))

  ;; Tail calls, many of them.
  (func $inner (type $walk)
    (if (i32.eqz (local.get 0))
      (then (return_call_ref $unary (i32.const 77) (ref.func $yields))))
    (return_call_ref $walk
      (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 1)))
  (func $tails (param $x i32) (result i32)
    (call_ref $walk (i32.const 40) (ref.func $inner) (ref.func $inner)))

  ;; So deep that there is no room on the engine's stack.
  (func $walk (type $walk)
    (if (i32.eqz (local.get 0))
      (then (return (call_ref $unary (i32.const 1) (global.get $callee)))))
    (i32.add (i32.const 1)
      (call_ref $walk
        (i32.sub (local.get 0) (i32.const 1)) (local.get 1) (local.get 1))))
  (func $recursion (param $x i32) (result i32)
    (call_ref $walk (i32.const 40) (ref.func $walk) (ref.func $walk)))

  ;; A fiber in a fiber, whose function is called by reference, and calls by reference.
  (func $last (type $unary) (call $run (local.get 0)))
  (func $outside (param $x i32) (result i32)
    (i32.add (call_ref $unary (i32.const 2) (ref.func $last))
      (call_ref $unary (i32.const 3) (global.get $callee))))

  ;; Runs a fiber to its end, and adds what it yields.
  (func $run (param $entry i32) (result i32)
    (local $fiber i32) (local $sum i32) (local $value i32)
    (local.set $fiber (call $fiber_alloc (local.get $entry)))
    (local.set $value (i32.const 1))
    (loop $next
      (local.set $value
        (call $fiber_resume (local.get $fiber) (local.get $value) (i32.const 8)))
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (local.get $value)))
      ;; FIBER_YIELD
      (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (call $fiber_free (local.get $fiber))
    (local.get $sum))
  (func $main (export "main") (result i32)
    (local $i i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 7))
        (call $run (local.tee $i (i32.add (local.get $i) (i32.const 1))))))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 5))))
    ;; Outside of any fiber.
    (i32.add (local.get $sum)
      (call_ref $unary (i32.const 1) (table.get $own (i32.const 0)))))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 1232488250))
      (then (unreachable)))))
