;; Forms are where the code is that they are made of, in a source map: both of a small
;; function, and the body of a larger one. So is an adapter, where its function begins. What
;; is added at a call that may yield is where the call is.
;; RUN: wasm-opt %s -g -o %t.in.wasm -osm %t.in.map
;; RUN: wasm-opt %t.in.wasm -g -ism %t.in.map --lower-fibers=tier:frames,inline:no -o %t.wasm -osm %t.map
;; RUN: wasm-opt %t.wasm -g -ism %t.map -S -o - | filecheck %s --check-prefix=FORMS
;; RUN: wasm-opt %t.in.wasm -g -ism %t.in.map --lower-fibers=tier:frames,optimize:size -o %t.wasm -osm %t.map
;; RUN: wasm-opt %t.wasm -g -ism %t.map -S -o - | filecheck %s --check-prefix=BODY

;; FORMS:      (func $step.call_form
;; FORMS-NEXT:  (local
;; FORMS-NEXT:  ;;@ steps.c:3:12
;; FORMS-NEXT:  (call $fiber.yield_first
;; FORMS-NEXT:   (local.get $0)
;; FORMS-NEXT:  )
;; FORMS-NEXT:  ;;@ steps.c:3:12
;; FORMS-NEXT:  (i32.store16 offset=8
;; FORMS:      (func $entry.call_form
;; FORMS:        ;;@ entry.c:10:5
;; FORMS-NEXT:   (local.set $0
;; FORMS-NEXT:    (call $step.call_form
;; FORMS-NEXT:     (local.get $0)
;; FORMS-NEXT:    )
;; FORMS-NEXT:   )
;; FORMS-NEXT:   ;;@ entry.c:10:5
;; FORMS-NEXT:   (if
;; FORMS-NEXT:    (global.get $fiber.unwinding)
;; FORMS:        ;;@ entry.c:14:5
;; FORMS-NEXT:   (br_if
;; FORMS:       ;;@ entry.c:15:9
;; FORMS-NEXT:   (i32.div_u

;; FORMS:      (func $step.resume_form
;; FORMS:       ;;@ steps.c:3:12
;; FORMS:       (br_table
;; FORMS:       ;;@ steps.c:4:8
;; FORMS-NEXT:  (i32.store
;; FORMS-NEXT:   (i32.const 8)
;; FORMS-NEXT:   ;;@ steps.c:2:10
;; FORMS-NEXT:   (local.tee
;; FORMS:       ;;@ steps.c:5:3
;; FORMS-NEXT:  (global.set $fiber.value
;; FORMS-NEXT:   (i32.const 7)
;; FORMS-NEXT:  )
;; FORMS:       ;;@ steps.c:5:3
;; FORMS-NEXT:  (i32.store16 offset=8
;; FORMS:      (func $entry.resume_form
;; FORMS:       ;;@ entry.c:12:5
;; FORMS:       (call $step.call_form
;; FORMS:       ;;@ entry.c:15:9
;; FORMS-NEXT:  (i32.div_u

;; BODY:      ;;@ entry.c:9:1
;; BODY-NEXT: (func $entry
;; BODY-NOT:   ;;@
;; BODY:       (call $fiber.leave_forms
;; BODY-NOT:   ;;@
;; BODY:       (call $entry.call_form
;; BODY:      (func $entry.call_form
;; BODY:       ;;@ steps.c:3:12
;; BODY-NEXT:  (local.set
;; BODY:       ;;@ steps.c:4:8
;; BODY-NEXT:  (i32.store
;; BODY:       ;;@ entry.c:11:5
;; BODY-NEXT:  (br_if
;; BODY:       ;;@ entry.c:13:5
;; BODY-NEXT:  (i32.div_u
;; BODY:       ;;@ entry.c:15:9
;; BODY-NEXT:  (i32.div_u
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  ;;@ steps.c:1:6
  (func $step (param $x i32) (result i32)
    ;;@ steps.c:2:10
    (local.set $x (i32.add (local.get $x)
      ;;@ steps.c:3:12
      (call $fiber_yield (local.get $x))))
    ;;@ steps.c:4:8
    (i32.store (i32.const 8) (local.get $x))
    ;;@ steps.c:5:3
    (i32.add (local.get $x) (call $fiber_yield (i32.const 7)))
  )
  ;;@ entry.c:9:1
  (func $entry (param $x i32) (result i32)
    (loop $l
      ;;@ entry.c:10:5
      (local.set $x (call $step (local.get $x)))
      ;;@ entry.c:11:5
      (if (i32.eq (local.get $x) (i32.const 7))
        (then
          ;;@ entry.c:12:5
          (drop (call $step (i32.const 1)))
          ;;@ entry.c:13:5
          (drop (call $step (i32.div_u (i32.const 1) (local.get $x))))))
      ;;@ entry.c:14:5
      (br_if $l (local.get $x))
    )
    ;;@ entry.c:15:9
    (i32.div_u (i32.const 1) (local.get $x))
  )
  (func $make (export "make") (result i32)
    (drop (call $entry (i32.const 8)))
    (call $fiber_alloc (i32.const 1))
  )
)
