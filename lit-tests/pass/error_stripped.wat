;; Without names, nothing tells the shadow stack pointer from another global. An
;; export of it does, and a module without any mutable i32 has none.
;; RUN: split-file %s %t && cd %t

;; RUN: wasm-opt stack.wat -o stripped.wasm
;; RUN: not wasm-opt stripped.wasm --lower-fibers=tier:native -o none.wasm 2>&1 | filecheck %s
;; RUN: not test -e none.wasm
;; CHECK:     {{^}}Fatal: --lower-fibers: can't tell which global is __stack_pointer, since the module has no names; lower it before stripping it (link without -s or --strip-all), or link with -Wl,--export=__stack_pointer{{$}}
;; CHECK-NOT: {{.}}

;; RUN: wasm-opt stack.wat --debuginfo -o named.wasm
;; RUN: wasm-opt named.wasm --strip-debug -o debug-stripped.wasm
;; RUN: not wasm-opt debug-stripped.wasm --lower-fibers=tier:native -o none.wasm 2>&1 | filecheck %s
;; RUN: not test -e none.wasm

;; RUN: wasm-opt named.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=SWAPPED
;; RUN: wasm-opt exported.wat -o exported.wasm
;; RUN: wasm-opt exported.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=SWAPPED
;; SWAPPED: (local.set $stack_pointer
;; SWAPPED: (resume

;; RUN: wasm-opt no-stack.wat -o no-stack.wasm
;; RUN: wasm-opt no-stack.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=NONE --implicit-check-not 'local.set $stack_pointer'
;; NONE: (resume

;--- stack.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $other (mut i32) (i32.const 7))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (func $entry (param i32) (result i32)
    (global.get $__stack_pointer)
  )
)
;--- exported.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $other (mut i32) (i32.const 7))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (export "__stack_pointer" (global $__stack_pointer))
  (func $entry (param i32) (result i32)
    (global.get $__stack_pointer)
  )
)
;--- no-stack.wat
(module
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (export "resume" (func $resume))
)
