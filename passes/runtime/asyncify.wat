;; The asyncify tier: a yield returns from all functions of the fiber, each of
;; which saves its locals on the way; the next resume calls them again, and each
;; goes on to where it was. Binaryen's Asyncify has changed the functions that may
;; yield so that they do this when $state says so:
;;
;;   fiber_resume ------ call_indirect ------> entry ---> ... ---> fiber_yield
;;        ^                                                             |
;;        |<---- return ---- each function saves its locals ------------+
;;        |                  $state = 1: unwinding
;;        |
;;        +------ call_indirect ------> entry ---> ... ---> fiber_yield
;;                                      each restores them      $state = 0
;;                                      $state = 2: rewinding
;;
;; They are saved in the fiber's buffer, of which the record holds the address at
;; 12 and, at 16, where the saved frames end: 0 if the fiber hasn't started. While it
;; runs, that place is its resumer's (handles.wat).
;;
;;   buffer                                     top        end
;;   +-----+--------------------+-------+-------+----------+
;;   | end | frame of the       |  ...  | of the|          |
;;   |     | innermost function |       | entry |          |
;;   +-----+--------------------+-------+-------+----------+
;;
;; A frame is the values of the locals, of which each function has its own set,
;; after the number of the call that it was suspended in. The buffer stays with
;; the record for the next fiber.


;; What the functions that may yield do: 0 run, 1 unwind, 2 rewind.
(global $state (export "asyncify_state") (mut i32) (i32.const 0))
;; Where the next frame is to be saved, or the last restored frame was, and the end
;; of the buffer that it is in.
(global $position (export "asyncify_position") (mut i32) (i32.const 0))
(global $end (export "asyncify_end") (mut i32) (i32.const 0))
;; The value on its way between fiber_resume and fiber_yield.
(global $transfer (mut i32) (i32.const 0))
;; The exception that left the entry, on its way to the resumer.
(global $exception (mut exnref) (ref.null exn))

;; Gives a new record its buffer. 0 when there is no memory.
(func $prepare_fallback (param $offset i32) (result i32)
  (local $buffer i32)
  (local.set $buffer
    (call $malloc (i32.add (global.get $buffer_size) (i32.const 4))))
  (if (i32.eqz (local.get $buffer))
    (then (return (i32.const 0))))
  (i32.store (local.get $buffer)
    (i32.add (local.get $buffer)
             (i32.add (global.get $buffer_size) (i32.const 4))))
  (i32.store offset=12 (call $record (local.get $offset)) (local.get $buffer))
  (i32.const 1))

;; Called by a function that is unwound when there is no room for its frame of
;; `size` bytes: at least doubles the buffer.
(func $grow_buffer (export "asyncify_grow") (param $size i32)
  (local $old i32)
  (local $used i32)
  (local $capacity i32)
  (local $new i32)
  (local $transfer i32)
  (local.set $old (i32.load offset=12 (call $record (global.get $current))))
  (local.set $used (i32.sub (global.get $position) (local.get $old)))
  (local.set $capacity (i32.sub (global.get $end) (local.get $old)))
  (local.set $size
    (i32.add (local.get $size) (i32.shl (local.get $capacity) (i32.const 1))))
  ;; What unwinds waits while the program's malloc and free run fibers.
  (if (global.get $malloc_has_fibers)
    (then
      (local.set $transfer (global.get $transfer))
      (global.set $state (i32.const 0))))
  ;; Above 1 GiB, the size could overflow.
  (if (i32.le_u (local.get $capacity) (i32.const 0x40000000))
    (then (local.set $new (call $malloc (local.get $size)))))
  (if (i32.eqz (local.get $new))
    (then (call $no_memory_to_yield)))
  (memory.copy (local.get $new) (local.get $old) (local.get $used))
  (i32.store offset=12 (call $record (global.get $current)) (local.get $new))
  (call $free (local.get $old))
  (if (global.get $malloc_has_fibers)
    (then
      (global.set $transfer (local.get $transfer))
      (global.set $state (i32.const 1))))
  (global.set $position (i32.add (local.get $new) (local.get $used)))
  (global.set $end (i32.add (local.get $new) (local.get $size)))
  (i32.store (local.get $new) (global.get $end)))

