;; What fiber_poll needs of JavaScript is imported only by programs that poll. An import that
;; is there twice is one function. Without imports that may suspend, it is fiber_resume.
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames,inline:no,suspending:env.load -S -o - | filecheck %s
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames -S -o - | filecheck %s --check-prefix=RESUME
;; CHECK-DAG:  (import "[await]" "[suspending ()->(i32)]next" (func $wait.start
;; CHECK-DAG:  (import "[await]" "take" (func $fiber.take
;; CHECK-DAG:  (import "[await]" "keep" (func $fiber.keep
;; CHECK-DAG:  (import "[await]" "throw" (func $fiber.throw
;; CHECK-DAG:  (import "[await]" "forget" (func $fiber.forget
;; CHECK-NOT:  (import
;; CHECK:      (export "[give i32]" (func $fiber.give
;; CHECK:      (func $again (type {{.*}}) (param $0 i32) (param $1 i32) (param $2 i32) (result i32)
;; CHECK-NEXT:  (call $poll

;; RESUME-NOT:  "[await]"
;; RESUME:      (func $poll (type {{.*}}) (param $0 i32) (param $1 i32) (param $2 i32) (result i32)
;; RESUME-NEXT: (call $fiber_resume
;; RESUME:      (func $wait (type {{.*}}) (result i32)
;; RESUME-NEXT: (i32.const 0)
(module
  (import "fiber" "fiber_poll" (func $poll (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_poll" (func $again (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_wait" (func $wait (result i32)))
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $free (param i32)))
  (import "env" "load" (func $load (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $load)
  (func (export "poll") (param i32)
    (drop (call $poll
      (call $alloc (i32.const 1)) (local.get 0) (i32.const 0))))
  (func (export "again") (param i32)
    (drop (call $again (call $wait) (local.get 0) (i32.const 0)))
    (call $free (local.get 0))))
