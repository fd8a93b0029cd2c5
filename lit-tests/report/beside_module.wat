;; A report and a module can't both be on standard output. What is asked for beside
;; the module goes to standard error then, however the module gets there.
;; RUN: wasm-opt %s --lower-fibers=report:json -o - > %t.wasm 2> %t.json
;; RUN: wasm-opt %t.wasm -o /dev/null
;; RUN: python3 -m json.tool %t.json | filecheck %s --check-prefix=JSON
;; JSON: "name": "entry"
;; RUN: wasm-opt %s --lower-fibers=report:text,print-analysis:text --output=- 2> %t.txt > %t.wasm
;; RUN: wasm-opt %t.wasm -o /dev/null
;; RUN: filecheck %s --check-prefix=TEXT < %t.txt
;; TEXT: 'entry': depth 0: 'fiber_yield'
;; TEXT: entry 'entry': frames
;; RUN: wasm-opt %s --lower-fibers=report:text --output - 2> %t.txt > %t.wasm
;; RUN: filecheck %s --check-prefix=FRAMES < %t.txt
;; FRAMES: entry 'entry': frames

;; Where the module has a file, standard error has nothing.
;; RUN: wasm-opt %s --lower-fibers=report:text -o %t.wasm 2> %t.txt | filecheck %s --check-prefix=FRAMES
;; RUN: not test -s %t.txt
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (call $fiber_yield (local.get 0)))
  (func (export "make") (result i32)
    (call $fiber_alloc (i32.const 1))))
