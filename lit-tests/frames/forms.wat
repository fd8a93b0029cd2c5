;; The forms of functions that may yield, and what becomes of everything else.
;;
;; A function that yields itself, in its call form, has no test after that: it saves
;; what is live and returns. In its resume form it goes on after the yield, in a loop
;; with the rest of the iteration, and then the loop itself, without a dispatch; what
;; hasn't changed since it was restored isn't saved again.
;;
;; A function that calls those tests $fiber.unwinding after each call. Its resume
;; form dispatches once, on the way in, and has its record from then on.
;;
;; A tail call is one, and its function has no resume form. An indirect call goes
;; through the table of call forms.
;; RUN: wasm-opt %s -all --lower-fibers=inline:no -S -o - | FileCheck %s

;; Only what is reached from an entry has forms.
;; RUN: wasm-opt %s -all --lower-fibers=inline:no -S -o - | FileCheck %s --check-prefix=ONLY
;; ONLY-NOT: (func $elsewhere.
;; ONLY-NOT: (func $use.
;; ONLY-NOT: (func $tail.resume_form

;; CHECK: (table $fiber.call_forms 3 3 funcref)
;; CHECK: (elem $fiber.call_forms (table $fiber.call_forms) (i32.const 1) func $entry.call_form $indirect.call_form)
;; CHECK-LABEL: (func $loops.call_form (type {{.*}}) (param $0 i32) (param $1 i64)
;; CHECK-NEXT:   (local $2 i32)
;; CHECK-NEXT:   (call $fiber.yield_first
;; CHECK-NEXT:    (local.get $0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (i32.store offset=12
;; CHECK-NEXT:    (local.tee $2
;; CHECK-NEXT:     (call $fiber.new_innermost
;; CHECK-NEXT:      (i32.const 1)
;; CHECK-NEXT:      (i32.const 8)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:    (local.get $0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (i64.store offset=16 align=4
;; CHECK-NEXT:    (local.get $2)
;; CHECK-NEXT:    (local.get $1)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (return)
;; CHECK-NEXT:  )

;; CHECK-LABEL: (func $frame.call_form (type $entry) (param $0 i32) (result i32)
;; CHECK-NEXT:   (local $1 i32)
;; CHECK-NEXT:   (global.set $__stack_pointer
;; CHECK-NEXT:    (local.tee $1
;; CHECK-NEXT:     (i32.sub
;; CHECK-NEXT:      (global.get $__stack_pointer)
;; CHECK-NEXT:      (i32.const 16)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:    (block
;; CHECK-NEXT:   (call $fiber.yield_first
;; CHECK-NEXT:    (local.get $0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (i32.store offset=12
;; CHECK-NEXT:    (call $fiber.new_innermost
;; CHECK-NEXT:     (i32.const 2)
;; CHECK-NEXT:     (i32.const 4)
;; CHECK-NEXT:    )
;; CHECK-NEXT:    (local.get $1)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (return
;; CHECK-NEXT:    (i32.const 0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )

;; CHECK-LABEL: (func $tail.call_form (type $entry) (param $0 i32) (result i32)
;; CHECK-NEXT:   (return_call $frame.call_form
;; CHECK-NEXT:    (local.get $0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )

;; CHECK-LABEL: (func $entry.call_form (type $entry) (param $0 i32) (result i32)
;; CHECK-NEXT:   (local $1 i32)
;; CHECK-NEXT:   (local $2 i32)
;; CHECK-NEXT:   (global.set $fiber.stack_left
;; CHECK-NEXT:    (i32.sub
;; CHECK-NEXT:     (global.get $fiber.stack_left)
;; CHECK-NEXT:     (i32.const 656)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (if
;; CHECK-NEXT:    (i32.lt_s
;; CHECK-NEXT:     (global.get $fiber.stack_left)
;; CHECK-NEXT:     (i32.const 0)
;; CHECK-NEXT:    )
;; CHECK-NEXT:    (then
;; CHECK-NEXT:     (if
;; CHECK-NEXT:      (call $fiber.make_room)
;; CHECK-NEXT:      (then
;; CHECK-NEXT:       (i32.store offset=12
;; CHECK-NEXT:        (call $fiber.new_innermost
;; CHECK-NEXT:         (i32.const 4)
;; CHECK-NEXT:         (i32.const 4)
;; CHECK-NEXT:        )
;; CHECK-NEXT:        (local.get $0)
;; CHECK-NEXT:       )
;; CHECK-NEXT:       (return
;; CHECK-NEXT:        (i32.const 0)
;; CHECK-NEXT:       )
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:    (block
;; CHECK-NEXT:     (block
;; CHECK-NEXT:   (call $loops.call_form
;; CHECK-NEXT:    (local.get $0)
;; CHECK-NEXT:    (i64.const 7)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (if
;; CHECK-NEXT:    (global.get $fiber.unwinding)
;; CHECK-NEXT:    (then
;; CHECK-NEXT:     (i32.store16 offset=8
;; CHECK-NEXT:      (local.tee $1
;; CHECK-NEXT:       (call $fiber.new_frame
;; CHECK-NEXT:        (i32.const 3)
;; CHECK-NEXT:        (i32.const 8)
;; CHECK-NEXT:       )
;; CHECK-NEXT:      )
;; CHECK-NEXT:      (i32.const 0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (i32.store offset=12
;; CHECK-NEXT:      (local.get $1)
;; CHECK-NEXT:      (local.get $0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (return
;; CHECK-NEXT:      (i32.const 0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (block
;; CHECK-NEXT:   (local.set $2
;; CHECK-NEXT:    (call $tail.call_form
;; CHECK-NEXT:     (local.get $0)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (if
;; CHECK-NEXT:    (global.get $fiber.unwinding)
;; CHECK-NEXT:    (then
;; CHECK-NEXT:     (i32.store16 offset=8
;; CHECK-NEXT:      (local.tee $1
;; CHECK-NEXT:       (call $fiber.new_frame
;; CHECK-NEXT:        (i32.const 3)
;; CHECK-NEXT:        (i32.const 8)
;; CHECK-NEXT:       )
;; CHECK-NEXT:      )
;; CHECK-NEXT:      (i32.const 1)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (i32.store offset=12
;; CHECK-NEXT:      (local.get $1)
;; CHECK-NEXT:      (local.get $0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (return
;; CHECK-NEXT:      (i32.const 0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (block
;; CHECK-NEXT:   (local.set $0
;; CHECK-NEXT:    (call_indirect $fiber.call_forms (type $entry)
;; CHECK-NEXT:     (local.get $0)
;; CHECK-NEXT:     (i32.const 2)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (if
;; CHECK-NEXT:    (global.get $fiber.unwinding)
;; CHECK-NEXT:    (then
;; CHECK-NEXT:     (i32.store16 offset=8
;; CHECK-NEXT:      (local.tee $1
;; CHECK-NEXT:       (call $fiber.new_frame
;; CHECK-NEXT:        (i32.const 3)
;; CHECK-NEXT:        (i32.const 8)
;; CHECK-NEXT:       )
;; CHECK-NEXT:      )
;; CHECK-NEXT:      (i32.const 2)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (i32.store offset=16
;; CHECK-NEXT:      (local.get $1)
;; CHECK-NEXT:      (local.get $2)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (return
;; CHECK-NEXT:      (i32.const 0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (block
;; CHECK-NEXT:   (global.set $fiber.stack_left
;; CHECK-NEXT:    (i32.add
;; CHECK-NEXT:     (global.get $fiber.stack_left)
;; CHECK-NEXT:     (i32.const 656)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (return
;; CHECK-NEXT:    (i32.add
;; CHECK-NEXT:     (local.get $2)
;; CHECK-NEXT:     (local.get $0)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )

;; CHECK-LABEL: (func $loops.resume_form (type $resume_form) (param $0 i32) (param $1 i32) (result i32)
;; CHECK-NEXT:   (block $resume
;; CHECK-NEXT:    (block $next
;; CHECK-NEXT:      (block
;; CHECK-NEXT:     (local.set $1
;; CHECK-NEXT:      (i32.load offset=12
;; CHECK-NEXT:       (local.get $0)
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (call $use
;; CHECK-NEXT:      (i32.wrap_i64
;; CHECK-NEXT:       (i64.load offset=16 align=4
;; CHECK-NEXT:        (local.get $0)
;; CHECK-NEXT:       )
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (br_if $next
;; CHECK-NEXT:      (local.tee $1
;; CHECK-NEXT:       (i32.sub
;; CHECK-NEXT:        (local.get $1)
;; CHECK-NEXT:        (i32.const 1)
;; CHECK-NEXT:       )
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:      )
;; CHECK-NEXT:     (br $resume)
;; CHECK-NEXT:    )
;; CHECK-NEXT:     (block
;; CHECK-NEXT:    (global.set $fiber.value
;; CHECK-NEXT:     (local.get $1)
;; CHECK-NEXT:    )
;; CHECK-NEXT:    (i32.store offset=12
;; CHECK-NEXT:     (local.get $0)
;; CHECK-NEXT:     (local.get $1)
;; CHECK-NEXT:    )
;; CHECK-NEXT:    (return
;; CHECK-NEXT:     (i32.const 1)
;; CHECK-NEXT:      )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (return
;; CHECK-NEXT:    (i32.const 0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )

;; CHECK-LABEL: (func $frame.resume_form (type $resume_form) (param $0 i32) (param $1 i32) (result i32)
;; CHECK-NEXT:   (i32.store
;; CHECK-NEXT:    (local.tee $0
;; CHECK-NEXT:     (i32.load offset=12
;; CHECK-NEXT:      (local.get $0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:    (local.get $1)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (local.set $1
;; CHECK-NEXT:    (i32.load
;; CHECK-NEXT:     (local.get $0)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (global.set $__stack_pointer
;; CHECK-NEXT:    (i32.add
;; CHECK-NEXT:     (local.get $0)
;; CHECK-NEXT:     (i32.const 16)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:    (block
;; CHECK-NEXT:   (global.set $fiber.value
;; CHECK-NEXT:    (local.get $1)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (return
;; CHECK-NEXT:    (i32.const 0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )

;; CHECK-LABEL: (func $entry.resume_form (type $resume_form) (param $0 i32) (param $1 i32) (result i32)
;; CHECK-NEXT:   (local $2 i32)
;; CHECK-NEXT:   (local $3 i32)
;; CHECK-NEXT:   (block $resume_5
;; CHECK-NEXT:    (block $resume_2
;; CHECK-NEXT:     (block $resume_4
;; CHECK-NEXT:      (block $resume_1
;; CHECK-NEXT:       (block $resume_3
;; CHECK-NEXT:        (br_table $resume_3 $resume_1 $resume_2 $resume_2
;; CHECK-NEXT:         (i32.load16_u offset=8
;; CHECK-NEXT:          (local.get $0)
;; CHECK-NEXT:         )
;; CHECK-NEXT:        )
;; CHECK-NEXT:       )
;; CHECK-NEXT:        (block
;; CHECK-NEXT:       (local.set $3
;; CHECK-NEXT:        (call $tail.call_form
;; CHECK-NEXT:         (local.tee $2
;; CHECK-NEXT:          (i32.load offset=12
;; CHECK-NEXT:           (local.get $0)
;; CHECK-NEXT:          )
;; CHECK-NEXT:         )
;; CHECK-NEXT:        )
;; CHECK-NEXT:       )
;; CHECK-NEXT:       (if
;; CHECK-NEXT:        (global.get $fiber.unwinding)
;; CHECK-NEXT:        (then
;; CHECK-NEXT:         (call $fiber.link_frame
;; CHECK-NEXT:          (local.get $0)
;; CHECK-NEXT:         )
;; CHECK-NEXT:         (i32.store16 offset=8
;; CHECK-NEXT:          (local.get $0)
;; CHECK-NEXT:          (i32.const 1)
;; CHECK-NEXT:         )
;; CHECK-NEXT:         (return
;; CHECK-NEXT:          (i32.const 2)
;; CHECK-NEXT:         )
;; CHECK-NEXT:        )
;; CHECK-NEXT:       )
;; CHECK-NEXT:        )
;; CHECK-NEXT:       (br $resume_4)
;; CHECK-NEXT:      )
;; CHECK-NEXT:       (block
;; CHECK-NEXT:      (local.set $2
;; CHECK-NEXT:       (i32.load offset=12
;; CHECK-NEXT:        (local.get $0)
;; CHECK-NEXT:       )
;; CHECK-NEXT:      )
;; CHECK-NEXT:      (local.set $3
;; CHECK-NEXT:       (local.get $1)
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:      )
;; CHECK-NEXT:      (block
;; CHECK-NEXT:     (local.set $2
;; CHECK-NEXT:      (call_indirect $fiber.call_forms (type $entry)
;; CHECK-NEXT:       (local.get $2)
;; CHECK-NEXT:       (i32.const 2)
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (if
;; CHECK-NEXT:      (global.get $fiber.unwinding)
;; CHECK-NEXT:      (then
;; CHECK-NEXT:       (call $fiber.link_frame
;; CHECK-NEXT:        (local.get $0)
;; CHECK-NEXT:       )
;; CHECK-NEXT:       (i32.store16 offset=8
;; CHECK-NEXT:        (local.get $0)
;; CHECK-NEXT:        (i32.const 2)
;; CHECK-NEXT:       )
;; CHECK-NEXT:       (i32.store offset=16
;; CHECK-NEXT:        (local.get $0)
;; CHECK-NEXT:        (local.get $3)
;; CHECK-NEXT:       )
;; CHECK-NEXT:       (return
;; CHECK-NEXT:        (i32.const 2)
;; CHECK-NEXT:       )
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:      )
;; CHECK-NEXT:     (br $resume_5)
;; CHECK-NEXT:    )
;; CHECK-NEXT:     (block
;; CHECK-NEXT:    (local.set $3
;; CHECK-NEXT:     (i32.load offset=16
;; CHECK-NEXT:      (local.get $0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:    (local.set $2
;; CHECK-NEXT:     (local.get $1)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:    )
;; CHECK-NEXT:    (block
;; CHECK-NEXT:   (global.set $fiber.value
;; CHECK-NEXT:    (i32.add
;; CHECK-NEXT:     (local.get $3)
;; CHECK-NEXT:     (local.get $2)
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (return
;; CHECK-NEXT:    (i32.const 0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )

;; CHECK-LABEL: (func $entry.start_form (type $resume_form) (param $0 i32) (param $1 i32) (result i32)
;; CHECK-NEXT:   (local.set $1
;; CHECK-NEXT:    (call $entry.call_form
;; CHECK-NEXT:     (i32.load offset=12
;; CHECK-NEXT:      (local.get $0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (if
;; CHECK-NEXT:    (global.get $fiber.unwinding)
;; CHECK-NEXT:    (then
;; CHECK-NEXT:     (call $fiber.link_frame
;; CHECK-NEXT:      (i32.load offset=4
;; CHECK-NEXT:       (local.get $0)
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:      (call $fiber.release_frame_of_form
;; CHECK-NEXT:      (local.get $0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (return
;; CHECK-NEXT:      (i32.const 2)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:    (block
;; CHECK-NEXT:   (global.set $fiber.value
;; CHECK-NEXT:    (local.get $1)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (return
;; CHECK-NEXT:    (i32.const 0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )

(module
  (type $void (func))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 4 4 funcref)
  (elem (i32.const 1) $entry $indirect)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (func $use (param i32))
  ;; Never reached from an entry.
  (func $elsewhere (param i32) (result i32)
    (i32.add (i32.const 1) (call $fiber_yield (local.get 0))))
  (func $indirect (param $x i32) (result i32)
    (i32.add (i32.const 1) (call $fiber_yield (local.get $x))))
  (func $loops (param $n i32) (param $kept i64)
    (loop $next
      (drop (call $fiber_yield (local.get $n)))
      (call $use (i32.wrap_i64 (local.get $kept)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
  (func $frame (param $x i32) (result i32)
    (local $sp i32)
    (global.set $__stack_pointer (local.tee $sp (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (i32.store (local.get $sp) (call $fiber_yield (local.get $x)))
    (local.set $x (i32.load (local.get $sp)))
    (global.set $__stack_pointer (i32.add (local.get $sp) (i32.const 16)))
    (local.get $x))
  (func $tail (param $x i32) (result i32)
    (return_call $frame (local.get $x)))
  (func $entry (param $x i32) (result i32)
    (call $loops (local.get $x) (i64.const 7))
    (i32.add (call $tail (local.get $x))
    (call_indirect (param i32) (result i32) (local.get $x) (i32.const 2))))
  (func (export "main") (param i32) (result i32)
    (drop (call $elsewhere (i32.const 0)))
    (call $fiber_resume (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))
)
