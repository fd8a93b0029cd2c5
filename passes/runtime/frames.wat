;; The frames tier: a suspended fiber is a list of frames in linear memory, one for
;; each activation that waits (frames/FrameLayout.h), from the innermost to the
;; entry's. The fiber's record (handles.wat) has the first.
;;
;;   record       frame of g       frame of f        frame of the entry
;;   +-------+    +------------+    +------------+    +------------+
;;   |  12 --+--> |   parent --+--> |   parent --+--> |   parent 0 |
;;   +-------+    +------------+    +------------+    +------------+
;;
;; A yield sets $unwinding and returns. Each form on the way to fiber_resume
;; saves its activation in a frame, links that behind the last one, and returns
;; too. fiber_resume then enters the innermost frame alone; when that returns
;; instead of unwinding, its parent is entered with the result. A form that is
;; entered with a frame tells by what it returns how it has left:
;;
;;   0  It has returned; an i32 that it has returned is $value.
;;   1  It has yielded $value, and is saved in the same frame.
;;   2  It unwinds, as $unwinding says.
;;
;; Here is what forms call to save themselves. What enters them is in entering.wat, and
;; where the memory comes from in frame_memory.wat. Nested calls and resumes may unwind for
;; another reason: to make room on the engine's stack (room.wat).

;; Why forms return before they are done. It is 0 when none is.
;;   1  The fiber yields $value.
;;   2  The stack is used up. The innermost frame is of a call that wasn't made.
;;   3  So it is, and $value is to be given to the fiber $pending instead.
(global $unwinding (export "unwinding") (mut i32) (i32.const 0))
;; What is yielded, returned, or given to a fiber.
(global $value (export "value") (mut i32) (i32.const 0))
;; The first frame of those that are being saved, and the last.
(global $innermost (mut i32) (i32.const 0))
(global $outermost (mut i32) (i32.const 0))

;; The frame of the activation that is the first to be saved.
(func $new_innermost (export "new_innermost") (param $form i32) (param $class i32)
    (result i32)
  (local $frame i32)
  (local.set $frame (call $acquire_frame (local.get $form) (local.get $class)))
  (call $begin_frames (local.get $frame))
  (local.get $frame))

;; Begins the frames that are being saved with one.
(func $begin_frames (export "begin_frames") (param $frame i32)
  (global.set $innermost (local.get $frame))
  (if (global.get $has_parents)
    (then (global.set $outermost (local.get $frame)))))

;; The frame of an activation that is saved after those it has called.
(func $new_frame (export "new_frame") (param $form i32) (param $class i32)
    (result i32)
  (local $frame i32)
  (local.set $frame (call $acquire_frame (local.get $form) (local.get $class)))
  (call $link_frame (local.get $frame))
  (local.get $frame))

;; The same for one that has a frame.
(func $link_frame (export "link_frame") (param $frame i32)
  (i32.store offset=4 (global.get $outermost) (local.get $frame))
  (global.set $outermost (local.get $frame)))

;; The frame that a body is entered with, 0 if it is called (BodyEntry.cpp).
(global $entered (export "entered") (mut i32) (i32.const 0))

;; The frame of a body's activation that is the first to be saved: $frame, if it was
;; entered with that.
(func $first_in_body (export "first_in_body")
    (param $frame i32) (param $form i32) (param $class i32) (param $body i32)
    (result i32)
  (local.set $frame
    (call $frame_of_body
      (local.get $frame) (local.get $form) (local.get $class) (local.get $body)))
  (call $begin_frames (local.get $frame))
  (local.get $frame))

;; The same for one that is saved after those it has called.
(func $next_in_body (export "next_in_body")
    (param $frame i32) (param $form i32) (param $class i32) (param $body i32)
    (result i32)
  (local.set $frame
    (call $frame_of_body
      (local.get $frame) (local.get $form) (local.get $class) (local.get $body)))
  (call $link_frame (local.get $frame))
  (local.get $frame))

(func $frame_of_body
    (param $frame i32) (param $form i32) (param $class i32) (param $body i32)
    (result i32)
  (if (i32.eqz (local.get $frame))
    (then
      (local.set $frame
        (call $acquire_frame (local.get $form) (local.get $class)))
      (i32.store offset=12 (local.get $frame) (local.get $body))))
  (local.get $frame))

;; After a body that was entered with the frame has left to unwind. If the frame isn't
;; the last one that was saved, the body's last call unwinds, and it is done.
(func $left_body (export "left_body") (param $frame i32) (result i32)
  (if (global.get $has_parents)
    (then
      (if (i32.ne (local.get $frame) (global.get $outermost))
        (then
          (call $link_frame (i32.load offset=4 (local.get $frame)))
          (call $release_frame (local.get $frame))))))
  (global.get $left_unwinding))

;; Before an ordinary function that is an adapter around its call form (Adapter.h) calls
;; that: outside any fiber, but for a mark, forms don't unwind. Returns what $current is
;; to be afterwards.
(func $leave_forms (export "leave_forms") (result i32)
  (local $current i32)
  (if (i32.gt_s (local.tee $current (global.get $current)) (i32.const 0))
    (then (global.set $current (i32.const 0))))
  (local.get $current))

;; What a call of fiber_yield becomes in a call form, which saves itself next.
(@binaryen.inline "\7f")
(func $yield_first (export "yield_first") (param $value i32)
  (if (global.get $has_shared)
    (then
      (if (i32.le_s (global.get $current) (i32.const 0))
        (then (call $yield_outside)))))
  (global.set $value (local.get $value))
  (global.set $unwinding (i32.const 1)))

;; The call form of fiber_yield itself, for calls through the table.
(func $yield_call_form (export "yield_call_form") (param $value i32) (result i32)
  (call $yield_first (local.get $value))
  (drop
    (call $new_innermost
      (global.get $yield_form) (global.get $own_frame_class)))
  (i32.const 0))

;; Its resume form: enters with the value for its caller.
(func $yield_resume_form (export "yield_resume_form")
    (param $frame i32) (param $value i32) (result i32)
  (global.set $value (local.get $value))
  (global.get $left_returned))
