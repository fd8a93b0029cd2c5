;; Each longjmp looks at where it goes, if fibers have regions. It is one that throws a part
;; of the jmp_buf to which it has written where that is. What else is thrown doesn't look, also
;; if it has the tag of longjmp, as before LLVM 19, when the jmp_buf told of no frame.
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames -S -o - | filecheck %s

(module
  (type $entry (func (param i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)

  (table $table 2 2 funcref)
  (elem (table $table) (i32.const 1) func $entry)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (tag $__c_longjmp (param i32))
  (tag $other (param i32 i32))

  (func $entry (export "entry") (type $entry) (param $value i32) (result i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 32))))
    (i32.store (local.get $frame) (call $fiber_yield (local.get $value)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 32)))
    (i32.load (local.get $frame))
  )

  (func $jump (export "jump") (param $buffer i32) (param $value i32)
    (i32.store offset=8 (local.get $buffer) (local.get $buffer))
    (i32.store offset=12 (local.get $buffer) (local.get $value))
    (throw $__c_longjmp (i32.add (local.get $buffer) (i32.const 8)))
  )

  ;; Inlined, with a jmp_buf that is static, and with one whose variable the store sets.
  (func $jump_to_static (export "jump_to_static") (param $value i32)
    (i32.store (i32.const 1036) (local.get $value))
    (i32.store (i32.const 1032) (i32.const 1024))
    (throw $__c_longjmp (i32.const 1032))
  )

  (func $jump_to_other (export "jump_to_other") (param $buffer i32)
    (local $other i32)
    (i32.store offset=8
      (local.tee $other (i32.load (local.get $buffer)))
      (local.get $other))
    (throw $__c_longjmp (i32.add (local.get $other) (i32.const 8)))
  )

  (func $jump_of_before (export "jump_of_before") (param $buffer i32)
    (i32.store offset=1024 (i32.const 0) (local.get $buffer))
    (throw $__c_longjmp (i32.const 1024))
  )

  (func $not_of_buffer (export "not_of_buffer") (param $buffer i32)
    (i32.store (local.get $buffer) (local.get $buffer))
    (throw $__c_longjmp (local.get $buffer))
  )

  (func $not_of_static (export "not_of_static") (param $buffer i32)
    (i32.store (i32.const 1032) (i32.const 1032))
    (i32.store (i32.const 1024) (i32.const 1024))
    (throw $__c_longjmp (i32.const 1032))
  )

  (func $of_two (export "of_two") (param $buffer i32)
    (throw $other (local.get $buffer) (i32.const 0))
  )

  (func $make (export "make") (result i32)
    (call $fiber_alloc (i32.const 1))
  )
)

;; CHECK-LABEL: (func $jump (type
;; CHECK:         (throw $__c_longjmp
;; CHECK-NEXT:     (call $fiber.check_long_jump
;; CHECK-LABEL: (func $jump_to_static (type
;; CHECK:         (throw $__c_longjmp
;; CHECK-NEXT:     (call $fiber.check_long_jump
;; CHECK-NEXT:      (i32.const 1032)
;; CHECK-LABEL: (func $jump_to_other (type
;; CHECK:         (throw $__c_longjmp
;; CHECK-NEXT:     (call $fiber.check_long_jump
;; CHECK-LABEL: (func $jump_of_before (type
;; CHECK:         (throw $__c_longjmp
;; CHECK-NEXT:     (i32.const 1024)
;; CHECK-LABEL: (func $not_of_buffer (type
;; CHECK:         (throw $__c_longjmp
;; CHECK-NEXT:     (local.get $buffer)
;; CHECK-LABEL: (func $not_of_static (type
;; CHECK:         (throw $__c_longjmp
;; CHECK-NEXT:     (i32.const 1032)
;; CHECK-LABEL: (func $of_two (type
;; CHECK:         (throw $other
;; CHECK-NEXT:     (local.get $buffer)
