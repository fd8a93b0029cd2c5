;; A reference to an import of an intrinsic is of a type that isn't exact; to the
;; definition that replaces it, it is. That holds for what it flows into, too.
;; RUN: wasm-opt -all %s --lower-fibers=tier:native -S -o - | FileCheck %s
;; RUN: wasm-opt -all %s --lower-fibers=tier:native -o %t.wasm

;; CHECK:      (elem $elem (i32.const 0) $fiber_yield)
;; CHECK:      (func $refer (type ${{.*}}) (result (ref $yield))
;; CHECK-NEXT:  (block $block (result (ref (exact $yield)))
;; CHECK-NEXT:   (br $block
;; CHECK-NEXT:    (ref.func $fiber_yield)
(module
  (type $yield (func (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (type $yield)))
  (memory 1)
  (table $table 1 1 funcref)
  (elem $elem (table $table) (i32.const 0) func $fiber_yield)
  (func $refer (result (ref $yield))
    (block $block (result (ref $yield))
      (br $block (ref.func $fiber_yield))
    )
  )
)
