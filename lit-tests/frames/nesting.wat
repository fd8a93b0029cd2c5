;; A fiber is marked as running, before it is entered, only where what it runs may get
;; at it: by a call of an intrinsic but fiber_yield, in whatever way it comes to that.
;; RUN: split-file %s %t
;; RUN: cat %t/program.wat %t/alone.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=ALONE
;; RUN: cat %t/program.wat %t/alloc.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=MARKED
;; RUN: cat %t/program.wat %t/free.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=MARKED
;; RUN: cat %t/program.wat %t/indirect.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=MARKED
;; RUN: cat %t/program.wat %t/host.wat | wasm-opt - --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=MARKED
;; RUN: cat %t/program.wat %t/host.wat | wasm-opt - --lower-fibers=tier:frames,never-calls-back:host.call -S -o - | FileCheck %s --check-prefix=ALONE

;; The native tier does the same, and where none is marked, no resumer is remembered.
;; RUN: cat %t/program.wat %t/alone.wat | wasm-opt - -all --lower-fibers=tier:native -S -o - | FileCheck %s --check-prefix=FALLBACK
;; RUN: cat %t/program.wat %t/alloc.wat | wasm-opt - -all --lower-fibers=tier:native -S -o - | FileCheck %s --check-prefix=MARKED-FALLBACK
;; RUN: cat %t/program.wat %t/free.wat | wasm-opt - -all --lower-fibers=tier:native -S -o - | FileCheck %s --check-prefix=MARKED-FALLBACK
;; RUN: cat %t/program.wat %t/indirect.wat | wasm-opt - -all --lower-fibers=tier:native -S -o - | FileCheck %s --check-prefix=MARKED-FALLBACK
;; RUN: cat %t/program.wat %t/host.wat | wasm-opt - -all --lower-fibers=tier:native -S -o - | FileCheck %s --check-prefix=MARKED-FALLBACK
;; RUN: cat %t/program.wat %t/host.wat | wasm-opt - -all --lower-fibers=tier:native,never-calls-back:host.call -S -o - | FileCheck %s --check-prefix=FALLBACK
;; RUN: cat %t/program.wat %t/beside_frames.wat | wasm-opt - -all --lower-fibers -S -o - | FileCheck %s --check-prefix=RESUMER

;; ALONE-LABEL: (func $fiber.resume_frames
;; ALONE-NOT: (i32.store
;; ALONE: (call $fiber.enter

;; MARKED-LABEL: (func $fiber.resume_frames
;; MARKED: (i32.store
;; MARKED-NEXT: (local.get
;; MARKED-NEXT: (i32.const 0)
;; MARKED: (call $fiber.enter

;; FALLBACK-LABEL: (func $fiber.resume_fallback (
;; FALLBACK-NOT: (i32.store
;; FALLBACK-NOT: (global.get $fiber.current)
;; FALLBACK: (resume $continuation

;; MARKED-FALLBACK-LABEL: (func $fiber.resume_fallback (
;; MARKED-FALLBACK: (i32.store
;; MARKED-FALLBACK-NEXT: (local.get
;; MARKED-FALLBACK-NEXT: (i32.const 0)
;; MARKED-FALLBACK: (local.set $resumer
;; MARKED-FALLBACK-NEXT: (global.get $fiber.current)
;; MARKED-FALLBACK: (resume $continuation

;; A fiber with frames may resume one of the fallback tier, which itself resumes none.
;; RESUMER-LABEL: (func $fiber.resume_fallback (
;; RESUMER-NOT: (i32.store
;; RESUMER: (local.set $resumer
;; RESUMER-NEXT: (global.get $fiber.current)
;; RESUMER: (resume $continuation

;--- program.wat
(module
  (type $resume (func (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (type $resume)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "host" "call" (func $host_call))
  (memory 1)
  (table 4 4 funcref)
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
;--- beside_frames.wat
  ;; Has a variable that frames can't keep.
  (func $helper (local $continuation contref)
    (drop (call $fiber_yield (i32.const 0))))
  (func (export "other") (result i32)
    (call $fiber_alloc (i32.const 3)))
  (elem (i32.const 3) $frames)
  (func $frames (param $fiber i32) (result i32)
    (drop (call $fiber_yield (i32.const 0)))
    (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
)
