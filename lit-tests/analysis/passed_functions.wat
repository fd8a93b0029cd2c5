;; What a function calls that it is passed is known if it is a constant at all its calls,
;; through functions that pass it on, and copies of locals; and if nobody else calls it.
;; RUN: wasm-opt %s --lower-fibers=print-analysis:text,inline:no -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'yields': depth 0: 'fiber_yield'
;; CHECK-NEXT: 'is_exported': depth 1: table '0' {{.*}}
;; CHECK-NEXT: 'is_in_table': depth 1, recursive: table '0' {{.*}}
;; CHECK-NEXT: 'is_passed_yields': depth 1: table '0' {{.*}}
;; CHECK-NEXT: 'is_passed_any': depth 1: table '0' {{.*}}
;; CHECK-NEXT: 'changes': depth 1: table '0' {{.*}}
;; CHECK-NEXT: 'main': depth 2: {{.*}}
;; CHECK-NEXT: table '0' type (i32)->i32: 2 of 4 candidates: 'yields' 'is_in_table'
;; CHECK-NEXT: passed functions: 4 calls have 13 candidates less
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (type $type (func (param i32) (result i32)))
  (memory 1)
  (table 9 9 funcref)
  ;; $adds is there twice: a candidate once.
  (elem (i32.const 1) $yields $adds $is_in_table $doubles)
  (elem (i32.const 8) $adds)
  (global $any (mut i32) (i32.const 1))
  (func $yields (type $type) (call $fiber_yield (local.get 0)))
  (func $adds (type $type) (i32.add (local.get 0) (i32.const 1)))
  (func $doubles (type $type) (i32.shl (local.get 0) (i32.const 1)))
  ;; These are known: $adds and $doubles, nothing of the type, nothing at all, and $adds.
  (func $is_passed (param $f i32) (result i32)
    (call_indirect (type $type) (i32.const 0) (local.get $f)))
  (func $is_passed_none (param $f i32) (result i32)
    (call_indirect (type $type) (i32.const 0) (local.get $f)))
  (func $is_not_called (param $f i32) (result i32)
    (call_indirect (type $type) (i32.const 0) (local.get $f)))
  (func $copies (param $f i32) (param $n i32) (result i32)
    (local $copy i32)
    (local.set $copy (local.get $f))
    (local.set $f (i32.const 1))
    (drop
      (call_indirect (type $type) (i32.const 0) (local.get $copy)))
    (if (result i32) (local.get $n)
      (then (call $copies (local.get $copy) (local.get $f)))
      (else (i32.const 0))))
  (func $passes_on (param $g i32) (result i32)
    (call $is_passed (local.get $g)))
  ;; These aren't.
  (func $is_exported (export "is_exported") (param $f i32) (result i32)
    (call_indirect (type $type) (i32.const 0) (local.get $f)))
  (func $is_in_table (type $type)
    (call_indirect (type $type) (i32.const 0) (local.get 0)))
  (func $is_passed_yields (param $f i32) (result i32)
    (call_indirect (type $type) (i32.const 0) (local.get $f)))
  (func $is_passed_any (param $f i32) (result i32)
    (call_indirect (type $type) (i32.const 0) (local.get $f)))
  (func $changes (param $f i32) (result i32)
    (if (local.get $f)
      (then (local.set $f (global.get $any))))
    (call_indirect (type $type) (i32.const 0) (local.get $f)))
  (func $main (export "main")
    (drop (call $is_passed (i32.const 2)))
    (drop (call $is_passed (i32.const 8)))
    (drop (call $passes_on (i32.const 4)))
    (drop (call $is_passed_none (i32.const 5)))
    (drop (call $copies (i32.const 2) (i32.const 1)))
    (drop (call $is_in_table (i32.const 2)))
    (drop (call $is_passed_yields (i32.const 2)))
    (drop (call $is_passed_yields (i32.const 1)))
    (drop (call $is_passed_any (i32.const 2)))
    (drop (call $is_passed_any (global.get $any)))
    (drop (call $changes (i32.const 2))))
)
