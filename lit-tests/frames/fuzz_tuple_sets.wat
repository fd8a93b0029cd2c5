;; What a fuzzer found: results that are made of those of a call. While the pass optimizes what
;; it makes, both were in one tuple, whose parts Binaryen's tuple-optimization sets one by one
;; (frames/TupleSets.h).
;; RUN: wasm-opt %s -all --disable-custom-descriptors -o %t.native.wasm --lower-fibers=tier:native
;; RUN: wasm-opt %s -all --disable-custom-descriptors -g -o %t.clean.wasm --vacuum
;; RUN: wasm-opt %t.clean.wasm -all --disable-custom-descriptors -o %t.wasm \
;; RUN:   --lower-fibers=tier:frames,optimize:size -O1
;; RUN: %run-wasm binaryen %t.native.wasm > %t.txt
;; RUN: %run-wasm binaryen %t.wasm >> %t.txt
;; RUN: FileCheck %s < %t.txt

;; CHECK: note result: p604815 => [[RESULT:-?[0-9]+]]
;; CHECK: comparing p604815
;; CHECK: note result: p604815 => [[RESULT]]
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  
  (memory (export "memory") 1)
  (global $checksum (mut i64) (i64.const 0))
  (global $steps (mut i32) (i32.const 0))
  (global $on_fiber (mut i32) (i32.const 0))
  (global $i32 (mut i32) (i32.const 3))
  (global $i64 (mut i64) (i64.const 4))
  (global $f32 (mut f32) (f32.const 5))
  (global $f64 (mut f64) (f64.const 6))
  (global $v128 (mut v128) (v128.const i64x2 7 8))
  (func $start (param $seed i64) (param $steps i32)
    (global.set $checksum (local.get $seed))
    (global.set $steps (local.get $steps))
    (global.set $on_fiber (i32.const 0))
    (global.set $i32 (i32.const 3))
    (global.set $i64 (i64.const 4))
    (global.set $f32 (f32.const 5))
    (global.set $f64 (f64.const 6))
    (global.set $v128 (v128.const i64x2 7 8))
    (memory.fill (i32.const 1024) (i32.const 0) (i32.const 80)) (global.set $externref (ref.null extern)) (global.set $externref! (extern.convert_any (ref.i31 (i32.const 5)))) (global.set $anyref (ref.null any)) (global.set $i31ref (ref.null i31)) (global.set $cell (ref.null $cell)) (global.set $cell! (struct.new $cell (i32.const 0) (ref.null any))) (global.set $array (ref.null $array)) (global.set $array! (array.new_fixed $array 2 (i32.const 0) (i32.const 0))) (global.set $funcref (ref.null func)) (global.set $number (ref.null $number)) (global.set $number! (ref.func $number_0)) (global.set $exnref (ref.null exn)) (table.fill $externref (i32.const 0) (ref.null extern) (i32.const 8)) (table.fill $anyref (i32.const 0) (ref.null any) (i32.const 8)) (table.fill $i31ref (i32.const 0) (ref.null i31) (i32.const 8)) (table.fill $cell (i32.const 0) (ref.null $cell) (i32.const 8)) (table.fill $array (i32.const 0) (ref.null $array) (i32.const 8)) (table.fill $funcref (i32.const 0) (ref.null func) (i32.const 8)) (table.fill $number (i32.const 0) (ref.null $number) (i32.const 8)) (table.fill $exnref (i32.const 0) (ref.null exn) (i32.const 8)))
  (func $mix_i64 (param $value i64)
    (global.set $checksum
      (i64.mul
        (i64.xor (global.get $checksum) (local.get $value))
        (i64.const 0x9e3779b97f4a7c15)))
    (global.set $checksum
      (i64.xor
        (global.get $checksum)
        (i64.shr_u (global.get $checksum) (i64.const 29)))))
  (func $mix_i32 (param $value i32)
    (call $mix_i64 (i64.extend_i32_u (local.get $value))))
  (func $mix_f64 (param $value f64)
    (call $mix_i64
      (select
        (i64.reinterpret_f64 (local.get $value))
        (i64.const 1)
        (f64.eq (local.get $value) (local.get $value)))))
  (func $mix_f32 (param $value f32)
    (call $mix_f64 (f64.promote_f32 (local.get $value))))
  (func $mix_v128 (param $value v128)
    (call $mix_i64 (i64x2.extract_lane 0 (local.get $value)))
    (call $mix_i64 (i64x2.extract_lane 1 (local.get $value))))
  (func $more (param $cost i32) (result i32)
    (global.set $steps (i32.sub (global.get $steps) (local.get $cost)))
    (i32.gt_s (global.get $steps) (i32.const 0)))
  (func $yield (param $value i32) (result i32)
    (call $mix_i32 (local.get $value))
    (call $fiber_yield (local.get $value)))
  (func $maybe_yield (param $value i32) (result i32)
    (if (result i32) (global.get $on_fiber)
      (then (call $yield (local.get $value)))
      (else (i32.mul (local.get $value) (i32.const 3)))))
  (func $resume (param $fiber i32) (param $value i32) (result i32)
    (local $saved i32)
    (local.set $saved (global.get $on_fiber))
    (global.set $on_fiber (i32.const 1))
    (local.set $value
      (call $try_resume (local.get $fiber) (local.get $value)))
    (global.set $on_fiber (local.get $saved))
    (call $mix_i32 (i32.load (i32.const 16)))
    (call $mix_i32 (local.get $value))
    (local.get $value))
  (type $cell (struct (field (mut i32)) (field (mut anyref))))
  (type $array (array (mut i32)))
  (type $number (sub (func (result i32))))
  (elem declare func $number_0 $number_1 $number_2)
  (func $number_0 (type $number) (result i32)
    (i32.const 10))
  (func $number_1 (type $number) (result i32)
    (global.get $i32))
  (func $number_2 (type $number) (result i32)
    (call $maybe_yield (i32.const 12)))
  (func $mix_anyref (param $value anyref)
    (if (ref.is_null (local.get $value))
      (then (call $mix_i32 (i32.const 100)) (return)))
    (block $other (result anyref)
      (call $mix_i32
        (i31.get_s (br_on_cast_fail $other anyref (ref i31) (local.get $value))))
      (return))
    (drop)
    (block $other (result anyref)
      (call $mix_cell
        (br_on_cast_fail $other anyref (ref $cell) (local.get $value)))
      (return))
    (drop)
    (block $other (result anyref)
      (call $mix_array
        (br_on_cast_fail $other anyref (ref $array) (local.get $value)))
      (return))
    (drop)
    (call $mix_i32 (i32.const 101)))
  (func $mix_externref (param $value externref)
    (call $mix_anyref (any.convert_extern (local.get $value))))
  (func $mix_i31ref (param $value i31ref)
    (call $mix_anyref (local.get $value)))
  (func $mix_cell (param $value (ref null $cell))
    (block $null
      (call $mix_i32 (struct.get $cell 0 (br_on_null $null (local.get $value))))
      (call $mix_i32
        (ref.is_null (struct.get $cell 1 (br_on_null $null (local.get $value)))))
      (return))
    (call $mix_i32 (i32.const 102)))
  (func $mix_array (param $value (ref null $array))
    (block $null
      (call $mix_i32 (array.len (br_on_null $null (local.get $value))))
      (call $mix_i32
        (array.get $array (br_on_null $null (local.get $value)) (i32.const 1)))
      (return))
    (call $mix_i32 (i32.const 103)))
  (func $mix_funcref (param $value funcref)
    (local $saved i32)
    (local.set $saved (global.get $on_fiber))
    (global.set $on_fiber (i32.const 0))
    (block $end
      (block $other (result funcref)
        (call $mix_i32
          (call_ref $number
            (br_on_cast_fail $other funcref (ref $number) (local.get $value))))
        (br $end))
      (call $mix_i32 (i32.add (ref.is_null) (i32.const 104))))
    (global.set $on_fiber (local.get $saved)))
  (func $mix_number (param $value (ref null $number))
    (call $mix_funcref (local.get $value)))
  (func $mix_exnref (param $value exnref)
    (block $null
      (block $caught (result i32)
        (try_table (catch $thrown $caught)
          (throw_ref (br_on_null $null (local.get $value))))
        (unreachable))
      (call $mix_i32)
      (return))
    (call $mix_i32 (i32.const 106)))
  (tag $thrown (param i32))
  (func $try_resume (param $fiber i32) (param $value i32) (result i32)
    (block $thrown (result i32)
      (try_table (catch $thrown $thrown)
        (return
          (call $fiber_resume
            (local.get $fiber) (local.get $value) (i32.const 16))))
      (unreachable))
    (i32.store (i32.const 16) (i32.const 77)))

  (func $p604815f2 (param $a0 externref) (param $a1 i32) (param $a2 funcref) (param $a3 exnref) (result (ref null $number)) (result i32) (result (ref $number))
    (local $v9 i31ref)
    (local $v13 (ref $array))
    (local $v15 (ref null $number))
    (local $v46 (ref $number))
    (local $v52 (ref $number))
  
  
    (if (i32.eqz (call $more (i32.const 3))) (then (ref.null $number) (i32.const 0) (ref.func $number_0) return))
    (block $b29 (result (ref $array) i31ref (ref $number)) 
    (array.new_fixed $array 2 (i32.const 0) (i32.const 0)) (ref.null i31) (select (result (ref $number)) (ref.func $number_0) (block (result (ref $number)) (call $p604815f2 (ref.null extern) (i32.const 0) (ref.null func) (ref.null exn) ) local.set $v46 drop local.set $v15 local.get $v46) (call $maybe_yield (i32.const 0))) ) local.set $v46 local.set $v9 local.set $v13
    (ref.func $number_0) (i32.const 0) (block (result (ref $number)) (call $p604815f2 (ref.null extern) (i32.const 0) (ref.null func) (ref.null exn) ) local.set $v52 drop drop local.get $v52) 
  )
  (func $p604815e0 (param $a0 i32) (result i32)
    (local $v16 (ref $number))
    (local $v28 (ref null $number))
  
  
    (block $b20
      (local.set $v16 (br_on_null $b20 (block (result (ref null $number)) (call $p604815f2 (ref.null extern) (i32.const 0) (ref.null func) (ref.null exn) ) drop drop local.set $v28 local.get $v28)))
    )
    (i32.const 0) 
  )
  (func $p604815run (export "p604815") (result i64)
    (local $f0 i32)
  
  
    (call $start (i64.const 604815) (i32.const 236))
    (local.set $f0 (call $fiber_alloc (i32.const 1)))
    (drop (call $resume (local.get $f0) (i32.const 0)))
    (drop (call $resume (local.get $f0) (i32.const 77)))
  (global.get $checksum))

  (table $functions 2 2 funcref)
  (elem (table $functions) (i32.const 1) func $p604815e0)
  (global $externref (mut externref) (ref.null extern))
  (global $externref! (mut (ref extern)) (extern.convert_any (ref.i31 (i32.const 5))))
  (global $anyref (mut anyref) (ref.null any))
  (global $i31ref (mut i31ref) (ref.null i31))
  (global $cell (mut (ref null $cell)) (ref.null $cell))
  (global $cell! (mut (ref $cell)) (struct.new $cell (i32.const 0) (ref.null any)))
  (global $array (mut (ref null $array)) (ref.null $array))
  (global $array! (mut (ref $array)) (array.new_fixed $array 2 (i32.const 0) (i32.const 0)))
  (global $funcref (mut funcref) (ref.null func))
  (global $number (mut (ref null $number)) (ref.null $number))
  (global $number! (mut (ref $number)) (ref.func $number_0))
  (global $exnref (mut exnref) (ref.null exn))
  (table $externref 8 externref)
  (table $anyref 8 anyref)
  (table $i31ref 8 i31ref)
  (table $cell 8 (ref null $cell))
  (table $array 8 (ref null $array))
  (table $funcref 8 funcref)
  (table $number 8 (ref null $number))
  (table $exnref 8 exnref)
  (elem declare func )
)
