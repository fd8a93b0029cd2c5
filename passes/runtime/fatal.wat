;; Errors that end the program: a text on standard error where the program has
;; WASI's fd_write, then a trap in a function whose name tells as much. The program ends
;; here: its memory from 16 on may be overwritten.
;;
;; The length of each text is a global, which the pass sets.

(data $stack_overflow
  "fiber: shadow stack overflow; give the fiber more with fiber_sized_alloc\n")
(global $stack_overflow_length i32 (i32.const 0))
(@binaryen.inline "\00")
(func $stack_overflow (export "stack_overflow")
  (if (global.get $has_fd_write)
    (then
      (memory.init $stack_overflow
        (global.get $error_text) (i32.const 0)
        (global.get $stack_overflow_length))
      (call $write_error (global.get $stack_overflow_length))))
  (unreachable))

(data $yield_outside
  "fiber_yield: called outside any fiber; call it from a function that fiber_resume runs\n")
(global $yield_outside_length i32 (i32.const 0))
(@binaryen.inline "\00")
(func $yield_outside
  (if (global.get $has_unyielding)
    (then
      (if (i32.lt_s (global.get $current) (i32.const 0))
        (then
          (call $yield_in_unyielding (global.get $unyielding))))))
  (if (global.get $has_fd_write)
    (then
      (memory.init $yield_outside
        (global.get $error_text) (i32.const 0)
        (global.get $yield_outside_length))
      (call $write_error (global.get $yield_outside_length))))
  (unreachable))

(data $yield_in_free
  "fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield\n")
(global $yield_in_free_length i32 (i32.const 0))
(@binaryen.inline "\00")
(func $yield_in_free (param $fiber i32)
  (if (global.get $has_backtrace)
    (then (global.set $at_fault (local.get $fiber))))
  (if (global.get $has_fd_write)
    (then
      (memory.init $yield_in_free
        (global.get $error_text) (i32.const 0)
        (global.get $yield_in_free_length))
      (call $write_error (global.get $yield_in_free_length))))
  (unreachable))

(data $no_entry
  "fiber_alloc: the entry isn't a function of type void *(void *), which WebAssembly checks; a cast doesn't make it one\n")
(global $no_entry_length i32 (i32.const 0))
(@binaryen.inline "\00")
(func $no_entry
  (if (global.get $has_fd_write)
    (then
      (memory.init $no_entry
        (global.get $error_text) (i32.const 0)
        (global.get $no_entry_length))
      (call $write_error (global.get $no_entry_length))))
  (unreachable))

(data $no_memory_to_yield
  "fiber_yield: no memory to save the fiber's functions in; use fewer fibers, or give the program more memory\n")
(global $no_memory_to_yield_length i32 (i32.const 0))
(@binaryen.inline "\00")
(func $no_memory_to_yield
  (if (global.get $has_fd_write)
    (then
      (memory.init $no_memory_to_yield
        (global.get $error_text) (i32.const 0)
        (global.get $no_memory_to_yield_length))
      (call $write_error (global.get $no_memory_to_yield_length))))
  (unreachable))

(data $jump_to_suspended
  "longjmp: the function that has called setjmp is on a fiber that is suspended or has finished; jump within the running fiber, or to what has resumed it\n")
(global $jump_to_suspended_length i32 (i32.const 0))
(@binaryen.inline "\00")
(func $jump_to_suspended
  (if (global.get $has_fd_write)
    (then
      (memory.init $jump_to_suspended
        (global.get $error_text) (i32.const 0)
        (global.get $jump_to_suspended_length))
      (call $write_error (global.get $jump_to_suspended_length))))
  (unreachable))

;; Only where the engine suspends calls of the host (JSPI).
(data $host_returned_late
  "fiber: a function of the host returned after a call that had begun before it; an engine can suspend only one call into the module at a time\n")
