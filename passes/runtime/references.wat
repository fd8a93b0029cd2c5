;; What becomes of references that an activation has kept (kept.wat) and won't take back: its
;; frame is dropped, since its fiber is freed, or an exception passes by. Bit 0 of the
;; class says that there are any; at the end of the frame is what it has of them:
;;
;;    ..  |  kept  |  kept  |  count 2  |
;;
;; A form that is entered takes all that its frame has, and clears the bit.

(func $drop_references (param $frame i32)
  (local $class i32)
  (local $at i32)
  (local $count i32)
  (local.set $class (i32.load16_u offset=10 (local.get $frame)))
  (if (i32.eqz (i32.and (local.get $class) (global.get $class_has_references)))
    (then (return)))
  (local.set $class
    (i32.xor (local.get $class) (global.get $class_has_references)))
  (i32.store16 offset=10 (local.get $frame) (local.get $class))
  (local.set $at
    (i32.sub
      (i32.add
        (local.get $frame)
        (i32.shl (local.get $class) (global.get $frame_class_shift)))
      (i32.const 4)))
  (local.set $count (i32.load (local.get $at)))
  (loop $next
    (local.set $at (i32.sub (local.get $at) (i32.const 4)))
    (call $drop_reference (i32.load (local.get $at)))
    (br_if $next
      (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))

(func $drop_reference (param $kept i32)
  (local $kind i32)
  (local.set $kind (i32.and (local.get $kept) (i32.const 3)))
  (if (global.get $keeps_extern)
    (then
      (if (i32.eq (local.get $kind) (global.get $kind_extern))
        (then (drop (call $take_extern (local.get $kept)))))))
  (if (global.get $keeps_func)
    (then
      (if (i32.eq (local.get $kind) (global.get $kind_func))
        (then (drop (call $take_func (local.get $kept)))))))
  (if (global.get $keeps_exn)
    (then
      (if (i32.eq (local.get $kind) (global.get $kind_exn))
        (then (drop (call $take_exn (local.get $kept))))))))

;; The size class of a frame that may have references.
(func $class_of (param $frame i32) (result i32)
  (local $class i32)
  (local.set $class (i32.load16_u offset=10 (local.get $frame)))
  (if (result i32) (global.get $has_references)
    (then
      (i32.and
        (local.get $class)
        (i32.xor (global.get $class_has_references) (i32.const -1))))
    (else (local.get $class))))
