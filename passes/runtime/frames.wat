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
;; Where that memory comes from is in frame_memory.wat. Nested calls and resumes may
;; unwind for another reason: to make room on the engine's stack (room.wat).

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
(func $begin_frames (param $frame i32)
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

;; Marks a fiber as finished; what it had saved is released.
(func $finish (param $record i32)
  (i32.store (local.get $record) (i32.const -1))
  (i32.store offset=12 (local.get $record) (i32.const 0)))

;; Puts the fiber on its region, where it has left that, with the exceptions that it
;; is dealing with.
(func $take_region (param $record i32)
  (if (global.get $has_frames_regions)
    (then
      (global.set $stack_pointer (i32.load offset=20 (local.get $record)))
      (if (global.get $has_roots)
        (then (call $use_region (local.get $record))))
      (if (global.get $has_limits)
        (then (call $limit_to_region (local.get $record))))))
  (if (global.get $keeps_caught)
    (then (call $take_caught (local.get $record)))))

;; Keeps where it leaves it.
(func $keep_region (param $record i32)
  (if (global.get $has_frames_regions)
    (then
      (i32.store offset=20 (local.get $record) (global.get $stack_pointer))))
  (if (global.get $keeps_caught)
    (then (call $keep_caught (local.get $record)))))

;; Runs the fiber at $offset, which is the running one, with $value until it finishes
;; or unwinds. Returns why it does: 0 when it has finished, else as $unwinding says.
;; Its frames are in its record then, and $value is what it has returned or yielded.
(func $enter (param $record i32) (param $offset i32) (param $value i32)
    (result i32)
  (local $frame i32)
  (if (i32.eqz (local.tee $frame (i32.load offset=12 (local.get $record))))
    (then
      (return
        (call $start
          (local.get $record) (local.get $offset) (local.get $value)))))
  (call $enter_frames
    (local.get $frame) (local.get $frame) (local.get $offset)
    (local.get $value)))

;; The same for a fiber that starts.
(func $start (param $record i32) (param $offset i32) (param $value i32)
    (result i32)
  (local.set $value
    (call $start_frames (local.get $value) (local.get $record)))
  (if (i32.eqz (global.get $unwinding))
    (then
      (global.set $value (local.get $value))
      (return (i32.const 0))))
  ;; Nobody has called the entry.
  (if (global.get $has_parents)
    (then (i32.store offset=4 (global.get $outermost) (i32.const 0))))
  (call $keep_frames (local.get $offset)))

;; The same for one whose innermost frame is $frame. Its record has $kept.
(func $enter_frames (param $frame i32) (param $kept i32) (param $offset i32)
    (param $value i32) (result i32)
  (local $left i32)
  (loop $next
    (local.set $left
      (call $enter_frame (local.get $frame) (local.get $value)))
    (if (i32.eq (local.get $left) (global.get $left_yielded))
      (then
        ;; In a loop that yields, it is the frame of before. Not to store it spares the
        ;; next resume the wait for it.
        (if (global.get $has_parents)
          (then
            (if (i32.ne (local.get $frame) (local.get $kept))
              (then
                (i32.store offset=12 (call $record (local.get $offset))
                  (local.get $frame))))))
        (return (i32.const 1))))
    (if (local.get $left)
      (then (return (call $keep_frames (local.get $offset)))))
    (local.set $frame
      (call $release_returned (local.get $frame) (local.get $offset)))
    ;; Where no frame has a parent, this isn't a loop: being one alone takes a sixth of
    ;; a yield's time on V8.
    (if (global.get $has_parents)
      (then
        (local.set $value (global.get $value))
        (br_if $next (local.get $frame)))))
  (i32.const 0))

;; Releases a frame whose function has returned. Returns its parent, 0 if it has none.
(@binaryen.inline "\7f")
(func $release_returned (param $frame i32) (param $offset i32) (result i32)
  (local $parent i32)
  (if (global.get $has_parents)
    (then (local.set $parent (i32.load offset=4 (local.get $frame)))))
  (call $release_frame (local.get $frame))
  ;; If that throws, it and its parents are what is to be dropped.
  (if (i32.or
        (i32.or (global.get $has_roots) (global.get $has_backtrace))
        (i32.or (global.get $has_exceptions) (global.get $has_left)))
    (then
      (if (local.get $parent)
        (then
          (i32.store offset=12 (call $record (local.get $offset))
            (local.get $parent))))))
  (local.get $parent))

;; What $enter does after it has entered the innermost frame of the fiber at $offset, which
;; has left as $left says and hasn't yielded.
(@binaryen.inline "\00")
(func $go_on (param $left i32) (param $offset i32) (result i32)
  (local $frame i32)
  (if (local.get $left)
    (then (return (call $keep_frames (local.get $offset)))))
  (if (i32.eqz
        (local.tee $frame
          (call $release_returned
            (i32.load offset=12 (call $record (local.get $offset)))
            (local.get $offset))))
    (then (return (i32.const 0))))
  (if (result i32) (global.get $has_parents)
    (then
      (call $enter_frames
        (local.get $frame) (i32.const 0) (local.get $offset)
        (global.get $value)))
    (else (i32.const 0))))

;; Keeps the frames of the running fiber, which has unwound, in its record. Returns why it
;; has.
(func $keep_frames (param $offset i32) (result i32)
  (local $why i32)
  (i32.store offset=12 (call $record (local.get $offset))
    (global.get $innermost))
  (local.set $why (global.get $unwinding))
  (global.set $unwinding (i32.const 0))
  (local.get $why))

;; Calls the call form of the fiber's entry: directly, if the pass knows which there
;; are.
(func $start_frames (param $value i32) (param $record i32) (result i32)
  (call_indirect $call_forms (type $entry)
    (local.get $value) (i32.load offset=8 (local.get $record))))

;; In a program with exceptions, one that leaves the running fiber finishes it, and
;; waits in $exception_in_frames.
(func $enter_and_catch (param $record i32) (param $offset i32)
    (param $value i32) (result i32)
  (if (i32.eqz (global.get $has_exceptions))
    (then
      (return
        (call $enter
          (local.get $record) (local.get $offset) (local.get $value)))))
  (if (global.get $has_handlers)
    (then
      (return
        (call $enter_and_pass_on
          (local.get $record) (local.get $offset) (local.get $value)))))
  (global.set $exception_in_frames
    (block $thrown (result exnref)
      (return
        (try_table (result i32) (catch_all_ref $thrown)
          (call $enter
            (local.get $record) (local.get $offset) (local.get $value))))))
  (call $cancel_frames (call $record (local.get $offset)))
  (i32.const 0))

;; The exception that has left a fiber, on its way to the resumer.
(global $exception_in_frames (mut exnref) (ref.null exn))

(func $rethrow_from_frames
  (local $exception exnref)
  (if (i32.eqz (ref.is_null
        (local.tee $exception (global.get $exception_in_frames))))
    (then
      (global.set $exception_in_frames (ref.null exn))
      (throw_ref (local.get $exception)))))

;; What fiber_resume does with a fiber of this tier. $in_form tells that a form
;; calls it, which can be taken off the stack.
;;
;; Where fibers resume others, nearly all resumes enter one frame, whose function yields
;; again by itself. What else may happen is in functions of its own then, also all loops: an
;; engine that finds places for values has more of them to move if there are more calls
;; that they outlast, and where paths meet.
(func $resume_frames
    (param $handle i32) (param $value i32) (param $result i32)
    (param $in_form i32) (result i32)
  (local $offset i32)
  (local $record i32)
  (local $resumer i32)
  (local $stack_pointer i32)
  (local $outer_stack_pointer i32)
  (local $stack_limit i32)
  (local $stack_left i32)
  (local $frame i32)
  (local $why i32)
  (if (global.get $has_depth)
    (then
      (local.set $stack_left (global.get $stack_left))
      (if (global.get $has_nesting)
        (then
          (if (i32.lt_s (local.get $stack_left)
                (i32.add (global.get $most_taken) (global.get $resume_taken)))
            (then
              (if (call $wait_to_resume
                    (local.get $in_form) (local.get $handle)
                    (local.get $value) (local.get $result))
                (then (return (i32.const 0))))))))))
  (local.set $offset (call $offset_of (local.get $handle)))
  (block $refused
    (br_if $refused (i32.ge_u (local.get $offset) (global.get $used)))
    (local.set $record (call $record (local.get $offset)))
    (br_if $refused
      (i32.ne (i32.load (local.get $record)) (local.get $handle)))
    ;; If fibers can't resume or free any, nothing asks whether this one runs.
    (if (global.get $has_nesting)
      (then (i32.store (local.get $record) (i32.const 0))))
    (if (global.get $has_current)
      (then
        (local.set $resumer (global.get $current))
        (global.set $current (local.get $offset))))
    (if (global.get $has_left)
      (then (call $note_resumer (local.get $record) (local.get $resumer))))
    (if (global.get $has_backtrace)
      (then (call $keep_resumer (local.get $record) (local.get $resumer))))
    (if (global.get $has_frames_regions)
      (then
        (local.set $stack_pointer (global.get $stack_pointer))
        (if (global.get $has_outer_stack)
          (then
            (local.set $outer_stack_pointer (global.get $outer_stack_pointer))
            (call $note_outer_stack)))
        (if (global.get $has_limits)
          (then (local.set $stack_limit (global.get $stack_limit))))))
    (if (global.get $has_depth)
      (then
        (global.set $stack_left (call $left_to_resume (local.get $stack_left)))))
    (if (global.get $keeps_caught)
      (then (call $keep_resumers_caught (local.get $record))))
    (call $take_region (local.get $record))

    (block $left
      (if (i32.or
            (i32.or
              (i32.and
                (i32.eqz (global.get $has_nesting))
                (i32.or (global.get $has_parents) (global.get $has_depth)))
              (global.get $has_exceptions))
            (global.get $is_small))
        (then
          (loop $next
            (local.set $why
              (call $enter_and_catch
                (local.get $record) (local.get $offset) (local.get $value)))
            (if (i32.and
                  (global.get $has_depth) (i32.eqz (global.get $has_nesting)))
              (then
                ;; It has made room, and goes on.
                (if (i32.eq (local.get $why) (i32.const 2))
                  (then
                    (call $leave_room (local.get $stack_left))
                    (local.set $value (global.get $value))
                    (br $next))))))
          (br $left)))
      (if (local.tee $frame (i32.load offset=12 (local.get $record)))
        (then
          (local.set $why
            (call $enter_frame (local.get $frame) (local.get $value)))
          (if (i32.eq (local.get $why) (global.get $left_yielded))
            (then
              (if (global.get $has_depth)
                (then (global.set $stack_left (local.get $stack_left))))
              (local.set $record
                (call $leave
                  (local.get $offset) (local.get $resumer)
                  (local.get $stack_pointer) (local.get $outer_stack_pointer)
                  (local.get $stack_limit)))
              (return
                (call $tell_yield
                  (local.get $record) (local.get $handle)
                  (local.get $result)))))
          (local.set $why
            (call $go_on (local.get $why) (local.get $offset)))
          (br $left)))
      (local.set $why
        (call $start
          (local.get $record) (local.get $offset) (local.get $value))))
    (return
      (call $end_resume
        (local.get $why) (local.get $offset) (local.get $handle)
        (local.get $result) (local.get $in_form) (local.get $resumer)
        (local.get $stack_pointer) (local.get $outer_stack_pointer)
        (local.get $stack_limit) (local.get $stack_left))))

  (if (local.get $result)
    (then (i32.store (local.get $result) (i32.const 2))))
  (i32.const 0))

;; The rest of a resume whose fiber has left for $why.
(func $end_resume (export "end_resume")
    (param $why i32) (param $offset i32) (param $handle i32) (param $result i32)
    (param $in_form i32) (param $resumer i32) (param $stack_pointer i32)
    (param $outer_stack_pointer i32) (param $stack_limit i32)
    (param $stack_left i32) (result i32)
  (local $record i32)
  (if (global.get $has_depth)
    (then
      (global.set $stack_left (local.get $stack_left))
      (if (global.get $has_nesting)
        (then
          (if (i32.gt_u (local.get $why) (i32.const 1))
            (then
              (local.set $why
                (call $go_on_with_room
                  (local.get $why) (local.get $offset)
                  (local.get $in_form)))))))))
  (if (global.get $keeps_caught)
    (then
      (if (i32.eqz (ref.is_null (global.get $exception_in_frames)))
        (then
          (call $pass_uncaught_on (call $record (local.get $offset)))))))
  (local.set $record
    (call $leave
      (local.get $offset) (local.get $resumer) (local.get $stack_pointer)
      (local.get $outer_stack_pointer) (local.get $stack_limit)))
  (if (local.get $why)
    (then
      (if (global.get $has_depth)
        (then
          ;; The form that has called this is to be taken off the stack, too.
          (if (i32.eq (local.get $why) (i32.const 3))
            (then
              (if (global.get $has_current)
                (then
                  (call $note_resumer
                    (local.get $record) (local.get $resumer)))
                (else (global.set $unnoted (local.get $offset))))
              (call $wait (local.get $result))
              (return (i32.const 0))))))
      (return
        (call $tell_yield
          (local.get $record) (local.get $handle) (local.get $result)))))
  (call $finish (local.get $record))
  (if (local.get $result)
    (then (i32.store (local.get $result) (i32.const 0))))
  (if (global.get $has_exceptions)
    (then (call $rethrow_from_frames)))
  (global.get $value))

;; Gives the resumer back what it had. The fiber may have allocated others, and that moves
;; the records: returns where its own is now.
(@binaryen.inline "\7f")
(func $leave (param $offset i32) (param $resumer i32) (param $stack_pointer i32)
    (param $outer_stack_pointer i32) (param $stack_limit i32) (result i32)
  (local $record i32)
  (local.set $record (call $record (local.get $offset)))
  (if (global.get $has_current)
    (then (global.set $current (local.get $resumer))))
  (call $keep_region (local.get $record))
  (if (global.get $keeps_caught)
    (then (call $take_resumers_caught (local.get $record))))
  (if (global.get $has_frames_regions)
    (then
      (global.set $stack_pointer (local.get $stack_pointer))
      (if (global.get $has_outer_stack)
        (then
          (global.set $outer_stack_pointer
            (local.get $outer_stack_pointer))))
      (if (global.get $has_limits)
        (then (global.set $stack_limit (local.get $stack_limit))))))
  (local.get $record))

;; The fiber has yielded: it may be resumed again. Returns the value.
(@binaryen.inline "\7f")
(func $tell_yield (param $record i32) (param $handle i32) (param $result i32)
    (result i32)
  (local $value i32)
  (if (global.get $has_nesting)
    (then (i32.store (local.get $record) (local.get $handle))))
  (if (local.get $result)
    (then (i32.store (local.get $result) (i32.const 1))))
  (local.set $value (global.get $value))
  (if (global.get $records_yields)
    (then (call $record_yield (local.get $record))))
  (local.get $value))
