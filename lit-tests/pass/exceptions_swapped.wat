;; Where a program catches C++ exceptions, a resume exchanges those that the fiber
;; is dealing with for the resumer's, and back. They are known by the function
;; that the C++ ABI has for them.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK:      (func $fiber.swap_exceptions
;; CHECK:      (call $__cxa_get_globals)
;; CHECK:      (func $fiber.resume_fallback
;; CHECK:      (call $fiber.swap_exceptions
;; CHECK:      (resume $continuation
;; CHECK:      (call $fiber.swap_exceptions
;; CHECK:      (call $fiber.pass_exception_on
;; CHECK:      (throw_ref

(module
  (import "fiber" "fiber_resume" (func $fiber.resume_fallback (param i32 i32 i32) (result i32)))
  (memory 1)
  (export "resume" (func $fiber.resume_fallback))
  (func $__cxa_get_globals (result i32) (i32.const 1024))
)
