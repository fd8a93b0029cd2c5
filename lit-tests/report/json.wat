;; The report as JSON, with source lines where a source map tells them.
;; RUN: split-file %s %t
;; RUN: wasm-opt %t/program.wat -o %t/in.wasm -osm %t/in.map
;; RUN: wasm-opt %t/in.wasm -ism %t/in.map --lower-fibers=report:json -o %t/out.wasm -osm %t/out.map > %t/report.json
;; RUN: python3 -m json.tool %t/report.json | filecheck %s

;; CHECK:      "entries": [
;; CHECK-NEXT:   {
;; CHECK-NEXT:     "name": "0",
;; CHECK-NEXT:     "location": "generator.c:7",
;; CHECK-NEXT:     "tier": "frames",
;; CHECK-NEXT:     "reason": null,
;; CHECK-NEXT:     "hint": null
;; CHECK-NEXT:   }
;; CHECK-NEXT: ],
;; CHECK-NEXT: "functions": [
;; CHECK-NEXT:   {
;; CHECK-NEXT:     "name": "0",
;; CHECK:          "frame_bytes": 12
;; CHECK:      "program_size":
;; CHECK-NEXT: "expected_growth_percent": {{[0-9]+}},
;; CHECK-NEXT: "frames_shadow_stack_bytes": 0,
;; CHECK-NEXT: "other_shadow_stack_bytes": 0

;--- program.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $generator)
  ;;@ generator.c:7:1
  (func $generator (param $x i32) (result i32)
    ;;@ generator.c:8:3
    (call $fiber_yield (local.get $x))
  )
  (func $main (export "main")
    (drop (call $fiber_alloc (i32.const 1)))
  )
)
