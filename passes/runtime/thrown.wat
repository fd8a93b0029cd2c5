;; Exceptions in the frames tier. A form that is on the stack catches what it calls
;; throw as ever. An exception that leaves it reaches $enter_and_catch, since all that
;; waits for it is in frames. These are gone through, the innermost first:
;;
;;   frame of g        frame of f        frame of the entry
;;   +------------+    +------------+    +------------+
;;   |   point 2  |--> |   point 3  |--> |   point 1  |
;;   +------------+    +------------+    +------------+
;;    dropped           bit 15 of the number is set: f is entered, and the
;;                      exception goes to the handler around the point
;;
;; The bit says that the point is in a try_table. Frames without it are dropped. Where
;; none is left, the exception leaves the fiber.
;;
;; fiber_free of a suspended fiber does the same with an exception of its own, which
;; cleanups pass on.

;; What the frame that is entered next is to have thrown at its point.
(global $thrown (export "thrown") (mut exnref) (ref.null exn))

;; Thrown in a suspended fiber that is freed.
(tag $free_frames_of_fiber)
;; The one exception with this tag, made when it is first needed.
(global $freeing (mut exnref) (ref.null exn))

;; Takes it to a handler that is known.
(func $take_thrown (export "take_thrown") (result exnref)
  (local $exception exnref)
  (local.set $exception (global.get $thrown))
  (global.set $thrown (ref.null exn))
  (local.get $exception))

;; Throws it there.
(@binaryen.inline "\00")
(func $throw_into_frame (export "throw_into_frame")
  (throw_ref (call $take_thrown)))

;; What $enter_and_catch does if forms catch exceptions.
(func $enter_and_pass_on (param $record i32) (param $offset i32)
    (param $value i32) (result i32)
  (local $exception exnref)
  (local $is_freed i32)
  (local $stack_left i32)
  (local.set $stack_left (global.get $stack_left))
  (loop $next
    (block $thrown
      (local.set $exception
        (block $freed (result exnref)
          (local.set $exception
            (block $other (result exnref)
              (return
                (try_table (result i32)
                    (catch_ref $free_frames_of_fiber $freed)
                    (catch_all_ref $other)
                  (call $enter
                    (local.get $record) (local.get $offset)
                    (local.get $value))))))
          (local.set $is_freed (i32.const 0))
          (br $thrown)))
      (local.set $is_freed (i32.const 1)))
    ;; The fiber may have allocated others, and that moves the records.
    (local.set $record (call $record (local.get $offset)))
    (global.set $stack_left (local.get $stack_left))
    (call $drop_innermost (local.get $record))
    (br_if $next
      (call $throw_into_fiber (local.get $record) (local.get $exception))))
  (if (i32.eqz (local.get $is_freed))
    (then
      (global.set $exception_in_frames (local.get $exception))))
  (i32.const 0))

;; Has the fiber's next frame that may catch the exception throw it, and drops those
;; before. 0 if there is none.
(func $throw_into_fiber (param $record i32) (param $exception exnref) (result i32)
  (local $frame i32)
  (loop $next
    (local.set $frame (i32.load offset=12 (local.get $record)))
    (if (i32.eqz (local.get $frame))
      (then (return (i32.const 0))))
    (if (i32.lt_s (i32.load16_s offset=8 (local.get $frame)) (i32.const 0))
      (then
        (global.set $thrown (local.get $exception))
        (return (i32.const 1))))
    (call $drop_innermost (local.get $record))
    (br $next))
  (unreachable))

;; Drops the innermost frame of a fiber, if it has one.
(func $drop_innermost (param $record i32)
  (local $frame i32)
  (if (local.tee $frame (i32.load offset=12 (local.get $record)))
    (then
      (i32.store offset=12 (local.get $record)
        (if (result i32) (global.get $has_parents)
          (then (i32.load offset=4 (local.get $frame)))
          (else (i32.const 0))))
      (if (global.get $has_references)
        (then (call $drop_references (local.get $frame))))
      (call $release_frame (local.get $frame)))))

;; An exception that has left the running fiber enters the one that waits for it in
;; memory, and so on to the one at $base. 1 if one of them has a frame to throw it,
;; and is the running one now.
(func $throw_into_waiting (param $base i32) (result i32)
  (local $exception exnref)
  (local $uncaught i32)
  (local.set $exception (global.get $exception_in_frames))
  (if (ref.is_null (local.get $exception))
    (then (return (i32.const 0))))
  (loop $next
    (if (i32.eq (global.get $current) (local.get $base))
      (then (return (i32.const 0))))
    (if (global.get $keeps_caught)
      (then (local.set $uncaught (call $take_uncaught))))
    (call $return_to_resumer (i32.const 0))
    (if (global.get $keeps_caught)
      (then (call $add_uncaught (local.get $uncaught))))
    (br_if $next (i32.eqz (call $leave_resume (local.get $exception)))))
  (i32.const 1))

