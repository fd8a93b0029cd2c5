;; Recording (record-yields): when a function of a fiber has been suspended for the first
;; time, its name is written to standard error, in a line of its own.
;;
;;   recorded                    + $recorded_functions   + 12
;;   +--------------------------+-----------------------+--------+
;;   | for each function, 1 if  | what fd_write is      | a line |
;;   | its name was written     | given, and writes     |        |
;;   +--------------------------+-----------------------+--------+

(global $recorded (mut i32) (i32.const 0))
;; The number of functions, or a little more, and the length of the longest line. The pass
;; sets both in the end.
(global $recorded_functions (export "recorded_functions") (mut i32) (i32.const 0))
(global $recorded_line (export "recorded_line") (mut i32) (i32.const 0))

;; After a yield of the fiber with the record. $malloc may move that, and run fibers.
(func $record_yield (param $record i32)
  (local $frame i32)
  (local.set $frame (i32.load offset=12 (local.get $record)))
  (if (i32.eqz (global.get $recorded))
    (then (call $prepare_recording)))
  (loop $next
    (call $record_function (call $function_of_frame (local.get $frame)))
    (if (global.get $has_parents)
      (then
        (br_if $next
          (local.tee $frame (i32.load offset=4 (local.get $frame))))))))

(func $prepare_recording
  (local $recorded i32)
  (if (i32.eqz
        (local.tee $recorded
          (call $malloc
            (i32.add (i32.add (global.get $recorded_functions) (i32.const 12))
                     (global.get $recorded_line)))))
    (then (call $no_memory_to_yield)))
  (memory.fill (local.get $recorded) (i32.const 0)
    (global.get $recorded_functions))
  (global.set $recorded (local.get $recorded)))

(func $record_function (param $function i32)
  (local $written i32)
  (local $buffer i32)
  (local.set $written
    (i32.add (global.get $recorded) (local.get $function)))
  (if (i32.load8_u (local.get $written))
    (then (return)))
  (i32.store8 (local.get $written) (i32.const 1))
  (local.set $buffer
    (i32.add (global.get $recorded) (global.get $recorded_functions)))
  (i32.store (local.get $buffer)
    (i32.add (local.get $buffer) (i32.const 12)))
  (i32.store offset=4 (local.get $buffer)
    (call $copy_recorded_line (local.get $function)
      (i32.add (local.get $buffer) (i32.const 12))))
  ;; A form of the runtime's own has no name.
  (if (i32.eqz (i32.load offset=4 (local.get $buffer)))
    (then (return)))
  (drop
    (call $fd_write
      (i32.const 2) (local.get $buffer) (i32.const 1)
      (i32.add (local.get $buffer) (i32.const 8)))))
