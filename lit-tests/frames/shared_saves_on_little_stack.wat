;; A form with a shared save counts as much of the engine's stack as it is told to have
;; left by an ordinary function that resumes a fiber on the stack's last part: less, and
;; it would make room for ever.
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:frames,inline:no -o %t.wasm
;; RUN: %run-wasm --no-flags wasmtime %t.wasm
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $run_tree $descend)
  (func $tree (param $height i32) (param $a i32) (param $b i32) (result i32)
    (local $c i32) (local $d i32) (local $e i32) (local $f i32)
    (if (i32.eqz (local.get $height))
      (then
        (return
          (call $fiber_yield (i32.xor (local.get $a) (local.get $b))))))
    (local.set $height (i32.sub (local.get $height) (i32.const 1)))
    (local.set $c
      (call $tree (local.get $height)
        (i32.mul (local.get $a) (i32.const 3))
        (i32.add (local.get $b) (i32.const 1))))
    (local.set $d
      (call $tree (local.get $height)
        (i32.add (local.get $c) (local.get $b)) (local.get $a)))
    (local.set $e
      (call $tree (local.get $height)
        (i32.add (local.get $c) (local.get $d)) (local.get $b)))
    (local.set $f
      (call $tree (local.get $height)
        (i32.add (local.get $e) (local.get $d)) (local.get $c)))
    (i32.add
      (i32.mul (local.get $a) (local.get $c))
      (i32.add
        (i32.mul (local.get $b) (local.get $d))
        (i32.add
          (i32.mul (local.get $c) (local.get $e))
          (i32.mul (local.get $d) (local.get $f))))))
  (func $run_tree (param $x i32) (result i32)
    (call $tree (i32.const 2) (local.get $x) (i32.const 3)))
  ;; As far as the pass can see, it calls itself through another table, so that it has
  ;; no forms.
  (table $other 1 1 funcref)
  (elem (table $other) (i32.const 0) func $stay)
  (func $stay (result i32)
    (local $fiber i32) (local $i i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (if (i32.eq (local.get $i) (i32.const -1))
        (then
          (return (call_indirect $other (result i32) (i32.const 0)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $fiber_resume
            (local.get $fiber) (local.get $i) (i32.const 16))))
      (br_if $next (i32.eq (i32.load (i32.const 16)) (i32.const 1))))
    (call $fiber_free (local.get $fiber))
    (local.get $sum))
  (func $descend (param $depth i32) (result i32)
    (if (i32.eq (local.get $depth) (i32.const -1))
      (then (return (call $fiber_yield (i32.const 1)))))
    (if (i32.eqz (local.get $depth))
      (then (return (call $stay))))
    (i32.add
      (call $descend (i32.sub (local.get $depth) (i32.const 1)))
      (i32.const 1)))
  (func $run (param $depth i32) (result i32)
    (local $fiber i32) (local $result i32)
    (local.set $fiber (call $fiber_alloc (i32.const 2)))
    (local.set $result
      (call $fiber_resume
        (local.get $fiber) (local.get $depth) (i32.const 20)))
    (call $fiber_free (local.get $fiber))
    (i32.sub (local.get $result) (local.get $depth)))
  (func $main (result i32)
    (local $depth i32) (local $sum i32)
    (loop $next
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $run (local.get $depth))))
      (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $depth) (i32.const 2500))))
    (local.get $sum))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const -1352747264)) (then (unreachable))))
)
