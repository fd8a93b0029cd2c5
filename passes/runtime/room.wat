;; How the frames tier (frames.wat) nests calls and resumes to any depth.
;;
;; Where calls or resumes are nested deeper than the engine's stack may bear, the
;; same unwinding makes room: the activations go to their frames, and the
;; outermost fiber_resume goes on from there. A fiber may then wait in memory for
;; one that it has resumed. That one's record names, at 16, the fiber that waits for
;; it (handles.wat); and the innermost frame of the fiber that waits is
;; fiber_resume's own activation, which has, at 12, the address for the result. So it is
;; with a fiber that is freed and has handlers to run: the activation is fiber_free's then,
;; and has the fiber (thrown.wat).
;;
;;   fiber_resume --> form of A --> fiber_resume(B) --> form of B --> ...
;;        ^                                                           |
;;        |<-- each saves its activation in a frame and returns ------+
;;        |
;;        +--> the innermost form, with all of the stack

;; An estimate of the bytes of the engine's stack that forms may take, and of those
;; that they still may. Of these and the next two, the pass sets the values when it has
;; made the forms.
(global $whole_stack (export "whole_stack") (mut i32) (i32.const 0))
(global $stack_left (export "stack_left") (mut i32) (i32.const 0))
;; What a fiber_resume counts: itself, and what functions that don't count take above it.
(global $resume_taken (export "resume_taken") (mut i32) (i32.const 0))
;; The most of it that a form takes. A fiber that is entered has as much, or its
;; form would find the stack used up for ever.
(global $most_taken (export "most_taken") (mut i32) (i32.const 0))
;; The fiber that is to be given $value, when $unwinding is 3.
(global $pending (mut i32) (i32.const 0))
;; The fiber that resumes it.
(global $waiting (mut i32) (i32.const 0))
;; Where nothing else depends on which fiber runs, $current is only right while fibers go
;; on in memory, in $go_on_with_room: that is called where the running fiber is known. Until
;; then, this is the fiber whose resumer is to be noted, 0 if it is to be $waiting.
(global $unnoted (mut i32) (i32.const 0))
;; The result of a fiber_resume that waits in memory.
(global $outcome (mut i32) (i32.const 0))

;; Has a call form that finds the stack used up return: it saves its call next. 0 if it
;; can't, since an ordinary function has called forms (Adapter.h).
(func $make_room (export "make_room") (result i32)
  (if (global.get $has_shared)
    (then
      (if (i32.le_s (global.get $current) (i32.const 0))
        (then (return (i32.const 0))))))
  (global.set $unwinding (i32.const 2))
  (i32.const 1))

;; What a call of fiber_resume becomes in a form.
(func $resume_call_form (export "resume_call_form")
    (param $fiber i32) (param $value i32) (param $result i32) (result i32)
  (call $resume
    (local.get $fiber) (local.get $value) (local.get $result)
    (if (result i32) (global.get $has_shared)
      (then (i32.gt_s (global.get $current) (i32.const 0)))
      (else (i32.const 1)))))

;; The same of a fiber of the fallback tier, which runs at once, unless the stack is used
;; up.
(func $resume_fallback_in_form
    (param $fiber i32) (param $value i32) (param $result i32) (result i32)
  (local $stack_left i32)
  (local.set $stack_left (global.get $stack_left))
  (if (i32.lt_s (local.get $stack_left)
        (i32.add (global.get $most_taken) (global.get $resume_taken)))
    (then
      (drop
        (call $wait_to_resume
          (i32.const 1) (local.get $fiber) (local.get $value)
          (local.get $result)))
      (return (i32.const 0))))
  (global.set $stack_left
    (i32.sub (local.get $stack_left) (global.get $resume_taken)))
  (local.set $value
    (call $resume_fallback
      (local.get $fiber) (local.get $value) (local.get $result)))
  (global.set $stack_left (local.get $stack_left))
  (local.get $value))

;; Has a fiber_resume that has used up the stack wait in the running fiber, if a form
;; calls it. 0 if it doesn't.
(@binaryen.inline "\00")
(func $wait_to_resume
    (param $in_form i32) (param $fiber i32) (param $value i32)
    (param $result i32) (result i32)
  (if (i32.eqz (local.get $in_form))
    (then (return (i32.const 0))))
  (global.set $pending (local.get $fiber))
  (if (global.get $has_current)
    (then (global.set $waiting (global.get $current)))
    (else (global.set $unnoted (i32.const 0))))
  (global.set $value (local.get $value))
  (call $wait (local.get $result))
  (i32.const 1))

