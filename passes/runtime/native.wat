;; The native tier: a fiber is a continuation of the engine's stack switching.
;;
;;   fiber_resume ---- resume -----> $run_fibers ---- call_indirect ---> entry
;;        ^                              |                                 |
;;        |<------- suspend $switch -----+                                 |
;;        |         after the entry has returned: $finished is set, and    |
;;        |         the continuation idles until the record's next fiber   |
;;        |                                                                |
;;        |<------- suspend $switch -------- fiber_yield <-----------------+
;;
;; A continuation belongs to a record for good, at the same index in
;; $continuations, so cont.new is executed as often as the peak of live fibers.
;; That is the pool: engines don't give a continuation's stack back, and making
;; one costs a thousand times what a switch does.

(type $continuation (cont $entry))

;; The one way back to the resumer, from a yield or when the fiber has finished.
(tag $switch (param i32) (result i32))
;; Thrown at the yield of a suspended fiber that is freed.
(tag $cancel)

(table $continuations 1 (ref null $continuation))
(elem declare func $run_fibers)

;; Set by a fiber that has finished, until its resumer has seen it.
(global $finished (mut i32) (i32.const 0))
;; Set by fiber_free for fiber_yield to throw $cancellation in the fiber.
(global $cancelling (mut i32) (i32.const 0))
;; The one exception with the tag $cancel, made when it is first needed: to make
;; one for each fiber would cost more than the rest of fiber_free, and Wasmtime 49
;; can't collect garbage while a continuation is suspended.
(global $cancellation (mut exnref) (ref.null exn))
;; The exception that left the entry, on its way to the resumer.
(global $exception (mut exnref) (ref.null exn))

;; Makes the continuation of a new record. 0 when the table can't grow. Records of
;; the frames tier leave gaps.
(func $prepare_fallback (param $offset i32) (result i32)
  (local $index i32)
  (local.set $index (i32.shr_u (local.get $offset) (global.get $record_shift)))
  (if (i32.ge_u (local.get $index) (table.size $continuations))
    (then
      (if (i32.eq
            (table.grow $continuations (ref.null $continuation)
              (i32.add
                (i32.sub (local.get $index) (table.size $continuations))
                (i32.const 1)))
            (i32.const -1))
        (then (return (i32.const 0))))))
  (table.set $continuations (local.get $index)
    (cont.new $continuation (ref.func $run_fibers)))
  (i32.const 1))

;; The body of every continuation: runs the entry of one fiber after another.
(func $run_fibers (param $value i32) (result i32)
  (local $record i32)
  (local $entry i32)
  (loop $next
    (block $done
      (block $cancelled
        (global.set $exception
          (block $thrown (result exnref)
            (local.set $record (call $record (global.get $current)))
            (local.set $entry (call $entry_of (local.get $record)))
            (if (global.get $has_backtrace)
              (then
                (i32.store offset=52 (local.get $record) (local.get $entry))))
            (i32.store offset=8 (local.get $record)
              (call $tier_bit (i32.const 1)))
            (local.set $value
              (try_table (result i32)
                  (catch $cancel $cancelled) (catch_all_ref $thrown)
                (call_indirect $functions (type $entry)
                  (local.get $value) (local.get $entry))))
            (br $done)))))
    (global.set $finished (i32.const 1))
    (local.set $value (suspend $switch (local.get $value)))
    (br $next))
  (unreachable))

(func $make_cancellation
  (global.set $cancellation
    (block $thrown (result exnref)
      (try_table (catch_all_ref $thrown)
        (throw $cancel))
      (unreachable))))

;; Unwinds a fiber that isn't finished, if it has started.
(func $cancel_fallback (param $offset i32) (param $fiber i32)
  (if (call $entry_of (call $record (local.get $offset)))
    (then (return)))
  (if (ref.is_null (global.get $cancellation))
    (then (call $make_cancellation)))
  (global.set $cancelling (i32.const 1))
  (if (global.get $has_cxa_globals)
    (then
      (call $count_cancellation
        (call $record (local.get $offset)) (i32.const 1))))
  (drop
    (call $resume_fallback (local.get $fiber) (i32.const 0) (i32.const 0)))
  (if (global.get $has_cxa_globals)
    (then
      (call $count_cancellation
        (call $record (local.get $offset)) (i32.const -1))))
  (if (i32.ne (i32.load (call $record (local.get $offset))) (i32.const -1))
    (then
      (call $yield_in_free (local.get $fiber)))))

