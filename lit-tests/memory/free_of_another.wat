;; What is called free belongs to what gives memory only if both are of one allocator. A
;; library may export a free for things of its own:
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --implicit-check-not 'call $library'
;; CHECK: (func $fiber.grow_records
;; CHECK: (call $malloc
;; CHECK: (call $free

;; A file may have a function of that name, which others don't see. Binaryen numbers one
;; of the two, and nothing tells which, so that nothing is given back.
;; RUN: sed 's/$library_free (export "free")/$free_1/' %s > %t.file.wat
;; RUN: wasm-opt %t.file.wat --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=FILE --implicit-check-not 'call $free'
;; FILE: (func $fiber.grow_records
;; FILE: (call $malloc

;; An allocator that is exported alone isn't that of the other free, either.
;; RUN: sed 's/$malloc/$other/; s/$library_malloc/$library_malloc (export "malloc")/; s/ (export "free")//' %s > %t.alone.wat
;; RUN: wasm-opt %t.alone.wat --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=ALONE --implicit-check-not 'call $free'
;; ALONE: (func $fiber.grow_records
;; ALONE: (call $library_malloc

;; If both are exported, they are meant.
;; RUN: sed 's/$library_malloc/$library_malloc (export "malloc")/' %s > %t.both.wat
;; RUN: wasm-opt %t.both.wat --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=BOTH --implicit-check-not 'call $malloc' --implicit-check-not 'call $free'
;; BOTH: (func $fiber.grow_records
;; BOTH: (call $library_malloc
;; BOTH: (call $library_free
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $malloc (param i32) (result i32)
    (i32.add (local.get 0) (i32.const 1024)))
  (func $free (param i32))
  (func $library_malloc (param i32) (result i32)
    (i32.add (local.get 0) (i32.const 2048)))
  (func $library_free (export "free") (param i32))
)
