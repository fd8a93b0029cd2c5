;; A program that asks which functions wait has a table with their names, and with the places
;; where they may wait, if a source map tells them. Columns are counted from 1 there. In a
;; module without names, functions have their numbers.
;; RUN: wasm-opt %s -g -o %t.in.wasm -osm %t.in.map
;; RUN: wasm-opt %t.in.wasm -g -ism %t.in.map --lower-fibers=tier:frames -g -S -o - | filecheck %s
;; RUN: wasm-opt %t.in.wasm -g -ism %t.in.map --lower-fibers=tier:asyncify -g -S -o - | filecheck %s
;; RUN: wasm-opt %t.in.wasm -g -ism %t.in.map --lower-fibers=tier:native -g -S -o - | filecheck %s
;; RUN: wasm-opt %t.in.wasm -g --lower-fibers=tier:frames -g -S -o - | filecheck %s --check-prefix=NO-MAP
;; RUN: wasm-opt %t.in.wasm --strip-debug -o %t.stripped.wasm
;; RUN: wasm-opt %t.stripped.wasm --lower-fibers=tier:frames -S -o - | filecheck %s --check-prefix=STRIPPED

;; CHECK: (data $fiber.texts {{.*}}\03\00\00\00\r\00\00\00{{.*}}"
;; NO-MAP-NOT: steps.c
;; NO-MAP: (data $fiber.texts {{.*}}stepentry
;; STRIPPED: (data $fiber.texts {{.*}}wasm-function[5]wasm-function[6]
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_next_frame"
    (func $fiber_next_frame (param i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $step (param $x i32) (result i32)
    ;;@ steps.c:3:12
    (i32.add (call $fiber_yield (local.get $x)) (i32.const 1))
  )
  (func $entry (param $x i32) (result i32)
    ;;@ steps.c:9:5
    (i32.add (call $step (local.get $x)) (i32.const 1))
  )
  (func $run (export "run") (result i32) (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_resume (local.get $fiber) (i32.const 5) (i32.const 0)))
    (call $fiber_next_frame (local.get $fiber) (i32.const 1024))
  )
)
