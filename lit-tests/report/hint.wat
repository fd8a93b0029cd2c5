;; An entry that can't have frames, because what it calls yields through the table
;; as far as the types tell: the report says by which call. So it does when the
;; obstacle is in what is called so. Where the yield is a direct one, there is no
;; hint.
;; RUN: wasm-opt %s -all --lower-fibers=report:text,tier:auto -o %t.wasm | filecheck %s
;; RUN: wasm-opt %s -all --lower-fibers=report:json -o %t.wasm | filecheck %s --check-prefix=JSON
;; RUN: wasm-opt %s -all --lower-fibers=report:text,never-yields:logs -o %t.wasm | filecheck %s --check-prefix=TOLD

;; CHECK:      entry 'through': native: 'logs' may yield and has a variable of a type that frames can't keep ('through' -> 'logs')
;; CHECK-NEXT:   'logs' yields through table '0' type (i64)->(): 1 of 2 candidates; see FIBER_NEVER_YIELDS
;; CHECK-NEXT: entry 'to': native: 'keeps' may yield and has a variable of a type that frames can't keep ('to' -> 'keeps')
;; CHECK-NEXT:   'to' yields through table '0' type (f64)->(): 1 of 1 candidates; see FIBER_NEVER_YIELDS
;; CHECK-NEXT: entry 'directly': native: 'directly' may yield and has a variable of a type that frames can't keep
;; CHECK-NOT:  yields through

;; JSON:      "hint": "'logs' yields through table '0' type (i64)->(): 1 of 2 candidates"
;; JSON:      "hint": "'to' yields through
;; JSON:      "hint": null

;; TOLD:     entry 'through': native: it never yields, and others need this tier

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 7 7 funcref)
  (elem (i32.const 1) $through $to $directly $yields $quiet $keeps)
  (func $through (param $x i32) (result i32)
    (call $logs)
    (local.get $x))
  (func $to (param $x i32) (result i32)
    (call_indirect (param f64) (f64.const 0) (i32.const 6))
    (local.get $x))
  (func $directly (param $x i32) (result i32)
    (local $kept contref)
    (drop (call $fiber_yield (i32.const 1)))
    (local.get $x))
  (func $logs
    (local $kept contref)
    (call_indirect (param i64) (i64.const 0) (i32.const 5)))
  (func $yields (param i64)
    (drop (call $fiber_yield (i32.const 1))))
  (func $quiet (param i64))
  (func $keeps (param f64)
    (local $kept contref)
    (drop (call $fiber_yield (i32.const 1))))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_alloc (i32.const 2)))
    (drop (call $fiber_alloc (i32.const 3))))
)
