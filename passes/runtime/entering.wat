;; How fibers of the frames tier run: a resume enters the innermost of the frames that
;; are saved (frames.wat), and its parent with what that returns, and so on, until one
;; unwinds or none is left.

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
    (if (global.get $marks_running)
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
              (local.set $record (call $record (local.get $offset)))
              ;; It leaves its region where it left it the last time. While it ran,
              ;; collectors were told of all of that.
              (if (global.get $has_roots)
                (then (call $keep_region (local.get $record))))
              (call $go_back_to_resumer
                (local.get $record) (local.get $resumer)
                (local.get $stack_pointer) (local.get $outer_stack_pointer)
                (local.get $stack_limit))
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

;; Keeps where the fiber leaves its region, and gives the resumer back what it had. The
;; fiber may have allocated others, and that moves the records: returns where its own is now.
(@binaryen.inline "\7f")
(func $leave (param $offset i32) (param $resumer i32) (param $stack_pointer i32)
    (param $outer_stack_pointer i32) (param $stack_limit i32) (result i32)
  (local $record i32)
  (local.set $record (call $record (local.get $offset)))
  (call $keep_region (local.get $record))
  (call $go_back_to_resumer
    (local.get $record) (local.get $resumer) (local.get $stack_pointer)
    (local.get $outer_stack_pointer) (local.get $stack_limit))
  (local.get $record))

;; Gives the resumer back what it had.
(@binaryen.inline "\7f")
(func $go_back_to_resumer (param $record i32) (param $resumer i32) (param $stack_pointer i32)
    (param $outer_stack_pointer i32) (param $stack_limit i32)
  (if (global.get $has_current)
    (then (global.set $current (local.get $resumer))))
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
        (then (global.set $stack_limit (local.get $stack_limit)))))))

;; The fiber has yielded: it may be resumed again. Returns the value.
(@binaryen.inline "\7f")
(func $tell_yield (param $record i32) (param $handle i32) (param $result i32)
    (result i32)
  (local $value i32)
  (if (global.get $marks_running)
    (then (i32.store (local.get $record) (local.get $handle))))
  (if (local.get $result)
    (then (i32.store (local.get $result) (i32.const 1))))
  (local.set $value (global.get $value))
  (if (global.get $records_yields)
    (then (call $record_yield (local.get $record))))
  (local.get $value))