;; What a resume leaves of the stack to what it runs. Where resumes don't nest, the value
;; that $stack_left begins with counts the one that there is.
(func $left_to_resume (param $stack_left i32) (result i32)
  (if (result i32) (global.get $has_nesting)
    (then (i32.sub (local.get $stack_left) (global.get $resume_taken)))
    (else (local.get $stack_left))))

;; What $resume_frames, which has resumed the fiber at $base, does once forms have returned
;; to make room, for $why. Returns why that fiber has left then.
(@binaryen.inline "\00")
(func $go_on_with_room (param $why i32) (param $base i32) (param $in_form i32)
    (result i32)
  (local $stack_left i32)
  (local $current i32)
  (local.set $stack_left (global.get $stack_left))
  (if (i32.eqz (global.get $has_current))
    (then
      (local.set $current (global.get $current))
      (global.set $current (local.get $base))))
  (loop $next
    (if (i32.eqz (global.get $has_current))
      (then
        (if (i32.eq (local.get $why) (i32.const 3))
          (then (call $note_running)))))
    (local.set $why
      (call $find_next
        (local.get $base) (local.get $why) (local.get $in_form)))
    (if (i32.ne (local.get $why) (i32.const -1))
      (then
        (if (i32.eqz (global.get $has_current))
          (then (global.set $current (local.get $current))))
        (return (local.get $why))))
    (call $leave_room (call $left_to_resume (local.get $stack_left)))
    (local.set $why
      (call $enter_and_catch
        (call $record (global.get $current)) (global.get $current)
        (global.get $value)))
    (global.set $stack_left (local.get $stack_left))
    (br $next))
  (unreachable))

;; The running fiber, which is known now, has resumed a fiber that waits in memory, or has
;; yet to.
(func $note_running
  (if (global.get $unnoted)
    (then
      (call $note_resumer
        (call $record (global.get $unnoted)) (global.get $current))
      (global.set $unnoted (i32.const 0)))
    (else (global.set $waiting (global.get $current)))))

;; Saves the activation of a fiber_resume in the running fiber.
(func $wait (param $result i32)
  (local $frame i32)
  (global.set $unwinding (i32.const 3))
  (local.set $frame
    (call $new_innermost
      (global.get $result_form) (global.get $own_frame_class)))
  (i32.store offset=12 (local.get $frame) (local.get $result)))

;; The resume form of fiber_resume: enters with the value for its caller.
(func $resume_resume_form (export "resume_resume_form")
    (param $frame i32) (param $value i32) (result i32)
  (local $result i32)
  (if (local.tee $result (i32.load offset=12 (local.get $frame)))
    (then (i32.store (local.get $result) (global.get $outcome))))
  (global.set $value (local.get $value))
  (global.get $left_returned))

;; Decides what $resume_frames, which resumed the fiber at $base, does after forms have
;; returned to make room, and the running fiber has left for $why, as $enter says.
;; Returns -1 if the running fiber, another now perhaps, is to be entered with $value.
;; Else it is why the fiber at $base has left: it has finished or yielded; or, if that
;; may be taken off the stack itself, it waits in memory.
(@binaryen.inline "\00")
(func $find_next (param $base i32) (param $why i32) (param $in_form i32)
    (result i32)
  (if (i32.eq (local.get $why) (i32.const 2))
    (then (return (i32.const -1))))
  (if (global.get $has_handlers)
    (then
      (if (call $throw_into_waiting (local.get $base))
        (then (return (i32.const -1)))))
    (else
      (if (global.get $has_exceptions)
        (then (call $pass_to (local.get $base))))))
  (if (i32.eq (local.get $why) (i32.const 3))
    (then
      (if (local.get $in_form)
        (then (return (i32.const 3))))
      (global.set $value (call $resume_pending))
      (if (global.get $has_exceptions)
        (then
          ;; It has left a fiber of the fallback tier, and leaves the one that waits
          ;; for it.
          (if (i32.eqz (ref.is_null (global.get $exception_in_frames)))
            (then
              (if (global.get $has_handlers)
                (then
                  (return
                    (select
                      (i32.const -1)
                      (i32.const 0)
                      (call $throw_from_fallback (local.get $base))))))
              (call $cancel_frames (call $record (global.get $current)))
              (call $pass_to (local.get $base))
              (return (i32.const 0))))))
      (return (i32.const -1))))
  (if (i32.eq (global.get $current) (local.get $base))
    (then (return (local.get $why))))
  (call $return_to_resumer (local.get $why))
  (i32.const -1))