;; Calls the entry of a fiber: directly, if the pass knows which there are.
(func $start_fallback (param $value i32) (param $record i32) (result i32)
  (call_indirect $functions (type $entry)
    (local.get $value) (call $entry_of (local.get $record))))

;; The same in a program with exceptions. One that leaves the entry waits in
;; $exception.
(func $start_and_catch (param $value i32) (param $record i32) (result i32)
  (global.set $exception
    (block $thrown (result exnref)
      (return
        (try_table (result i32) (catch_all_ref $thrown)
          (call $start_fallback (local.get $value) (local.get $record))))))
  (i32.const 0))

;; Goes on with the exception that left the entry, if one did.
(func $rethrow
  (local $exception exnref)
  (if (i32.eqz (ref.is_null
        (local.tee $exception (global.get $exception))))
    (then
      (global.set $exception (ref.null exn))
      (throw_ref (local.get $exception)))))

;; Of a suspended fiber, the saved functions are dropped.
(func $cancel_fallback (param $offset i32) (param $fiber i32)
  (i32.store offset=16 (call $record (local.get $offset)) (i32.const 0)))

(func $resume_fallback
    (param $fiber i32) (param $value i32) (param $result i32) (result i32)
  (local $offset i32)
  (local $record i32)
  (local $resumer i32)
  (local $stack_pointer i32)
  (local $outer_stack_pointer i32)
  (local $fiber_stack_pointer i32)
  (local $stack_limit i32)
  (local $top i32)
  (block $refused
    (local.set $offset (call $offset_of (local.get $fiber)))
    (br_if $refused (i32.ge_u (local.get $offset) (global.get $used)))
    (br_if $refused
      (i32.ne
        (i32.load
          (local.tee $record
            (i32.add (global.get $records) (local.get $offset))))
        (local.get $fiber)))
    (i32.store (local.get $record) (i32.const 0))
    (if (global.get $has_current)
      (then
        (local.set $resumer (global.get $current))
        (global.set $current (local.get $offset))))
    (if (global.get $has_backtrace)
      (then (call $keep_resumer (local.get $record) (local.get $resumer))))
    (if (global.get $has_regions)
      (then
        (local.set $stack_pointer (global.get $stack_pointer))
        (if (global.get $has_outer_stack)
          (then
            (local.set $outer_stack_pointer (global.get $outer_stack_pointer))
            (call $note_outer_stack)))
        (global.set $stack_pointer (i32.load offset=20 (local.get $record)))
        (if (global.get $has_roots)
          (then (call $use_region (local.get $record))))
        (if (global.get $has_limits)
          (then
            (local.set $stack_limit (global.get $stack_limit))
            (call $limit_to_region (local.get $record))))))

    (if (global.get $has_yields)
      (then
        (if (local.tee $top (i32.load offset=16 (local.get $record)))
          (then
            (i32.store offset=16 (local.get $record) (i32.const 0))
            (global.set $position (local.get $top))
            (global.set $transfer (local.get $value))
            (global.set $state (i32.const 2))))))
    (if (global.get $has_left)
      (then (call $note_resumer (local.get $record) (local.get $resumer))))
    (local.set $value
      (if (result i32) (global.get $has_exceptions)
        (then (call $start_and_catch (local.get $value) (local.get $record)))
        (else (call $start_fallback (local.get $value) (local.get $record)))))

    (if (global.get $has_current)
      (then (global.set $current (local.get $resumer))))
    ;; The fiber may have allocated others, and that moves the records.
    (local.set $record (i32.add (global.get $records) (local.get $offset)))
    (if (global.get $has_regions)
      (then
        (local.set $fiber_stack_pointer (global.get $stack_pointer))
        (global.set $stack_pointer (local.get $stack_pointer))
        (if (global.get $has_outer_stack)
          (then
            (global.set $outer_stack_pointer
              (local.get $outer_stack_pointer))))
        (if (global.get $has_limits)
          (then (global.set $stack_limit (local.get $stack_limit))))))

    (if (global.get $has_yields)
      (then
        (if (global.get $state)
          (then
            (global.set $state (i32.const 0))
            (if (global.get $has_regions)
              (then
                (i32.store offset=20 (local.get $record)
                  (local.get $fiber_stack_pointer))))
            (i32.store offset=16 (local.get $record) (global.get $position))
            (i32.store (local.get $record) (local.get $fiber))
            (if (local.get $result)
              (then (i32.store (local.get $result) (i32.const 1))))
            (return (global.get $transfer))))))

    (if (i32.and (global.get $has_roots) (global.get $has_regions))
      (then
        (i32.store offset=20 (local.get $record)
          (local.get $fiber_stack_pointer))))
    (i32.store (local.get $record) (i32.const -1))
    (if (local.get $result)
      (then (i32.store (local.get $result) (i32.const 0))))
    (if (global.get $has_exceptions)
      (then (call $rethrow)))
    (return (local.get $value)))

  (if (local.get $result)
    (then (i32.store (local.get $result) (i32.const 2))))
  (i32.const 0))

