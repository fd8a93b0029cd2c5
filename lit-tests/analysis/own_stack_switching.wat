;; A program's own stack switching may go on in any function of which there is a
;; reference, so it may yield if one of them may.
;; RUN: wasm-opt -all %s --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK:      'yields': depth 0: 'fiber_yield'
;; CHECK-NEXT: 'resumes': depth 1: any reference of type func -> 'yields' -> 'fiber_yield'
;; CHECK-NEXT: any reference of type func: 1 of 1 candidates: 'yields'
(module
  (type $task (func))
  (type $cont (cont $task))
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (elem declare func $yields)
  (func $yields (type $task) (drop (call $fiber_yield (i32.const 0))))
  (func $resumes
    (resume $cont (cont.new $cont (ref.func $yields))))
)