(global $host_returned_late_length i32 (i32.const 0))
(@binaryen.inline "\00")
(func $host_returned_late
  (if (global.get $has_fd_write)
    (then
      (memory.init $host_returned_late
        (global.get $error_text) (i32.const 0)
        (global.get $host_returned_late_length))
      (call $write_error (global.get $host_returned_late_length))))
  (unreachable))

(data $host_returned_to_freed
  "fiber_free: freed a fiber that was waiting for the host, which has returned to it now; free it later\n")
(global $host_returned_to_freed_length i32 (i32.const 0))
(@binaryen.inline "\00")
(func $host_returned_to_freed
  (if (global.get $has_fd_write)
    (then
      (memory.init $host_returned_to_freed
        (global.get $error_text) (i32.const 0)
        (global.get $host_returned_to_freed_length))
      (call $write_error (global.get $host_returned_to_freed_length))))
  (unreachable))

;; Writes `length` bytes from $error_text to standard error.
(func $write_error (export "write_error") (param $length i32)
  (i32.store (i32.const 16) (global.get $error_text))
  (i32.store (i32.const 20) (local.get $length))
  (drop
    (call $fd_write
      (i32.const 2) (i32.const 16) (i32.const 1) (i32.const 24)))
  (if (global.get $has_backtrace)
    (then (call $write_backtrace))))

;; The fiber whose functions are to be told of then, 0 for all that run.
(global $at_fault (mut i32) (i32.const 0))

;; Writes which functions wait, each in a line. Memory is used, too, from 48 on for a number,
;; and from 448 on for a fiber_frame_t. Engines may write less than all that fd_write is
;; given, but for the first part: so each is written by itself.
(data $backtrace_parts "  in  at :\n")
(global $backtrace_parts_length i32 (i32.const 0))
(func $write_backtrace
  (local $told i32)
  (local.set $told (i32.const 448))
  (i32.store offset=12 (local.get $told) (i32.const 0))
  (memory.init $backtrace_parts
    (global.get $error_text) (i32.const 0)
    (global.get $backtrace_parts_length))
  (loop $next
    (if (call $fiber_next_frame (global.get $at_fault) (local.get $told))
      (then
        (call $write_part (i32.const 0) (i32.const 5))
        (call $write_text (i32.add (local.get $told) (i32.const 20)))
        (if (i32.load offset=4 (local.get $told))
          (then
            (call $write_part (i32.const 5) (i32.const 4))
            (call $write_text (i32.add (local.get $told) (i32.const 276)))
            (call $write_part (i32.const 9) (i32.const 1))
            (call $write_number (i32.load offset=4 (local.get $told)))))
        (call $write_part (i32.const 10) (i32.const 1))
        (br $next)))))

(func $write_bytes (param $address i32) (param $length i32)
  (i32.store (i32.const 16) (local.get $address))
  (i32.store (i32.const 20) (local.get $length))
  (drop
    (call $fd_write
      (i32.const 2) (i32.const 16) (i32.const 1) (i32.const 24))))

(func $write_part (param $from i32) (param $length i32)
  (call $write_bytes
    (i32.add (global.get $error_text) (local.get $from)) (local.get $length)))

;; Writes a text that ends in a zero.
(func $write_text (param $address i32)
  (local $end i32)
  (local.set $end (local.get $address))
  (loop $next
    (if (i32.load8_u (local.get $end))
      (then
        (local.set $end (i32.add (local.get $end) (i32.const 1)))
        (br $next))))
  (call $write_bytes
    (local.get $address) (i32.sub (local.get $end) (local.get $address))))

(func $write_number (param $number i32)
  (local $digit i32)
  (local.set $digit (i32.const 58))
  (loop $next
    (local.set $digit (i32.sub (local.get $digit) (i32.const 1)))
    (i32.store8 (local.get $digit)
      (i32.add (i32.rem_u (local.get $number) (i32.const 10))
               (i32.const 48)))
    (br_if $next
      (local.tee $number (i32.div_u (local.get $number) (i32.const 10)))))
  (call $write_bytes
    (local.get $digit) (i32.sub (i32.const 58) (local.get $digit))))
