;; Functions that yield return references that can't be null, of each kind that has a value
;; before the program runs, also several at once, and one in a structure in a structure; through
;; tables, by reference, in tail calls from a try_table with such parameters, and in a recursion.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 %s | FileCheck %s

;; CHECK: note result: main => 167
(module
  (type $box (sub (struct (field (mut i32)))))
  (type $pair (struct (field (ref $box)) (field (ref i31)) (field i8) (field funcref)))
  (type $words (array (ref $box)))
  (type $number (func (result i32)))
  (type $make (func (param i32) (result (ref $box))))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (tag $tag (param i32))
  (table $functions 3 3 funcref)
  (elem (table $functions) (i32.const 1) func $entry $box)
  (table $makers 1 1 (ref null $make))
  (elem (table $makers) (i32.const 0) (ref null $make) (ref.func $box))
  (elem declare func $ten)
  (func $ten (type $number) (i32.const 10))

  (func $box (type $make) (param $x i32) (result (ref $box))
    (struct.new $box (call $fiber_yield (local.get $x))))
  (func $pair (param $x i32) (result (ref $pair))
    (struct.new $pair
      (call $box (local.get $x)) (ref.i31 (call $fiber_yield (i32.const 1)))
      (i32.const 3) (ref.null func)))
  (func $words (param $x i32) (result (ref $words))
    (array.new_fixed $words 2 (call $box (local.get $x)) (call $box (local.get $x))))
  (func $number (param $x i32) (result (ref $number))
    (drop (call $fiber_yield (local.get $x)))
    (ref.func $ten))
  (func $func (param $x i32) (result (ref func))
    (call $number (local.get $x)))
  (func $i31 (param $x i32) (result (ref i31))
    (ref.i31 (call $fiber_yield (local.get $x))))
  (func $extern (param $x i32) (result (ref extern))
    (extern.convert_any (call $i31 (local.get $x))))
  (func $any (param $x i32) (result (ref any))
    (any.convert_extern (call $extern (local.get $x))))
  (func $eq (param $x i32) (result (ref eq))
    (ref.cast (ref eq) (call $any (local.get $x))))
  (func $struct (param $x i32) (result (ref struct))
    (call $box (local.get $x)))
  (func $array (param $x i32) (result (ref array))
    (call $words (local.get $x)))
  (func $several (param $x i32) (result i32 (ref $box) (ref null $box) (ref i31))
    (call $fiber_yield (local.get $x))
    (call $box (local.get $x))
    (ref.null $box)
    (call $i31 (local.get $x)))

  ;; A tail call in a try_table takes a body.
  (func $tail (param $box (ref $box)) (param $x i32) (result (ref $box))
    (block $caught (result i32)
      (try_table (catch $tag $caught)
        (if (i32.and (call $fiber_yield (local.get $x)) (i32.const 1))
          (then (throw $tag (i32.const 1))))
        (struct.set $box 0 (local.get $box)
          (i32.add (struct.get $box 0 (local.get $box)) (i32.const 1)))
        (return_call $box (struct.get $box 0 (local.get $box))))
      (unreachable))
    (drop)
    (struct.set $box 0 (local.get $box) (call $fiber_yield (i32.const 9)))
    (local.get $box))
  (func $deep (param $box (ref $box)) (param $calls i32) (result (ref $box))
    (if (i32.eqz (local.get $calls))
      (then (return (call $box (i32.const 8)))))
    (struct.set $box 0 (local.get $box)
      (i32.add (struct.get $box 0 (local.get $box))
        (struct.get $box 0
          (call $deep (local.get $box) (i32.sub (local.get $calls) (i32.const 1))))))
    (local.get $box))

  (func $entry (param $x i32) (result i32)
    (local $sum i32) (local $box (ref null $box))
    (local.set $sum (struct.get $box 0 (struct.get $pair 0 (call $pair (i32.const 2)))))
    (local.set $sum
      (i32.add (local.get $sum)
        (struct.get $box 0
          (array.get $words (call $words (i32.const 2)) (i32.const 1)))))
    (local.set $sum
      (i32.add (local.get $sum)
        (call_ref $number (ref.cast (ref $number) (call $func (i32.const 4))))))
    (local.set $sum
      (i32.add (local.get $sum)
        (i31.get_s (ref.cast (ref i31) (call $eq (i32.const 4))))))
    (local.set $sum
      (i32.add (local.get $sum)
        (i32.add (ref.test (ref $box) (call $struct (i32.const 4)))
          (array.len (call $array (i32.const 4))))))
    (call $several (i32.const 6))
    (i31.get_s)
    (local.set $x)
    (drop)
    (local.set $box)
    (local.set $sum (i32.add (local.get $sum)))
    (local.set $sum
      (i32.add (local.get $sum)
        (i32.add (local.get $x) (struct.get $box 0 (local.get $box)))))
    (local.set $sum
      (i32.add (local.get $sum)
        (struct.get $box 0
          (call_indirect $functions (type $make) (i32.const 7) (i32.const 2)))))
    (local.set $sum
      (i32.add (local.get $sum)
        (struct.get $box 0
          (call_indirect $makers (type $make) (i32.const 7) (i32.const 0)))))
    (local.set $sum
      (i32.add (local.get $sum)
        (struct.get $box 0 (call_ref $make (i32.const 7) (ref.func $box)))))
    (local.set $sum
      (i32.add (local.get $sum)
        (struct.get $box 0 (call $tail (struct.new $box (i32.const 5)) (i32.const 7)))))
    (local.set $sum
      (i32.add (local.get $sum)
        (struct.get $box 0 (call $tail (struct.new $box (i32.const 5)) (i32.const 7)))))
    (i32.add (local.get $sum)
      (struct.get $box 0
        (call $deep (struct.new $box (i32.const 1)) (i32.const 12)))))
  ;; It is resumed with 1, 2, 3 and so on.
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $value i32) (local $round i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $value
        (call $fiber_resume (local.get $fiber) (local.get $round) (i32.const 8)))
      (local.set $round (i32.add (local.get $round) (i32.const 1)))
      (br_if $next (i32.load (i32.const 8))))
    (local.get $value))
  (func (export "_start")
    (if (i32.eqz (call $main))
      (then (unreachable)))))