;; The same for the running fiber, which waits in a fiber_resume or fiber_free that the
;; exception has left.
(func $leave_resume (param $exception exnref) (result i32)
  (local $record i32)
  (local $result i32)
  (local.set $record (call $record (global.get $current)))
  ;; The resumed fiber has finished.
  (if (local.tee $result (call $get_waiting_result (local.get $record)))
    (then (i32.store (local.get $result) (i32.const 0))))
  (call $drop_innermost (local.get $record))
  (if (call $throw_into_fiber (local.get $record) (local.get $exception))
    (then
      (global.set $exception_in_frames (ref.null exn))
      (return (i32.const 1))))
  (i32.const 0))

;; Where the running fiber waited in memory for one of the fallback tier, and the exception
;; has left that.
(func $throw_from_fallback (param $base i32) (result i32)
  (if (call $leave_resume (global.get $exception_in_frames))
    (then (return (i32.const 1))))
  (call $throw_into_waiting (local.get $base)))

;; Unwinds a suspended fiber that is freed. $in_form is for $resume_frames, which may
;; return before that is done.
(func $unwind_frames (param $offset i32) (param $fiber i32) (param $in_form i32)
  (if (i32.eqz (call $throw_freeing (call $record (local.get $offset))))
    (then (return)))
  (drop
    (call $resume_frames
      (local.get $fiber) (i32.const 0) (i32.const 0) (local.get $in_form)))
  (if (global.get $unwinding)
    (then (return)))
  (if (i32.ne (i32.load (call $record (local.get $offset))) (i32.const -1))
    (then
      (call $yield_in_free (local.get $fiber)))))

;; Has the fiber's next frame with a cleanup throw the exception of fiber_free, which C++
;; counts as one on its way. 0 if there is none.
(func $throw_freeing (param $record i32) (result i32)
  (if (i32.eqz
        (call $throw_into_fiber (local.get $record) (call $get_freeing)))
    (then (return (i32.const 0))))
  (if (global.get $keeps_caught)
    (then (call $count_freeing (local.get $record))))
  (i32.const 1))

(func $get_freeing (result exnref)
  (if (ref.is_null (global.get $freeing))
    (then
      (global.set $freeing
        (block $thrown (result exnref)
          (try_table (catch_all_ref $thrown)
            (throw $free_frames_of_fiber))
          (unreachable)))))
  (global.get $freeing))

;; What a call of fiber_free becomes in a form. What the freed fiber has to run may free
;; others, and so on to any depth, so this may wait in memory as fiber_resume may (room.wat).
(func $free_call_form (export "free_call_form") (param $fiber i32)
  (if (call $may_wait_to_free (local.get $fiber))
    (then
      (if (i32.lt_s (global.get $stack_left)
            (i32.add (global.get $most_taken) (global.get $resume_taken)))
        (then
          (global.set $pending (local.get $fiber))
          (global.set $waiting (global.get $current))
          (call $wait (i32.const 0)))
        (else
          (call $unwind_frames
            (call $offset_of (local.get $fiber)) (local.get $fiber)
            (i32.const 1))))
      (if (global.get $unwinding)
        (then
          ;; The frame that was saved for a fiber_resume is that of fiber_free.
          (i32.store (global.get $innermost) (global.get $free_form))
          (i32.store offset=12 (global.get $innermost) (local.get $fiber))
          (return)))))
  (call $fiber_free (local.get $fiber)))

;; Whether the fiber is suspended in frames, and a form may wait until they are unwound.
(func $may_wait_to_free (param $fiber i32) (result i32)
  (local $offset i32)
  (local $record i32)
  (if (i32.eqz (global.get $has_handlers))
    (then (return (i32.const 0))))
  (if (global.get $has_shared)
    (then
      (if (i32.le_s (global.get $current) (i32.const 0))
        (then (return (i32.const 0))))))
  (local.set $offset (call $find (local.get $fiber)))
  (if (global.get $has_fallback)
    (then
      (if (call $is_fallback (local.get $offset))
        (then (return (i32.const 0))))))
  (local.set $record (call $record (local.get $offset)))
  (if (i32.ne (i32.load (local.get $record)) (local.get $fiber))
    (then (return (i32.const 0))))
  (i32.ne (i32.load offset=12 (local.get $record)) (i32.const 0)))

;; Its resume form: the fiber has been unwound.
(func $free_resume_form (export "free_resume_form")
    (param $frame i32) (param $value i32) (result i32)
  (if (i32.eq (global.get $outcome) (i32.const 1))
    (then
      (call $yield_in_free (i32.load offset=12 (local.get $frame)))))
  (call $fiber_free (i32.load offset=12 (local.get $frame)))
  (global.get $left_returned))

;; Whether a fiber that waits in memory for another waits for it to be freed.
(func $waits_to_free (param $record i32) (result i32)
  (i32.eq (i32.load (i32.load offset=12 (local.get $record)))
          (global.get $free_form)))

;; Where a fiber that waits in memory wants its result, 0 if it doesn't.
(func $get_waiting_result (param $record i32) (result i32)
  (if (call $waits_to_free (local.get $record))
    (then (return (i32.const 0))))
  (i32.load offset=12 (i32.load offset=12 (local.get $record))))
