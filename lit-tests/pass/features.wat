;; The module's features are those it had and those of the lowered code, also for
;; tools that read it later. Others that Binaryen knows, as compact imports, which
;; V8 rejects, stay off.
;; RUN: wasm-opt %s --print-features -o %t.before.wasm | filecheck %s --check-prefix=BEFORE
;; BEFORE:      --enable-mutable-globals
;; BEFORE-NEXT: --enable-sign-ext
;; BEFORE-NOT:  {{.}}

;; RUN: wasm-opt %s --lower-fibers=tier:native --print-features -o %t.wasm | filecheck %s
;; RUN: wasm-opt %t.wasm --print-features -o %t.again.wasm | filecheck %s
;;      CHECK: --enable-mutable-globals
;; CHECK-NEXT: --enable-bulk-memory
;; CHECK-NEXT: --enable-sign-ext
;; CHECK-NEXT: --enable-exception-handling
;; CHECK-NEXT: --enable-reference-types
;; CHECK-NEXT: --enable-multivalue
;; CHECK-NEXT: --enable-gc
;; CHECK-NEXT: --enable-stack-switching
;; CHECK-NEXT: --enable-bulk-memory-opt
;; CHECK-NOT:  {{.}}

;; RUN: wasm-opt %s --enable-simd --enable-tail-call --emit-target-features -o %t.own.wasm
;; RUN: wasm-opt %t.own.wasm --lower-fibers=tier:native -o %t.both.wasm
;; RUN: wasm-opt %t.both.wasm --print-features -o %t.again.wasm | filecheck %s --check-prefix=BOTH
;;      BOTH: --enable-mutable-globals
;; BOTH-NEXT: --enable-simd
;; BOTH-NEXT: --enable-bulk-memory
;; BOTH-NEXT: --enable-sign-ext
;; BOTH-NEXT: --enable-exception-handling
;; BOTH-NEXT: --enable-tail-call
;; BOTH-NEXT: --enable-reference-types
;; BOTH-NEXT: --enable-multivalue
;; BOTH-NEXT: --enable-gc
;; BOTH-NEXT: --enable-stack-switching
;; BOTH-NEXT: --enable-bulk-memory-opt
;; BOTH-NOT:  {{.}}

;; A module without intrinsics keeps its own.
;; RUN: wasm-opt %S/Inputs/no_fibers.wat --lower-fibers=tier:native --print-features -o %t.none.wasm | filecheck %s --check-prefix=BEFORE

(module
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (export "resume" (func $fiber_resume))
)
