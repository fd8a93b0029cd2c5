;; Errors that end the program: a text on standard error where the program has
;; WASI's fd_write, then a trap in a function whose name tells as much.

(data $stack_overflow_text
  "fiber: shadow stack overflow; give the fiber more with fiber_sized_alloc\n")
(@binaryen.inline "\00")
(func $stack_overflow (export "stack_overflow")
  (if (global.get $has_fd_write)
    (then
      ;; The program ends here: its memory from 16 on may be overwritten.
      (memory.init $stack_overflow_text (i32.const 32) (i32.const 0) (i32.const 73))
      (call $write_error (i32.const 73))))
  (unreachable))

(data $yield_outside_text
  "fiber_yield: called outside any fiber; call it from a function that fiber_resume runs\n")
(@binaryen.inline "\00")
(func $yield_outside
  (if (global.get $has_unyielding)
    (then
      (if (i32.lt_s (global.get $current) (i32.const 0))
        (then
          (call $yield_in_unyielding (global.get $unyielding))))))
  (if (global.get $has_fd_write)
    (then
      ;; The program ends here: its memory from 16 on may be overwritten.
      (memory.init $yield_outside_text (i32.const 32) (i32.const 0) (i32.const 86))
      (call $write_error (i32.const 86))))
  (unreachable))

(data $yield_in_free_text
  "fiber_free: the fiber called fiber_yield while it was unwound; a cleanup must not yield\n")
(@binaryen.inline "\00")
(func $yield_in_free
  (if (global.get $has_fd_write)
    (then
      ;; The program ends here: its memory from 16 on may be overwritten.
      (memory.init $yield_in_free_text (i32.const 32) (i32.const 0) (i32.const 88))
      (call $write_error (i32.const 88))))
  (unreachable))

(data $no_entry_text
  "fiber_alloc: the entry isn't a function of type void *(void *), which WebAssembly checks; a cast doesn't make it one\n")
(@binaryen.inline "\00")
(func $no_entry
  (if (global.get $has_fd_write)
    (then
      ;; The program ends here: its memory from 16 on may be overwritten.
      (memory.init $no_entry_text (i32.const 32) (i32.const 0) (i32.const 117))
      (call $write_error (i32.const 117))))
  (unreachable))

(data $no_memory_to_yield_text
  "fiber_yield: no memory to save the fiber's functions in; use fewer fibers, or give the program more memory\n")
(@binaryen.inline "\00")
(func $no_memory_to_yield
  (if (global.get $has_fd_write)
    (then
      ;; The program ends here: its memory from 16 on may be overwritten.
      (memory.init $no_memory_to_yield_text (i32.const 32) (i32.const 0) (i32.const 107))
      (call $write_error (i32.const 107))))
  (unreachable))

;; Only where the engine suspends calls of the host (JSPI).
(data $host_returned_late_text
  "fiber: a function of the host returned after a call that had begun before it; an engine can suspend only one call into the module at a time\n")
(@binaryen.inline "\00")
(func $host_returned_late
  (if (global.get $has_fd_write)
    (then
      ;; The program ends here: its memory from 16 on may be overwritten.
      (memory.init $host_returned_late_text (i32.const 32) (i32.const 0) (i32.const 140))
      (call $write_error (i32.const 140))))
  (unreachable))

(data $host_returned_to_freed_text
  "fiber_free: freed a fiber that was waiting for the host, which has returned to it now; free it later\n")
(@binaryen.inline "\00")
(func $host_returned_to_freed
  (if (global.get $has_fd_write)
    (then
      ;; The program ends here: its memory from 16 on may be overwritten.
      (memory.init $host_returned_to_freed_text (i32.const 32) (i32.const 0) (i32.const 101))
      (call $write_error (i32.const 101))))
  (unreachable))

;; Writes `length` bytes from address 32 to standard error.
(func $write_error (export "write_error") (param $length i32)
  (i32.store (i32.const 16) (i32.const 32))
  (i32.store (i32.const 20) (local.get $length))
  (drop
    (call $fd_write
      (i32.const 2) (i32.const 16) (i32.const 1) (i32.const 24))))
