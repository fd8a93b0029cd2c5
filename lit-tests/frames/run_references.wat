;; References that are live while a function waits: of each kind and type, in variables, as
;; values that are computed and not used yet, as arguments and results, also several; sent by
;; branches that test them, in loops, and in functions that keep others at each point. The fibers
;; are freed after each number of turns, too. Asyncify has no references, nor has Node 20
;; those of garbage collection.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 %s | FileCheck %s

;; CHECK: note result: main => 653165716
(module
  (type $pair (struct (field (mut i32)) (field (ref null $pair))))
  (type $bytes (array (mut i8)))
  (type $fn (func (param i64) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 8 8 funcref)
  (elem (i32.const 1) $variables $operands $calls $branches $loops $both)
  (elem declare func $twice $thrice)
  (table $externs 4 externref)
  (func $twice (type $fn) (i32.mul (i32.wrap_i64 (local.get 0)) (i32.const 2)))
  (func $thrice (type $fn) (i32.mul (i32.wrap_i64 (local.get 0)) (i32.const 3)))
  (func $extern (param i32) (result externref)
    (extern.convert_any (struct.new $pair (local.get 0) (ref.null $pair))))
  (func $int (param externref) (result i32)
    (struct.get $pair 0
      (ref.cast (ref $pair) (any.convert_extern (local.get 0)))))
  (func $yield (param i32) (drop (call $fiber_yield (local.get 0))))

  ;; Each kind in a variable.
  (func $variables (param $x i32) (result i32)
    (local $e externref) (local $f funcref) (local $t (ref null $fn))
    (local $n (ref $pair)) (local $i i31ref) (local $a (ref null $bytes))
    (local $any anyref) (local $none externref)
    (local.set $e (call $extern (i32.const 1)))
    (local.set $f (ref.func $twice))
    (local.set $t (ref.func $thrice))
    (local.set $n (struct.new $pair (i32.const 10) (ref.null $pair)))
    (local.set $i (ref.i31 (i32.const -7)))
    (local.set $a (array.new $bytes (i32.const 9) (i32.const 3)))
    (local.set $any (local.get $n))
    (call $yield (i32.const 5))
    (struct.set $pair 0 (local.get $n) (i32.const 20))
    (call $yield (i32.const 6))
    (i32.add (call $int (local.get $e))
     (i32.add (call_ref $fn (i64.const 100) (ref.cast (ref $fn) (local.get $f)))
      (i32.add (call_ref $fn (i64.const 1000) (local.get $t))
       (i32.add (struct.get $pair 0 (ref.cast (ref $pair) (local.get $any)))
        (i32.add (i31.get_s (local.get $i))
         (i32.add (array.len (local.get $a))
          (i32.add (ref.eq (local.get $n) (ref.cast eqref (local.get $any)))
           (ref.is_null (local.get $none))))))))))

  ;; Values that are computed, and not used yet.
  (func $sum (param externref i32 (ref $pair) i32) (result i32)
    (i32.add (i32.add (call $int (local.get 0)) (local.get 1))
      (i32.add (struct.get $pair 0 (local.get 2)) (local.get 3))))
  (func $operands (param $x i32) (result i32)
    (call $sum
      (call $extern (i32.const 3))
      (call $fiber_yield (i32.const 1))
      (struct.new $pair (i32.const 30) (ref.null $pair))
      (call $fiber_yield (i32.const 2))))

  ;; Arguments and results.
  (func $pass (param $e externref) (param $n (ref $pair)) (param $depth i32)
      (result externref (ref null $pair) i32)
    (if (i32.eqz (local.get $depth))
      (then
        (call $yield (i32.const 7))
        (return (local.get $e) (local.get $n) (i32.const 4))))
    (call $pass (local.get $e) (local.get $n)
      (i32.sub (local.get $depth) (i32.const 1))))
  (func $one (param $n (ref $pair)) (result (ref null $pair))
    (call $yield (i32.const 8))
    (struct.new $pair
      (i32.add (struct.get $pair 0 (local.get $n)) (i32.const 1))
      (local.get $n)))
  (func $calls (param $x i32) (result i32)
    (local $n (ref null $pair)) (local $e externref) (local $i i32)
    (call $pass (call $extern (i32.const 2))
      (struct.new $pair (i32.const 40) (ref.null $pair)) (i32.const 3))
    (local.set $i) (local.set $n) (local.set $e)
    (local.set $n (call $one (ref.as_non_null (local.get $n))))
    (i32.add (local.get $i)
      (i32.add (call $int (local.get $e))
        (i32.add (struct.get $pair 0 (local.get $n))
          (struct.get $pair 0 (struct.get $pair 1 (local.get $n)))))))

  (func $branches (param $x i32) (result i32)
    (local $any anyref) (local $r i32)
    (local.set $any (struct.new $pair (i32.const 50) (ref.null $pair)))
    (block $null
      (block $is (result (ref $pair))
        (call $yield (i32.const 9))
        (drop (br_on_cast $is anyref (ref $pair) (local.get $any)))
        (unreachable))
      (local.set $r (struct.get $pair 0))
      (drop (br_on_null $null (struct.get $pair 1
        (struct.new $pair (i32.const 1) (ref.null $pair)))))
      (unreachable))
    (block $not (result anyref)
      (drop (br_on_cast_fail $not anyref (ref i31) (local.get $any)))
      (unreachable))
    (drop)
    (block $some (result (ref any))
      (br_on_non_null $some (local.get $any))
      (unreachable))
    (drop)
    (call $yield (i32.const 3))
    (local.get $r))

  ;; In a loop, with another one at each turn.
  (func $loops (param $x i32) (result i32)
    (local $list (ref null $pair)) (local $i i32) (local $sum i32)
    (loop $next
      (local.set $list (struct.new $pair (local.get $i) (local.get $list)))
      (call $yield (local.get $i))
      (br_if $next
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 5))))
    (loop $add
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 10))
        (struct.get $pair 0 (local.get $list))))
      (call $yield (i32.const 1))
      (br_if $add (i32.eqz (ref.is_null
        (local.tee $list (struct.get $pair 1 (local.get $list)))))))
    (local.get $sum))

  ;; References that are live at some points, and others at others.
  (func $both (param $x i32) (result i32)
    (local $a externref) (local $b externref) (local $sum i32)
    (local.set $a (call $extern (i32.const 1)))
    (call $yield (i32.const 1))
    (local.set $sum (call $int (local.get $a)))
    (call $yield (i32.const 1))
    (local.set $b (call $extern (i32.const 2)))
    (call $yield (i32.const 1))
    (local.set $a (call $extern (i32.const 4)))
    (call $yield (i32.const 1))
    (i32.add (local.get $sum)
      (i32.add (call $int (local.get $a)) (call $int (local.get $b)))))

  ;; What the entry returns, after so many turns, or none if it is freed before.
  (func $run (param $entry i32) (param $turns i32) (result i32)
    (local $fiber i32) (local $value i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (local.get $entry)))
    (loop $next
      (local.set $value
        (call $fiber_resume (local.get $fiber) (i32.const 11) (i32.const 8)))
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3)) (local.get $value)))
      (br_if $next
        (i32.and (i32.eq (i32.load (i32.const 8)) (i32.const 1))
        (i32.ne (i32.const 0) (local.tee $turns (i32.sub (local.get $turns) (i32.const 1)))))))
    (call $fiber_free (local.get $fiber))
    (local.get $sum))
  (func $main (export "main") (result i32)
    (local $sum i32) (local $i i32) (local $turns i32)
    (loop $next
      (local.set $turns (i32.const 0))
      (loop $more
        (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31))
          (call $run (i32.add (i32.const 1) (i32.rem_u (local.get $i) (i32.const 6)))
            (i32.add (local.get $turns) (i32.const 1)))))
        (br_if $more (i32.lt_u (local.tee $turns (i32.add (local.get $turns) (i32.const 1))) (i32.const 12))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 60))))
    (local.get $sum))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 653165716))
      (then (unreachable)))))
