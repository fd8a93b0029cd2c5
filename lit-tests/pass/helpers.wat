;; Functions that may yield are inlined before they would get forms, if they are small
;; or called at one place. Those that are recursive, exported, or not to be inlined stay,
;; and so does what can't yield. What is inlined into a helper counts as its own.
;; RUN: wasm-opt %s -all --no-inline=told --lower-fibers=tier:frames -S -o - | FileCheck %s
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames,inline:no -S -o - | FileCheck %s --check-prefix=NONE
;; RUN: wasm-opt %s -all --lower-fibers=tier:native -S -o - | FileCheck %s --check-prefix=NATIVE
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames --partial-inlining-ifs=4 -O3 -o %t.wasm
;; RUN: not wasm-opt %s --lower-fibers=inline:some 2>&1 | FileCheck %s --check-prefix=UNKNOWN
;; RUN: %S/../frames/Inputs/check-module %s | FileCheck %s --check-prefix=SAME

;; CHECK-NOT: (func $small{{[ .]}}
;; CHECK-NOT: (func $once{{[ .]}}
;; CHECK-DAG: (func $in_table (
;; CHECK-DAG: (func $never (
;; CHECK-DAG: (func $chain.call_form
;; CHECK-DAG: (func $large.call_form
;; CHECK-DAG: (func $recursive.call_form
;; CHECK-DAG: (func $exported.call_form
;; CHECK-DAG: (func $told.call_form
;; CHECK-NOT: (func $small{{[ .]}}
;; CHECK-NOT: (func $once{{[ .]}}

;; NONE-DAG: (func $small.call_form
;; NONE-DAG: (func $once.call_form

;; NATIVE-DAG: (func $small (
;; NATIVE-DAG: (func $once (

;; UNKNOWN: 'inline' is one of yes, no; not 'some'

;; SAME: note result: main => 67648
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $in_table)
  (func $small (param $x i32) (result i32)
    (i32.add (call $fiber_yield (local.get $x)) (i32.const 1)))
  (func $chain (param $x i32) (result i32)
    (call $small (call $small (call $small (call $small (local.get $x))))))
  ;; It is inlined, and stays for calls through the table.
  (func $in_table (param $x i32) (result i32)
    (call $fiber_yield (local.get $x)))
  (func $never (param $x i32) (result i32)
    (i32.mul (local.get $x) (i32.const 3)))
  (func $once (param $x i32) (result i32)
    (call $add (call $add (call $add (call $add (call $add (call $add
      (call $fiber_yield (local.get $x))))))))
  )
  (func $large (param $x i32) (result i32)
    (call $add (call $add (call $add (call $add (call $add (call $add (call $add
      (call $add (call $add (call $add (call $add (call $add (call $add
        (call $add (call $add (call $add (call $add (call $add (call $add
          (call $fiber_yield (local.get $x)))))))))))))))))))))
  )
  (func $add (param $x i32) (result i32)
    (i32.add (local.get $x) (i32.const 1)))
  (func $recursive (param $x i32) (result i32)
    (if (result i32) (local.get $x)
      (then
        (call $recursive (i32.sub (local.get $x) (i32.const 1))))
      (else (call $fiber_yield (i32.const 7)))))
  (func $exported (export "exported") (param $x i32) (result i32)
    (call $fiber_yield (local.get $x)))
  (func $told (param $x i32) (result i32)
    (call $fiber_yield (local.get $x)))
  (func $entry (param $x i32) (result i32)
    (local.set $x (call $small (call $chain (call $chain (local.get $x)))))
    (local.set $x (call $large (call $large (local.get $x))))
    (local.set $x (call $once (call $never (local.get $x))))
    (local.set $x (call $recursive (i32.and (local.get $x) (i32.const 3))))
    (local.set $x (call $in_table (local.get $x)))
    (call $exported (call $told (local.get $x))))
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $sum
        (i32.add (local.get $sum)
          (call $fiber_resume
            (local.get $fiber) (local.get $sum) (i32.const 8))))
      (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (local.get $sum))
  (func (export "_start")
    (drop (call $main)))
)