;; Leaves forms as much of the stack as there was for them, $left, or what they need:
;; where ordinary functions have called $resume_frames on the stack's last part, none
;; of what waits can be taken off.
(func $leave_room (param $left i32)
  (global.set $stack_left
    (select
      (local.get $left)
      (global.get $most_taken)
      (i32.gt_s (local.get $left) (global.get $most_taken)))))

;; Makes the fiber at $offset the running one.
(func $switch_to (param $offset i32)
  (global.set $current (local.get $offset))
  (call $take_region (call $record (local.get $offset))))

;; Resumes $pending from $waiting, or unwinds it, when both are in memory and so is all
;; that runs on the running fiber. Returns what the one that runs then is to be entered
;; with: $waiting goes on if $pending can't be resumed.
(func $resume_pending (result i32)
  (local $offset i32)
  (local $record i32)
  (call $keep_region (call $record (global.get $current)))
  ;; What waits was to be told of, and goes on.
  (if (global.get $has_tell_form)
    (then
      (if (i32.eqz (global.get $pending))
        (then
          (call $switch_to (global.get $waiting))
          (global.set $outcome (i32.const 2))
          (return (i32.const 0))))))
  (if (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then
      (if (call $is_fallback (call $find (global.get $pending)))
        (then (return (call $resume_pending_fallback))))))
  (local.set $offset (call $find (global.get $pending)))
  (local.set $record (call $record (local.get $offset)))
  (if (global.get $has_handlers)
    (then
      (if (i32.and
            (i32.eq (i32.load (local.get $record)) (global.get $pending))
            (call $waits_to_free (call $record (global.get $waiting))))
        (then
          (if (i32.eqz (call $throw_freeing (local.get $record)))
            (then (call $finish (local.get $record))))))))
  (if (i32.ne (i32.load (local.get $record)) (global.get $pending))
    (then
      (call $switch_to (global.get $waiting))
      (global.set $outcome (i32.const 2))
      (return (i32.const 0))))
  (i32.store (local.get $record) (i32.const 0))
  (call $note_resumer (local.get $record) (global.get $waiting))
  (if (global.get $has_backtrace)
    (then (call $keep_resumer (local.get $record) (global.get $waiting))))
  (call $switch_to (local.get $offset))
  (global.get $value))

;; The same for one with a stack of its own: it runs at once.
(func $resume_pending_fallback (result i32)
  (local $result i32)
  (local $value i32)
  (call $switch_to (global.get $waiting))
  (local.set $result
    (i32.load offset=12
      (i32.load offset=12 (call $record (global.get $current)))))
  (local.set $value
    (if (result i32) (global.get $has_exceptions)
      (then (call $resume_fallback_and_catch (local.get $result)))
      (else
        (call $resume_fallback
          (global.get $pending) (global.get $value) (local.get $result)))))
  ;; $resume_resume_form stores it again.
  (if (local.get $result)
    (then (global.set $outcome (i32.load (local.get $result)))))
  (local.get $value))

;; In a program with exceptions, one that leaves the pending fiber waits in
;; $exception_in_frames.
(func $resume_fallback_and_catch (param $result i32) (result i32)
  (global.set $exception_in_frames
    (block $thrown (result exnref)
      (return
        (try_table (result i32) (catch_all_ref $thrown)
          (call $resume_fallback
            (global.get $pending) (global.get $value) (local.get $result))))))
  (i32.const 0))

;; Switches from the running fiber, which has yielded $value or finished with it, as
;; $why tells, to the one that waits for it in memory.
(func $return_to_resumer (param $why i32)
  (local $record i32)
  (local.set $record (call $record (global.get $current)))
  (call $keep_region (local.get $record))
  (global.set $outcome (local.get $why))
  (if (local.get $why)
    (then
      (i32.store (local.get $record) (i32.load offset=4 (local.get $record))))
    (else (call $finish (local.get $record))))
  (call $switch_to
    (call $offset_of (i32.load offset=16 (local.get $record)))))

;; An exception that leaves a fiber leaves those that wait for it in memory, too, where
;; no form catches any.
(func $pass_to (param $base i32)
  (if (ref.is_null (global.get $exception_in_frames))
    (then (return)))
  (loop $next
    (if (i32.ne (global.get $current) (local.get $base))
      (then
        (call $return_to_resumer (i32.const 0))
        (call $cancel_frames (call $record (global.get $current)))
        (br $next)))))
