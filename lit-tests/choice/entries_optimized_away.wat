;; An optimizer that runs before the fibers are lowered knows of no call of an entry,
;; so that it empties the function, or takes it away with the table. There is a warning.
;; RUN: split-file %s %t

;; The function is still in a table that is called through.
;; RUN: wasm-opt -all -O2 %t/emptied.wat --lower-fibers -o %t.wasm 2>&1 | filecheck %s --check-prefix=EMPTIED
;; EMPTIED:     {{^}}warning: --lower-fibers: the entry 'entry' does nothing but trap. If its source hasn't said so, an optimizer may have, since it knew of no call: lower the fibers before anything else{{$}}
;; EMPTIED-NOT: {{.}}

;; The same if any function of the table may be an entry.
;; RUN: sed 's/(i32.const 1)) ;; known/(global.get $unknown))/' %t/emptied.wat > %t/unknown.wat
;; RUN: wasm-opt -all -O2 %t/unknown.wat --lower-fibers -o %t.wasm 2>&1 | filecheck %s --check-prefix=EMPTIED

;; Nothing is called through the table.
;; RUN: wasm-opt -all -O2 %t/taken.wat --lower-fibers -o %t.wasm 2>&1 | filecheck %s --check-prefix=TAKEN
;; TAKEN:     {{^}}warning: --lower-fibers: fiber_alloc is called with the function pointer 1, and there is no such function. If the source hasn't taken it away, an optimizer may have, since it knew of no call: lower the fibers before anything else{{$}}
;; TAKEN-NOT: {{.}}

;; None of this is said of a module as it was linked.
;; RUN: wasm-opt -all %t/emptied.wat --lower-fibers -o %t.wasm 2> %t.txt
;; RUN: not test -s %t.txt
;; RUN: wasm-opt -all %t/unknown.wat --lower-fibers -o %t.wasm 2> %t.txt
;; RUN: not test -s %t.txt
;; RUN: wasm-opt -all %t/taken.wat --lower-fibers -o %t.wasm 2> %t.txt
;; RUN: not test -s %t.txt

;--- emptied.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (global $unknown (export "unknown") (mut i32) (i32.const 0))
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $other)
  (func $entry (param i32) (result i32)
    (call $fiber_yield (i32.const 7)))
  (func $other (param f64)
    (i32.store (i32.const 8) (i32.trunc_sat_f64_s (local.get 0))))
  (func (export "call") (param i32) (param f64)
    (call_indirect (param f64) (local.get 1) (local.get 0)))
  (func (export "make") (result i32)
    (call $fiber_alloc (i32.const 1)) ;; known
  ))
;--- taken.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (call $fiber_yield (i32.const 7)))
  (func (export "make") (result i32)
    (call $fiber_alloc (i32.const 1))))
