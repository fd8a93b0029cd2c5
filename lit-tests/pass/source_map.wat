;; A source map goes through the pass, and still maps the program's functions; what
;; the runtime adds is mapped to nothing.
;; RUN: wasm-opt %s -o %t.in.wasm -osm %t.in.map
;; RUN: wasm-opt %t.in.wasm -ism %t.in.map --lower-fibers=tier:native -o %t.wasm -osm %t.map
;; RUN: wasm-opt %t.wasm -ism %t.map -S -o - | filecheck %s --implicit-check-not ';;@'

;; CHECK:      (export "make" (func $0))
;; CHECK:      (func $0
;; CHECK-NEXT:  ;;@ program.c:7:3
;; CHECK-NEXT:  (drop
;; CHECK:       ;;@ program.c:12:5
;; CHECK-NEXT:  (call

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (func $make (export "make") (param i32) (result i32)
    ;;@ program.c:7:3
    (drop (i32.const 1))
    ;;@ program.c:12:5
    (call $fiber_alloc (local.get 0))
  )
)
