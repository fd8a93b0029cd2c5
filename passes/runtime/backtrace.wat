;; Which functions wait in a fiber. The program keeps what was told last, and how far that
;; is (fiber_frame_t):
;;
;;    0  fiber             the fiber's handle, 0 for none
;;    4  line   8  column  in the source, 0 if not known
;;   12  step              0 before the first call
;;   16  next              what is to be told next of the fiber, 0 for nothing: a frame, in
;;                         the frames tier
;;   20  function          a text of 255 bytes at most, and a zero
;;  276  file              such a text
;;
;; Only programs that ask have $has_backtrace. In these, records have three words more
;; (handles.wat), and one of the frames tier has at 12, while its fiber runs, the frame that
;; was entered last.
;;
;; What there is to tell is in a table of texts (WaitingFunctions.h), where rows tell of
;; functions by the numbers of other texts. Number 0 is for what isn't known.

;; Where rows begin that aren't of frames. The pass sets these in the end.
(global $fallback_rows (export "fallback_rows") (mut i32) (i32.const 0))
(global $entry_rows (export "entry_rows") (mut i32) (i32.const 0))
(global $num_entries (export "num_entries") (mut i32) (i32.const 0))

(func $fiber_next_frame (export "fiber_next_frame")
    (param $fiber i32) (param $told i32) (result i32)
  (local $offset i32)
  (if (i32.eqz (i32.load offset=12 (local.get $told)))
    (then
      (i32.store offset=12 (local.get $told) (i32.const 1))
      (call $begin_telling (local.get $told)
        (call $find_asked (local.get $fiber)))))
  (loop $next
    (local.set $offset (call $find (i32.load (local.get $told))))
    (if (i32.load offset=16 (local.get $told))
      (then
        (call $tell_next (local.get $told) (local.get $offset))
        ;; A form of the runtime's own has no name.
        (br_if $next
          (i32.eqz (i32.load8_u offset=20 (local.get $told))))
        (return (i32.const 1))))
    ;; Another fiber follows if all that run are asked for.
    (if (i32.and (i32.eqz (local.get $fiber)) (i32.ne (local.get $offset) (i32.const 0)))
      (then
        (call $begin_telling (local.get $told)
          (call $find_handle
            (i32.load offset=48 (call $record (local.get $offset)))))
        (br $next))))
  (i32.const 0))

;; The record of the fiber that is asked for, 0 for none: the running one, if that is NULL.
(func $find_asked (param $fiber i32) (result i32)
  (if (i32.eqz (local.get $fiber))
    (then
      (return
        (i32.and (global.get $current)
          (i32.xor (global.get $unyielding_mark) (i32.const -1))))))
  (call $find_handle (local.get $fiber)))

;; The record of a handle that is good, 0 if there is none.
(func $find_handle (param $handle i32) (result i32)
  (local $offset i32)
  (local.set $offset (call $find (local.get $handle)))
  (if (i32.eqz (local.get $offset))
    (then (return (i32.const 0))))
  (select (local.get $offset) (i32.const 0)
    (i32.eq (i32.load offset=4 (call $record (local.get $offset)))
            (local.get $handle))))

;; Begins to tell of the fiber at $offset, or of none.
(func $begin_telling (param $told i32) (param $offset i32)
  (local $record i32)
  (i64.store align=4 (local.get $told) (i64.const 0))
  (i32.store offset=16 (local.get $told) (i32.const 0))
  (if (i32.eqz (local.get $offset))
    (then (return)))
  (local.set $record (call $record (local.get $offset)))
  (i32.store (local.get $told) (i32.load offset=4 (local.get $record)))
  (i32.store offset=16 (local.get $told)
    (if (result i32) (global.get $has_fallback)
      (then
        (if (result i32) (call $is_of_frames (local.get $offset))
          (then (i32.load offset=12 (local.get $record)))
          (else (call $first_to_tell (local.get $record)))))
      (else (i32.load offset=12 (local.get $record))))))

(func $tell_next (param $told i32) (param $offset i32)
  (local $record i32)
  (local.set $record (call $record (local.get $offset)))
  (if (global.get $has_frames)
    (then
      (if (call $is_of_frames (local.get $offset))
        (then
          (call $tell_function_of_frame
            (local.get $told) (local.get $record))
          (return)))))
  (if (global.get $has_fallback)
    (then
      (call $tell_function_of_fallback
        (local.get $told) (local.get $record)))))

