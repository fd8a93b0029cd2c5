;; The same in each format. The JSON is valid, names with odd characters included.
;; RUN: wasm-opt %s --lower-fibers=print-analysis:json -o %t.wasm > %t.json
;; RUN: python3 -m json.tool %t.json
;; RUN: FileCheck %s --match-full-lines --check-prefix=JSON < %t.json
;; RUN: wasm-opt %s --lower-fibers=print-analysis:dot -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --check-prefix=DOT
;; RUN: not wasm-opt %s --lower-fibers=print-analysis:xml -o %t.not.wasm 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=FORMAT
;; RUN: test ! -e %t.not.wasm

;; JSON:      {
;; JSON-NEXT:  "functions": [
;; JSON-NEXT:   {
;; JSON-NEXT:    "name": "operator\"\" _x(int, T<*>)",
;; JSON-NEXT:    "depth": 0,
;; JSON-NEXT:    "scc": 1,
;; JSON-NEXT:    "recursive": true,
;; JSON-NEXT:    "through": null,
;; JSON-NEXT:    "callee": "fiber_yield"
;; JSON-NEXT:   },
;; JSON-NEXT:   {
;; JSON-NEXT:    "name": "caller",
;; JSON-NEXT:    "depth": 1,
;; JSON-NEXT:    "scc": 3,
;; JSON-NEXT:    "recursive": false,
;; JSON-NEXT:    "through": 0,
;; JSON-NEXT:    "callee": "operator\"\" _x(int, T<*>)"
;; JSON-NEXT:   }
;; JSON-NEXT:  ],
;; JSON-NEXT:  "indirect_calls": [
;; JSON-NEXT:   {
;; JSON-NEXT:    "table": "table",
;; JSON-NEXT:    "type": "()->()",
;; JSON-NEXT:    "candidates": 2,
;; JSON-NEXT:    "may_yield": [
;; JSON-NEXT:     "operator\"\" _x(int, T<*>)"
;; JSON-NEXT:    ]
;; JSON-NEXT:   }
;; JSON-NEXT:  ]
;; JSON-NEXT: }

;; DOT:      digraph may_yield {
;; DOT-NEXT:   node [shape=box];
;; DOT-NEXT:   n0 [label="fiber_yield"];
;; DOT-NEXT:   subgraph cluster_1 {
;; DOT-NEXT:   n1 [label="operator\"\" _x(int, T<*>)"];
;; DOT-NEXT:   }
;; DOT-NEXT:   n6 [label="table 'table' type ()->()" shape=ellipse];
;; DOT-NEXT:   n3 [label="caller"];
;; DOT-NEXT:   n1 -> n0 [style=bold];
;; DOT-NEXT:   n1 -> n1;
;; DOT-NEXT:   n6 -> n1 [style=bold];
;; DOT-NEXT:   n3 -> n6 [style=bold];
;; DOT-NEXT: }

;; FORMAT: --lower-fibers: 'print-analysis' is one of text, json, dot; not 'xml'
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $table 2 2 funcref)
  (elem (i32.const 0) $"operator\"\" _x(int, T<*>)" $leaf)
  (func $"operator\"\" _x(int, T<*>)"
    (call $"operator\"\" _x(int, T<*>)")
    (drop (call $fiber_yield (i32.const 0))))
  (func $leaf)
  (func $caller (param i32) (call_indirect (i32.const 0)))
)
