;; Without a report, one line says what doesn't have frames, and why. Of several entries it
;; names the first that has a reason of its own: `quiet` goes along with others. If a tier
;; is asked for, or all entries have frames, there is nothing to say.
;; RUN: split-file %s %t
;; RUN: wasm-opt %t/some.wat -all --lower-fibers -o %t/some.wasm 2>&1 | filecheck %s --check-prefix=SOME
;; RUN: wasm-opt %t/one.wat -all --lower-fibers=inline:no -o %t/one.wasm 2>&1 | filecheck %s --check-prefix=ONE
;; RUN: wasm-opt %t/table.wat -all --lower-fibers=host-table:replaces -o %t/table.wasm 2>&1 | filecheck %s --check-prefix=TABLE
;; RUN: wasm-opt %t/table.wat -all --lower-fibers=stack-switching:no,host-table:replaces -o %t/table.wasm 2>&1 | filecheck %s --check-prefix=ASYNCIFY
;; RUN: wasm-opt %t/one.wat -all --lower-fibers=tier:native -o %t/one.wasm > %t/native 2>&1
;; RUN: test ! -s %t/native
;; RUN: wasm-opt %t/frames.wat -all --lower-fibers -o %t/frames.wasm > %t/frames 2>&1
;; RUN: test ! -s %t/frames
;; RUN: wasm-opt %t/one.wat -all --lower-fibers=report:text -o %t/one.wasm 2>&1 | filecheck %s --check-prefix=REPORT

;; SOME: note: --lower-fibers: the entry 'keeps' has the native tier, for which the engine needs stack switching: 'keeps' may yield and has a variable of a type that frames can't keep; so have 1 more of 2 entries, of which report:text tells
;; SOME-NOT: {{.}}

;; ONE: note: --lower-fibers: the entry 'calls' has the native tier, for which the engine needs stack switching: 'keeps' may yield and has a variable of a type that frames can't keep ('calls' -> 'keeps'){{$}}
;; ONE-NOT: {{.}}

;; TABLE: note: --lower-fibers: the entry 'entry' has the native tier, for which the engine needs stack switching: the function table may change while the program runs{{$}}
;; TABLE-NOT: {{.}}

;; ASYNCIFY: note: --lower-fibers: the entry 'entry' has the asyncify tier: the function table may change while the program runs{{$}}
;; ASYNCIFY-NOT: {{.}}

;; REPORT-NOT: note:
;; REPORT: entry 'calls': native
;; REPORT-NOT: note:

;--- some.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $quiet $keeps)
  (func $quiet (param $x i32) (result i32)
    (local.get $x))
  (func $keeps (param $x i32) (result i32)
    (local $kept contref)
    (drop (call $fiber_yield (i32.const 1)))
    (local.get $x))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_alloc (i32.const 2)))))

;--- one.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $plain $calls)
  (func $plain (param $x i32) (result i32)
    (call $fiber_yield (local.get $x)))
  (func $calls (param $x i32) (result i32)
    (call $keeps)
    (local.get $x))
  (func $keeps
    (local $kept contref)
    (drop (call $fiber_yield (i32.const 1))))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_alloc (i32.const 2)))))

;--- table.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (table (export "table") 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32)
    (local.get $x))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1)))))

;--- frames.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $plain)
  (func $plain (param $x i32) (result i32)
    (call $fiber_yield (local.get $x)))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1)))))