(func $yield_fallback (param $value i32) (result i32)
  (local $buffer i32)
  ;; The functions of the fiber have been rewound up to here.
  (if (global.get $state)
    (then
      (global.set $state (i32.const 0))
      (return (global.get $transfer))))
  (if (i32.le_s (global.get $current) (i32.const 0))
    (then (call $yield_outside)))
  (local.set $buffer
    (i32.load offset=12 (call $record (global.get $current))))
  (global.set $position (i32.add (local.get $buffer) (i32.const 4)))
  (global.set $end (i32.load (local.get $buffer)))
  (global.set $transfer (local.get $value))
  (global.set $state (i32.const 1))
  (i32.const 0))

;; For roots.wat: where the saved frames of a suspended fiber end, 0 of any other. It may be
;; held. One that is fresh or free has 0 there.
(func $saved_by_fallback (param $record i32) (result i32)
  (if (result i32)
      (i32.or (i32.eqz (i32.load (local.get $record)))
              (i32.eq (i32.load (local.get $record)) (i32.const -1)))
    (then (i32.const 0))
    (else (i32.load offset=16 (local.get $record)))))

;; Tells the part of it that is in use, up to its top.
(func $tell_saved (param $range i32) (param $top i32)
  (local $start i32)
  (local.set $start
    (i32.add
      (i32.load offset=12 (call $record (i32.load offset=8 (local.get $range))))
      (i32.const 4)))
  (i32.store (local.get $range) (local.get $start))
  (i32.store offset=4 (local.get $range)
    (i32.sub (local.get $top) (local.get $start)))
  (i32.store offset=12 (local.get $range) (i32.const 0)))

;; For backtrace.wat: the next to be told is the frame at an address in the buffer. The
;; number of a call that a frame begins with is one of all calls then, and its row has the
;; bytes of the frame. Of a fiber that runs, it is 1 for the entry.
(func $first_to_tell (param $record i32) (result i32)
  (if (i32.eqz (i32.load (local.get $record)))
    (then (return (i32.const 1))))
  (if (result i32) (call $saved_by_fallback (local.get $record))
    (then (i32.add (i32.load offset=12 (local.get $record)) (i32.const 4)))
    (else (i32.const 0))))

(func $tell_function_of_fallback (param $told i32) (param $record i32)
  (local $saved i32)
  (local $row i32)
  (local.set $saved (i32.load offset=16 (local.get $told)))
  (local.set $row (i32.add (local.get $told) (i32.const 20)))
  (if (i32.eq (local.get $saved) (i32.const 1))
    (then
      (i32.store offset=16 (local.get $told) (i32.const 0))
      (call $tell_row (local.get $told)
        (call $name_of_entry
          (call $entry_of (local.get $record)) (local.get $row))
        (i32.const 0))
      (return)))
  (drop
    (call $copy_frame_text
      (i32.add (i32.load (local.get $saved)) (global.get $fallback_rows))
      (local.get $row)))
  (local.set $saved
    (i32.add (local.get $saved) (i32.load offset=8 (local.get $row))))
  (i32.store offset=16 (local.get $told)
    (select (local.get $saved) (i32.const 0)
      (i32.lt_u (local.get $saved)
        (call $saved_by_fallback (local.get $record)))))
  (call $tell_row (local.get $told)
    (i32.load (local.get $row)) (i32.load offset=4 (local.get $row))))