;; Tells of the function that the next frame is of, and of the point that it waits at.
(func $tell_function_of_frame (param $told i32) (param $record i32)
  (local $frame i32)
  (local $row i32)
  (local $location i32)
  (local.set $frame (i32.load offset=16 (local.get $told)))
  (local.set $row (i32.add (local.get $told) (i32.const 20)))
  (drop
    (call $copy_frame_text
      (i32.add (call $function_of_frame (local.get $frame)) (i32.const 1))
      (local.get $row)))
  (local.set $location (i32.load offset=4 (local.get $row)))
  ;; Of some functions, frames tell where they wait.
  (if (i32.load offset=8 (local.get $row))
    (then
      (local.set $location
        (i32.add (local.get $location)
          (i32.and (i32.load16_u offset=8 (local.get $frame))
                   (i32.const 0x7fff))))))
  ;; The function that was entered last is somewhere else by now.
  (if (i32.and
        (i32.eqz (i32.load (local.get $record)))
        (i32.eq (i32.load offset=12 (local.get $record)) (local.get $frame)))
    (then (local.set $location (i32.const 0))))
  (i32.store offset=16 (local.get $told)
    (if (result i32) (global.get $has_parents)
      (then (i32.load offset=4 (local.get $frame)))
      (else (i32.const 0))))
  (call $tell_row
    (local.get $told) (i32.load (local.get $row)) (local.get $location)))

;; The number of the name of an entry, 0 if that isn't known. The text that tells it is put
;; at an address.
(func $name_of_entry (param $entry i32) (param $address i32) (result i32)
  (if (i32.ge_u (local.get $entry) (global.get $num_entries))
    (then (return (i32.const 0))))
  (drop
    (call $copy_frame_text
      (i32.add (local.get $entry) (global.get $entry_rows))
      (local.get $address)))
  (i32.load (local.get $address)))

;; Tells a name and a location by the numbers of their texts. The first is 0 for none, as
;; the second is.
(func $tell_row (param $told i32) (param $name i32) (param $location i32)
  (local $file i32)
  (i64.store offset=4 align=4 (local.get $told) (i64.const 0))
  (local.set $file (i32.add (local.get $told) (i32.const 276)))
  (i32.store8 (local.get $file) (i32.const 0))
  (if (local.get $location)
    (then
      (drop (call $copy_frame_text (local.get $location) (local.get $file)))
      (i32.store offset=4 (local.get $told)
        (i32.load offset=4 (local.get $file)))
      (i32.store offset=8 (local.get $told)
        (i32.load offset=8 (local.get $file)))
      (call $copy_ended (i32.load (local.get $file)) (local.get $file))))
  (call $copy_ended
    (local.get $name) (i32.add (local.get $told) (i32.const 20))))

;; Copies a text, with a zero behind it.
(func $copy_ended (param $number i32) (param $address i32)
  (i32.store8
    (i32.add
      (call $copy_frame_text (local.get $number) (local.get $address))
      (local.get $address))
    (i32.const 0)))

;; Has a record of a new fiber tell nothing of the one before.
(func $forget_told (param $record i32)
  (i64.store offset=48 align=4 (local.get $record) (i64.const -1))
  (i32.store offset=56 (local.get $record) (i32.const 0)))

;; Keeps which fiber has resumed the one with the record.
(func $keep_resumer (param $record i32) (param $resumer i32)
  (i32.store offset=48 (local.get $record)
    (call $handle_at (local.get $resumer))))

;; What a call of fiber_next_frame becomes in a form. What runs is on the engine's stack, where
;; nobody can look. So, when a backtrace of it begins, all of it saves itself as it does
;; where room is made (room.wat): up to the outermost fiber_resume, which enters the
;; innermost frame then, that of fiber_next_frame. It has, at 12, the address of what is told.
(func $tell_call_form (export "tell_call_form")
    (param $fiber i32) (param $told i32) (result i32)
  (if (call $is_to_be_saved (local.get $fiber) (local.get $told))
    (then
      (i32.store offset=16 (local.get $told) (local.get $fiber))
      (global.set $pending (i32.const 0))
      (global.set $waiting (global.get $current))
      (call $wait (i32.const 0))
      (i32.store (global.get $innermost) (global.get $tell_form))
      (i32.store offset=12 (global.get $innermost) (local.get $told))
      (return (i32.const 0))))
  (call $fiber_next_frame (local.get $fiber) (local.get $told)))

;; Whether what is to be told first is of a fiber that runs.
(func $is_to_be_saved (param $fiber i32) (param $told i32) (result i32)
  (local $offset i32)
  (if (i32.load offset=12 (local.get $told))
    (then (return (i32.const 0))))
  ;; In a call that forms are left in (Adapter.h), nobody can be taken off the stack.
  (if (i32.le_s (global.get $current) (i32.const 0))
    (then (return (i32.const 0))))
  (if (i32.eqz
        (local.tee $offset (call $find_asked (local.get $fiber))))
    (then (return (i32.const 0))))
  (i32.eqz (i32.load (call $record (local.get $offset)))))

;; Its resume form.
(func $tell_resume_form (export "tell_resume_form")
    (param $frame i32) (param $value i32) (result i32)
  (local $told i32)
  (local.set $told (i32.load offset=12 (local.get $frame)))
  (global.set $value
    (call $fiber_next_frame
      (i32.load offset=16 (local.get $told)) (local.get $told)))
  (global.get $left_returned))
