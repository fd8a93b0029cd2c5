;; A program that catches no C++ exceptions has nothing to exchange at a resume.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --implicit-check-not exceptions

;; CHECK: (func $fiber_resume
;; CHECK: (throw_ref

(module
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (export "resume" (func $fiber_resume))
)
