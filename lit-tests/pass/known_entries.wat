;; Where a program shows which entries its fibers have, the frames and asyncify tiers
;; call them directly; not so if it may have others, or if one isn't a function that can
;; be called so.
;; RUN: split-file %s %t
;; RUN: wasm-opt -all %t/two.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %t/two.wat --implicit-check-not call_indirect
;; RUN: wasm-opt -all %t/two.wat --lower-fibers=tier:frames -S -o - | FileCheck %t/two.wat --check-prefix=FRAMES --implicit-check-not call_indirect

;; One that is in the table twice.
;; RUN: wasm-opt -all %t/twice.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %t/twice.wat --implicit-check-not call_indirect
;; RUN: wasm-opt -all %t/twice.wat --lower-fibers=tier:frames -S -o - | FileCheck %t/twice.wat --check-prefix=FRAMES --implicit-check-not call_indirect

;; RUN: wasm-opt -all %t/five.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/five.wat --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/five.wat --lower-fibers=tier:auto -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/variable.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/variable.wat --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/variable.wat --lower-fibers=tier:auto -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/type.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/type.wat --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/type.wat --lower-fibers=tier:auto -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/subtype.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/subtype.wat --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/subtype.wat --lower-fibers=tier:auto -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/missing.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/missing.wat --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/missing.wat --lower-fibers=tier:auto -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/intrinsic.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/intrinsic.wat --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=TABLE
;; RUN: wasm-opt -all %t/intrinsic.wat --lower-fibers=tier:auto -S -o - | FileCheck %s --check-prefix=TABLE
;; TABLE: call_indirect {{.*}}(type $entry)

;; The guard of an entry is called in its place.
;; RUN: wasm-opt -all %t/host.wat --lower-fibers=tier:asyncify -S -o - | FileCheck %t/host.wat
;; RUN: wasm-opt -all %t/unyielding.wat --lower-fibers=tier:asyncify,never-yields:entry -S -o - | FileCheck %t/unyielding.wat
;; RUN: wasm-opt -all %t/unyielding.wat --lower-fibers=tier:frames,never-yields:entry -S -o - | FileCheck %t/unyielding.wat

;--- two.wat
;; CHECK: (i32.const 2)
;; CHECK: (call $second
;; CHECK: (call $first
;; FRAMES: (i32.const 2)
;; FRAMES: (call $second
;; FRAMES: (call $first.call_form
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $first $second)
  (func $first (param $value i32) (result i32)
    (call $fiber_yield (i32.const 1)))
  (func $second (param $value i32) (result i32)
    (i32.const 2))
  (func (export "main")
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 1))
        (i32.const 0) (i32.const 0)))
    (drop (call $fiber_alloc (i32.const 0)))
    (drop (call $fiber_alloc (i32.const 2))))
)

;--- twice.wat
;; CHECK: (i32.const 2)
;; CHECK: (call $entry
;; CHECK: (call $entry
;; FRAMES: (i32.const 2)
;; FRAMES: (call $entry.call_form
;; FRAMES: (call $entry.call_form
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $entry)
  (func $entry (param $value i32) (result i32)
    (call $fiber_yield (i32.const 1)))
  (func (export "main")
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 1))
        (i32.const 0) (i32.const 0)))
    (drop (call $fiber_alloc (i32.const 2))))
)

;--- five.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 6 6 funcref)
  (elem (i32.const 1) $a $b $c $d $e)
  (func $a (param $value i32) (result i32) (i32.const 1))
  (func $b (param $value i32) (result i32) (i32.const 2))
  (func $c (param $value i32) (result i32) (i32.const 3))
  (func $d (param $value i32) (result i32) (i32.const 4))
  (func $e (param $value i32) (result i32) (i32.const 5))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_alloc (i32.const 2)))
    (drop (call $fiber_alloc (i32.const 3)))
    (drop (call $fiber_alloc (i32.const 4)))
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 5))
        (i32.const 0) (i32.const 0))))
)

;--- variable.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32) (i32.const 1))
  (func (export "main") (param $index i32)
    (drop (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume (call $fiber_alloc (local.get $index))
        (i32.const 0) (i32.const 0))))
)

;--- type.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $other)
  (func $entry (param $value i32) (result i32) (i32.const 1))
  (func $other (result i32) (i32.const 2))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 2))
        (i32.const 0) (i32.const 0))))
)

;--- subtype.wat
(module
  (type $open (sub (func (param i32) (result i32))))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (type $open) (param $value i32) (result i32) (i32.const 1))
  (func (export "main")
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 1))
        (i32.const 0) (i32.const 0))))
)

;--- missing.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32) (i32.const 1))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 2))
        (i32.const 0) (i32.const 0))))
)

;--- intrinsic.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $fiber_yield)
  (func (export "main")
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 1))
        (i32.const 0) (i32.const 0))))
)

;--- host.wat
;; CHECK: (call $fiber.host_call.entry
(module
  (import "env" "entry" (func $entry (param i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func (export "yield") (drop (call $fiber_yield (i32.const 1))))
  (func (export "main")
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 1))
        (i32.const 0) (i32.const 0))))
)

;--- unyielding.wat
;; CHECK: (call $fiber.guarded.entry
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (call $fiber_yield (i32.const 1)))
  (func (export "main")
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 1))
        (i32.const 0) (i32.const 0))))
)