(func $resume_fallback
    (param $fiber i32) (param $value i32) (param $result i32) (result i32)
  (local $index i32)
  (local $offset i32)
  (local $record i32)
  (local $resumer i32)
  (local $stack_pointer i32)
  (local $outer_stack_pointer i32)
  (local $stack_limit i32)
  (local $continuation (ref null $continuation))
  (local $exception exnref)
  (local.set $index
    (i32.and (local.get $fiber) (global.get $index_mask)))
  (local.set $offset
    (i32.shl (local.get $index) (global.get $record_shift)))
  (if (i32.ge_u (local.get $offset) (global.get $used))
    (then (return (call $refuse (local.get $result)))))
  (if
    (i32.ne
      (i32.load
        (local.tee $record
          (i32.add (global.get $records) (local.get $offset))))
      (local.get $fiber))
    (then (return (call $refuse (local.get $result)))))
  (if (global.get $marks_fallback_running)
    (then (i32.store (local.get $record) (i32.const 0))))
  (if (global.get $has_resumers)
    (then (local.set $resumer (global.get $current))))
  (global.set $current (local.get $offset))
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
  (if (global.get $has_cxa_globals)
    (then (call $swap_exceptions (local.get $record))))

  (block $switched (result i32 (ref $continuation))
    (drop
      (resume $continuation (on $switch $switched)
        (local.get $value)
        (table.get $continuations (local.get $index))))
    (unreachable))
  (local.set $continuation)
  (local.set $value)

  (table.set $continuations (local.get $index) (local.get $continuation))
  (global.set $current (local.get $resumer))
  (if (global.get $has_fallback_nesting)
    ;; The fiber may have allocated others, and that moves the records.
    (then
      (local.set $record
        (i32.add (global.get $records) (local.get $offset)))))
  (if (global.get $has_regions)
    (then
      (i32.store offset=20 (local.get $record) (global.get $stack_pointer))
      (global.set $stack_pointer (local.get $stack_pointer))
      (if (global.get $has_outer_stack)
        (then
          (global.set $outer_stack_pointer
            (local.get $outer_stack_pointer))))
      (if (global.get $has_limits)
        (then (global.set $stack_limit (local.get $stack_limit))))))
  (if (global.get $has_cxa_globals)
    (then (call $swap_exceptions (local.get $record))))

  (if (i32.eqz (global.get $finished))
    (then
      (if (global.get $marks_fallback_running)
        (then (i32.store (local.get $record) (local.get $fiber))))
      (if (local.get $result)
        (then (i32.store (local.get $result) (i32.const 1))))
      (return (local.get $value))))

  (global.set $finished (i32.const 0))
  (i32.store (local.get $record) (i32.const -1))
  (if (local.get $result)
    (then (i32.store (local.get $result) (i32.const 0))))
  (if (i32.eqz (ref.is_null
        (local.tee $exception (global.get $exception))))
    (then
      (if (global.get $has_cxa_globals)
        (then (call $pass_exception_on (local.get $record))))
      (global.set $exception (ref.null exn))
      (throw_ref (local.get $exception))))
  (local.get $value))

;; What a resume returns of a handle that is no suspended fiber's.
(@binaryen.inline "\00")
(func $refuse (param $result i32) (result i32)
  (if (local.get $result)
    (then (i32.store (local.get $result) (i32.const 2))))
  (i32.const 0))

(@binaryen.inline "\7f")
(func $yield_fallback (param $value i32) (result i32)
  (if (i32.le_s (global.get $current) (i32.const 0))
    (then
      (call $yield_outside)
      (unreachable)))
  (local.set $value (suspend $switch (local.get $value)))
  (if (global.get $cancelling)
    (then
      (call $throw_cancellation)
      (unreachable)))
  (local.get $value))

(@binaryen.inline "\00")
(func $throw_cancellation
  (global.set $cancelling (i32.const 0))
  (throw_ref (global.get $cancellation)))

;; For roots.wat: what is saved of a fiber besides its region is on the engine's stack.
(func $saved_by_fallback (param $record i32) (result i32)
  (i32.const 0))
(func $tell_saved (param $range i32) (param $buffer i32))

;; For backtrace.wat: the next to be told is 1 for the function that has yielded, and 2 for
;; the entry. A record has the number of the row for the one at 56, 0 for none, and the
;; table index of the other at 52, -1 before the fiber has started.
(func $first_to_tell (param $record i32) (result i32)
  (if (i32.or
        (i32.eq (i32.load (local.get $record)) (i32.const -1))
        (i32.eq (i32.load offset=52 (local.get $record)) (i32.const -1)))
    (then (return (i32.const 0))))
  (select (i32.const 1) (i32.const 2) (i32.load (local.get $record))))

(func $tell_function_of_fallback (param $told i32) (param $record i32)
  (local $row i32)
  (local $entry i32)
  (local.set $row (i32.add (local.get $told) (i32.const 20)))
  (local.set $entry
    (call $name_of_entry
      (i32.load offset=52 (local.get $record)) (local.get $row)))
  (if (i32.eq (i32.load offset=16 (local.get $told)) (i32.const 1))
    (then
      (drop
        (call $copy_frame_text
          (i32.load offset=56 (local.get $record)) (local.get $row)))
      ;; The entry may be what has yielded.
      (i32.store offset=16 (local.get $told)
        (select (i32.const 2) (i32.const 0)
          (i32.ne (i32.load (local.get $row)) (local.get $entry))))
      (call $tell_row (local.get $told)
        (i32.load (local.get $row)) (i32.load offset=4 (local.get $row)))
      (return)))
  (i32.store offset=16 (local.get $told) (i32.const 0))
  (call $tell_row (local.get $told) (local.get $entry) (i32.const 0)))

;; What a call of fiber_yield becomes that $row tells of.
(@binaryen.inline "\7f")
(func $yield_told (export "yield_told") (param $value i32) (param $row i32)
    (result i32)
  (if (i32.gt_s (global.get $current) (i32.const 0))
    (then
      (i32.store offset=56 (call $record (global.get $current))
        (i32.add (local.get $row) (global.get $fallback_rows)))))
  (call $yield_fallback (local.get $value)))
