;; A fiber is marked as running, before it is entered, only where what it runs may get
;; at it: by a call of an intrinsic but fiber_yield, in whatever way it comes to that.
;; RUN: split-file %s %t
;; RUN: cat %t/program.wat %t/alone.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=ALONE
;; RUN: cat %t/program.wat %t/alloc.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=MARKED
;; RUN: cat %t/program.wat %t/free.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=MARKED
;; RUN: cat %t/program.wat %t/indirect.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=MARKED
;; RUN: cat %t/program.wat %t/host.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=MARKED
;; RUN: cat %t/program.wat %t/host.wat | wasm-opt - --lower-fibers=tier:frames,never-calls-back:host.call -S -o - | FileCheck %s --check-prefix=ALONE

;; ALONE-LABEL: (func $fiber.resume_frames
;; ALONE-NOT: (i32.store
;; ALONE: (call $fiber.enter

;; MARKED-LABEL: (func $fiber.resume_frames
;; MARKED: (i32.store
;; MARKED-NEXT: (local.get
;; MARKED-NEXT: (i32.const 0)
;; MARKED: (call $fiber.enter

;--- program.wat
(module
  (type $resume (func (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (type $resume)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "host" "call" (func $host_call))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $fiber_resume)
  (func (export "main") (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 1)) (i32.const 2) (i32.const 0)))
  (func $entry (param $value i32) (result i32)
    (call $helper)
    (call $fiber_yield (local.get $value)))

;--- alone.wat
  (func $helper)
)
;--- alloc.wat
  (func $helper
    (drop (call $fiber_alloc (i32.const 1))))
)
;--- free.wat
  (func $helper
    (call $fiber_free (i32.const 1)))
)
;--- indirect.wat
  (func $helper
    (drop
      (call_indirect (type $resume)
        (i32.const 1) (i32.const 1) (i32.const 0) (i32.const 2))))
)
;--- host.wat
  (func $helper
    (call $host_call))
)
