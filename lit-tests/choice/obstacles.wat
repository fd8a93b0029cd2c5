;; What keeps an entry from having frames: each of these in the entry itself or in
;; what it calls. With tier:frames it is one error, that names the entry and the function
;; where it is, and no output is left; tier:auto lowers the module.
;;
;; RUN: split-file %s %t
;; RUN: wasm-opt %t/plain.wat -all --lower-fibers=tier:frames -o %t/plain.wasm

;; Exceptions don't.
;; RUN: wasm-opt %t/catch.wat -all --lower-fibers=tier:frames -o %t/catch.wasm

;; RUN: not wasm-opt %t/helper.wat -all --lower-fibers=tier:frames,inline:no -o %t/out.wasm 2>&1 | filecheck %s --check-prefix=HELPER
;; HELPER:     {{^}}Fatal: --lower-fibers: tier:frames isn't possible for the entry 'entry': 'helper' may yield and has a variable of a type that frames can't keep ('entry' -> 'between' -> 'helper'); use tier:auto{{$}}
;; HELPER-NOT: {{.}}
;; RUN: wasm-opt %t/helper.wat -all --lower-fibers -S -o - | filecheck %s --check-prefix=NATIVE

;; RUN: not wasm-opt %t/ref.wat -all --lower-fibers=tier:frames -o %t/out.wasm 2>&1 | filecheck %s --check-prefix=REF
;; REF:     {{^}}Fatal: --lower-fibers: tier:frames isn't possible for the entry 'entry': 'entry' may yield and yields in a call by reference, which may be one of the host's; use tier:auto{{$}}
;; REF-NOT: {{.}}
;; RUN: wasm-opt %t/ref.wat -all --lower-fibers -S -o - | filecheck %s --check-prefix=NATIVE

;; RUN: not wasm-opt %t/table.wat -all --lower-fibers=tier:frames -o %t/out.wasm 2>&1 | filecheck %s --check-prefix=TABLE
;; TABLE:     {{^}}Fatal: --lower-fibers: tier:frames isn't possible: the function table may change while the program runs; use tier:auto{{$}}
;; TABLE-NOT: {{.}}
;; RUN: wasm-opt %t/table.wat -all --lower-fibers -S -o - | filecheck %s --check-prefix=NATIVE

;; RUN: not wasm-opt %t/second.wat -all --lower-fibers=tier:frames -o %t/out.wasm 2>&1 | filecheck %s --check-prefix=SECOND
;; SECOND:     {{^}}Fatal: --lower-fibers: tier:frames isn't possible for the entry 'entry': 'entry' may yield and yields in a call through a table that the host may change; use tier:auto{{$}}
;; SECOND-NOT: {{.}}
;; RUN: wasm-opt %t/second.wat -all --lower-fibers -S -o - | filecheck %s --check-prefix=NATIVE
;; RUN: wasm-opt %t/second.wat -all --lower-fibers=tier:asyncify -o %t/asyncify.wasm

;; RUN: not test -e %t/out.wasm

;; NATIVE: (cont.new

;; Without stack switching they are Asyncify's, or an error where that can't be, either.
;; RUN: wasm-opt %t/table.wat -all --lower-fibers=stack-switching:no -S -o - | filecheck %s --check-prefix=ASYNCIFY
;; ASYNCIFY-NOT: (cont
;; ASYNCIFY:     asyncify
;; RUN: not wasm-opt %t/helper.wat -all --lower-fibers=stack-switching:no,inline:no -o %t/out.wasm 2>&1 | filecheck %s --check-prefix=NEITHER
;; NEITHER:     {{^}}Fatal: --lower-fibers: 'helper' has a variable of a reference type{{.*}}
;; NEITHER-NOT: {{.}}
;; RUN: not test -e %t/out.wasm

;; What needs nothing of the engine has none of its instructions.
;; RUN: wasm-opt %t/plain.wat -all --lower-fibers -S -o - | filecheck %s --check-prefix=FRAMES
;; FRAMES-NOT: (cont
;; FRAMES-NOT: (resume
;; FRAMES:     (func $entry.resume_form

;--- plain.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (call $fiber_yield (i32.add (local.get 0) (call $fiber_yield (local.get 0)))))
  (func (export "main") (result i32) (call $fiber_alloc (i32.const 1)))
)

;--- catch.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (block $caught
      (try_table (catch_all $caught)
        (return (call $fiber_yield (local.get 0)))))
    (i32.const 1))
  (func (export "main") (result i32) (call $fiber_alloc (i32.const 1)))
)

;--- helper.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $helper (param i32) (result i32)
    (local $kept contref)
    (call $fiber_yield (local.get 0)))
  (func $between (param i32) (result i32)
    (i32.add (call $helper (local.get 0)) (i32.const 1)))
  (func $entry (param i32) (result i32)
    (i32.add (call $between (local.get 0)) (i32.const 1)))
  (func (export "main") (result i32) (call $fiber_alloc (i32.const 1)))
)

;--- ref.wat
(module
  (type $unary (func (param i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (elem declare func $helper)
  (global $callee (mut (ref null $unary)) (ref.func $helper))
  (func $helper (type $unary) (call $fiber_yield (local.get 0)))
  (func $entry (type $unary)
    (i32.add
      (i32.const 1)
      (call_ref $unary (local.get 0) (global.get $callee))))
  (func (export "set") (param (ref $unary)) (global.set $callee (local.get 0)))
  (func (export "main") (result i32) (call $fiber_alloc (i32.const 1)))
)

;--- table.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32) (call $fiber_yield (local.get 0)))
  (func (export "swap") (table.set (i32.const 1) (table.get (i32.const 0))))
  (func (export "main") (result i32) (call $fiber_alloc (i32.const 1)))
)

;--- second.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $functions 2 2 funcref)
  (table $second (export "second") 1 1 funcref)
  (elem (table $functions) (i32.const 1) func $entry)
  (elem (table $second) (i32.const 0) func $helper)
  (func $entry (param i32) (result i32)
    (call_indirect $second (param i64) (i64.const 1) (i32.const 0))
    (local.get 0))
  (func $helper (param i64)
    (drop (call $fiber_yield (i32.const 1))))
  (func (export "main") (result i32) (call $fiber_alloc (i32.const 1)))
)
