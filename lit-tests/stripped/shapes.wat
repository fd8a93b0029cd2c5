;; In a module without names, the stack pointer is the global that functions take frames
;; from. Each shape is what a toolchain makes of that; other globals are written, too.
;; RUN: split-file %s %t && cd %t

;; RUN: wasm-opt clang-O2.wat -o stripped.wasm
;; RUN: wasm-opt stripped.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=FIRST
;; RUN: wasm-opt clang-O0.wat -o stripped.wasm
;; RUN: wasm-opt stripped.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=SECOND
;; RUN: wasm-opt aligned.wat -o stripped.wasm
;; RUN: wasm-opt stripped.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=FIRST
;; RUN: wasm-opt rust.wat -o stripped.wasm
;; RUN: wasm-opt stripped.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=FIRST
;; RUN: wasm-opt tinygo.wat -o stripped.wasm
;; RUN: wasm-opt stripped.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=FIRST
;; RUN: wasm-opt emscripten.wat -o stripped.wasm
;; RUN: wasm-opt stripped.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=SECOND
;; RUN: wasm-opt imported.wat -o stripped.wasm
;; RUN: wasm-opt stripped.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=IMPORTED

;; Nor does another name hide it.
;; RUN: wasm-opt clang-O2.wat --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=NAMED

;; FIRST:     (func $fiber.resume_fallback
;; FIRST:     (global.set $global$0
;; FIRST-NOT: (global.set $global$1
;; FIRST:     (func $

;; SECOND:     (func $fiber.resume_fallback
;; SECOND:     (global.set $global$1
;; SECOND-NOT: (global.set $global$0
;; SECOND:     (func $

;; IMPORTED: (func $fiber.resume_fallback
;; IMPORTED: (global.set $gimport$0

;; NAMED: (func $fiber.resume_fallback
;; NAMED: (global.set $pointer

;--- clang-O2.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "env" "use" (func $use (param i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $pointer (mut i32) (i32.const 66560))
  (global $flag (mut i32) (i32.const 0))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (export "restore" (func $restore))
  (func $entry (param i32) (result i32) (local $frame i32)
    (global.set $pointer
      (local.tee $frame
        (i32.sub (global.get $pointer) (i32.const 32))))
    (call $use (local.get $frame))
    (global.set $flag (i32.const 1))
    (global.set $pointer
      (i32.add (local.get $frame) (i32.const 32)))
    (local.get 0))
  ;; Emscripten's stackRestore, whatever it is exported as.
  (func $restore (param i32) (global.set $pointer (local.get 0))))

;--- clang-O0.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "env" "use" (func $use (param i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $other (mut i32) (i32.const 0))
  (global $pointer (mut i32) (i32.const 66560))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (export "set_other" (func $set_other))
  (func $entry (param i32) (result i32)
    (local $1 i32) (local $2 i32) (local $3 i32) (local $4 i32) (local $5 i32)
    (local.set $1 (global.get $pointer))
    (local.set $2 (i32.const 16))
    (local.set $3 (i32.sub (local.get $1) (local.get $2)))
    (global.set $pointer (local.get $3))
    (call $use (local.get $3))
    (local.set $4 (i32.const 16))
    (local.set $5 (i32.add (local.get $3) (local.get $4)))
    (global.set $pointer (local.get $5))
    (local.get 0))
  (func $set_other (param i32) (global.set $other (local.get 0))))

;; A frame for an over-aligned variable. What was the pointer is kept in a local.
;--- aligned.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "env" "use" (func $use (param i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $pointer (mut i32) (i32.const 66560))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (func $entry (param i32) (result i32) (local $before i32) (local $frame i32)
    (global.set $pointer
      (local.tee $frame
        (i32.sub
          (local.tee $before (global.get $pointer))
          (i32.const 64))))
    (call $use (i32.and (local.get $frame) (i32.const -64)))
    (global.set $pointer (local.get $before))
    (local.get 0)))

;; The frame is taken in two functions, one of which was inlined, and given back on two
;; ways.
;--- rust.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "env" "use" (func $use (param i32) (result i32)))
  (memory 17)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $pointer (mut i32) (i32.const 1048576))
  (global $data_end i32 (i32.const 1049040))
  (global $heap_base i32 (i32.const 1049040))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (export "__data_end" (global $data_end))
  (export "__heap_base" (global $heap_base))
  (func $entry (param i32) (result i32) (local $frame i32) (local $inner i32)
    (global.set $pointer
      (local.tee $frame
        (i32.add (global.get $pointer) (i32.const -32))))
    (block $out
      (br_if $out (call $use (local.get $frame)))
      (global.set $pointer
        (local.tee $inner
          (i32.add (local.get $frame) (i32.const -16))))
      (drop (call $use (local.get $inner)))
      (global.set $pointer
        (i32.add (local.get $inner) (i32.const 16))))
    (global.set $pointer
      (i32.add (local.get $frame) (i32.const 32)))
    (local.get 0))
  (func (export "malloc") (param i32) (result i32)
    (i32.add (local.get 0) (i32.const 1049040)))
  (func (export "free") (param i32)))

;; A start function sets the pointer, and memory is grown by code of its own.
;--- tinygo.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "env" "use" (func $use (param i32)))
  (memory 2)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $pointer (mut i32) (i32.const 65536))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (export "malloc" (func $malloc))
  (export "free" (func $free))
  (export "_initialize" (func $initialize))
  (func $initialize (global.set $pointer (i32.const 65536)))
  (func $entry (param i32) (result i32) (local $frame i32)
    (local.set $frame (i32.sub (global.get $pointer) (i32.const 48)))
    (global.set $pointer (local.get $frame))
    (call $use (i32.add (local.get $frame) (i32.const 16)))
    (global.set $pointer (i32.add (local.get $frame) (i32.const 48)))
    (local.get 0))
  (func $malloc (param i32) (result i32)
    (i32.shl (memory.grow (local.get 0)) (i32.const 16)))
  (func $free (param i32)))

;; No function takes a frame, but the host asks for the pointer.
;--- emscripten.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $other (mut i32) (i32.const 16))
  (global $pointer (mut i32) (i32.const 66560))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (export "emscripten_stack_get_current" (func $get))
  (export "_emscripten_stack_restore" (func $restore))
  (export "set_other" (func $set_other))
  (func $entry (param i32) (result i32)
    (i32.load (i32.sub (global.get $pointer) (i32.const 16))))
  (func $get (result i32) (global.get $pointer))
  (func $restore (param i32) (global.set $pointer (local.get 0)))
  (func $set_other (param i32) (global.set $other (local.get 0))))

;; What is imported may have any value.
;--- imported.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "a" "b" (global $pointer (mut i32)))
  (import "a" "c" (func $use (param i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (func $entry (param i32) (result i32) (local $frame i32)
    (global.set $pointer
      (local.tee $frame
        (i32.sub (global.get $pointer) (i32.const 32))))
    (call $use (local.get $frame))
    (global.set $pointer
      (i32.add (local.get $frame) (i32.const 32)))
    (local.get 0)))
