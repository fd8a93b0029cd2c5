;; How large the program's own stack is can be told where it is all that is in front of the
;; data. A program whose memory is shared has passive data, which code puts in place:
;; nothing is said of its stack then.
;;
;; RUN: split-file %s %t
;; RUN: wasm-opt %t/active.wat --lower-fibers=report:text -o /dev/null 2>&1 | FileCheck %s --check-prefix=ACTIVE
;; RUN: wasm-opt %t/passive.wat --enable-bulk-memory --lower-fibers=report:text -o /dev/null >%t/report 2>%t/errors
;; RUN: FileCheck %s --check-prefix=PASSIVE --input-file=%t/report
;; RUN: test ! -s %t/errors
;; ACTIVE: since 'entry' may call itself; the program's own has 131072 bytes
;; PASSIVE: since 'entry' may call itself{{$}}

;--- active.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 3)
  (table funcref (elem $run $entry))
  (global $__stack_pointer (mut i32) (i32.const 131072))
  (data (i32.const 131072) "data")
  (func $run (export "run") (result i32)
    (call $fiber_alloc (i32.const 1)))
  (func $entry (param i32) (result i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (i32.store (local.get $frame) (call $entry (call $fiber_yield (i32.const 0))))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (i32.const 0))
)

;--- passive.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 3)
  (table funcref (elem $run $entry))
  (global $__stack_pointer (mut i32) (i32.const 131072))
  (data $data "data")
  (func $run (export "run") (result i32)
    (memory.init $data (i32.const 1024) (i32.const 0) (i32.const 4))
    (call $fiber_alloc (i32.const 1)))
  (func $entry (param i32) (result i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (i32.store (local.get $frame) (call $entry (call $fiber_yield (i32.const 0))))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (i32.const 0))
)
