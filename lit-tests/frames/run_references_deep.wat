;; Calls with references as arguments nest deeper than the engine's stack bears, so that some are
;; made from a frame that has these. At the bottom, an exception drops half of what waits, and
;; is caught; the rest returns, or is freed. The tables have no more references afterwards.
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:frames -o %t.wasm
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:frames,inline:no,optimize:size -O2 -o %t.bodies.wasm
;; RUN: %run-wasm --no-flags wasmtime %t.wasm
;; RUN: %run-wasm --no-flags wasmtime %t.bodies.wasm
;; RUN: %run-wasm --no-flags deno %t.wasm
;; RUN: %run-wasm --no-flags node26 %t.bodies.wasm

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (type $box (struct (field i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (tag $bottom)
  ;; Adds one for each call, and what the box of the call has, which is 1.
  (func $descend (param $depth i32) (param $box (ref $box)) (param $e externref)
      (param $f funcref) (result i32)
    (if (i32.eqz (local.get $depth))
      (then
        (drop (call $fiber_yield (i32.const 1)))
        (throw $bottom)))
    (if (i32.eq (local.get $depth) (i32.const 10000))
      (then
        (block $caught
          (try_table (catch $bottom $caught)
            (return
              (call $go_on (local.get $depth) (local.get $box) (local.get $e)
                (local.get $f)))))
        (drop (call $fiber_yield (i32.const 2)))
        (return (i32.const 20))))
    (call $go_on (local.get $depth) (local.get $box) (local.get $e)
      (local.get $f)))
  (func $go_on (param $depth i32) (param $box (ref $box)) (param $e externref)
      (param $f funcref) (result i32)
    (i32.add
      (call $descend (i32.sub (local.get $depth) (i32.const 1))
        (struct.new $box (i32.const 1)) (local.get $e) (local.get $f))
      (i32.add
        (struct.get $box 0 (local.get $box))
        (i32.eqz (i32.or (ref.is_null (local.get $e))
                         (ref.is_null (local.get $f)))))))
  (func $entry (param $x i32) (result i32)
    (call $descend (i32.const 30000) (struct.new $box (i32.const 1))
      (extern.convert_any (ref.i31 (i32.const 1))) (ref.func $entry)))
  (func $main (export "main") (result i32)
    (local $fiber i32)
    (local $turn i32)
    (local $last i32)
    (loop $next
      (local.set $fiber (call $fiber_alloc (i32.const 1)))
      (local.set $last
        (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8)))
      (if (i32.rem_u (local.get $turn) (i32.const 3))
        (then
          (local.set $last
            (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8)))
          (if (i32.eq (i32.rem_u (local.get $turn) (i32.const 3)) (i32.const 2))
            (then
              (local.set $last
                (call $fiber_resume
                  (local.get $fiber) (i32.const 0) (i32.const 8)))))))
      (call $fiber_free (local.get $fiber))
      (br_if $next
        (i32.lt_u (local.tee $turn (i32.add (local.get $turn) (i32.const 1)))
                  (i32.const 6))))
    (local.get $last))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 40020))
      (then (unreachable)))))
