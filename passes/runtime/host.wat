;; Calls of the host (Guards.h). While one is under way, nobody can tell whether it is
;; going to return: an exception of the host's may leave all of the module, and where the
;; program has no exceptions, no code of it is run then. So errors are found by the calls
;; that do return.

;; The number of the call of the host that is under way and was begun last, 0 for none;
;; and how many have begun.
(global $host_call (export "host_call") (mut i64) (i64.const 0))
(global $host_calls (mut i64) (i64.const 0))
;; Calls that were under way when one that had begun before them returned: none of them
;; may return any more. They are among those from the first number to the second of each
;; pair. Calls between the pairs may be under way still. The second pair is for all that
;; were lost before calls that haven't returned since. Calls among those may be under way,
;; too, if at three levels, each called back by the one before, exceptions were caught.
(global $lost_from (mut i64) (i64.const -1))
(global $lost_to (mut i64) (i64.const 0))
(global $lost_before_from (mut i64) (i64.const -1))
(global $lost_before_to (mut i64) (i64.const 0))
;; How many fibers were freed that counted as running.
(global $left_freed (export "left_freed") (mut i32) (i32.const 0))

;; Begins a call, and returns its number.
(func $begin_host_call (export "begin_host_call") (result i64)
  (global.set $host_calls (i64.add (global.get $host_calls) (i64.const 1)))
  (global.set $host_call (global.get $host_calls))
  (global.get $host_calls))

;; Ends it; $before was under way when it began. The calls that have begun after it were
;; left by an exception, or the engine has suspended them. Those would go on on a
;; stack that isn't theirs any more.
(func $end_host_call (export "end_host_call") (param $call i64) (param $before i64)
  (if (i64.ne (global.get $host_call) (local.get $call))
    (then
      (if (i32.or
            (i64.lt_u (global.get $host_call) (local.get $call))
            (call $is_lost (local.get $call)))
        (then (call $host_returned_late)))
      (call $note_lost (local.get $call))))
  (global.set $host_call (local.get $before)))

;; Whether a call must not return any more.
(func $is_lost (param $call i64) (result i32)
  (i32.or
    (i32.and
      (i64.ge_u (local.get $call) (global.get $lost_from))
      (i64.le_u (local.get $call) (global.get $lost_to)))
    (i32.and
      (i64.ge_u (local.get $call) (global.get $lost_before_from))
      (i64.le_u (local.get $call) (global.get $lost_before_to)))))

;; Notes that all calls after $call are lost.
(func $note_lost (param $call i64)
  (if (i64.le_u (global.get $lost_from) (local.get $call))
    (then
      (if (i64.gt_u (global.get $lost_before_from) (global.get $lost_from))
        (then (global.set $lost_before_from (global.get $lost_from))))
      (global.set $lost_before_to (global.get $lost_to)))
    (else
      (if (i64.gt_u (global.get $lost_before_from) (local.get $call))
        (then (global.set $lost_before_from (i64.const -1))))))
  (global.set $lost_from (i64.add (local.get $call) (i64.const 1)))
  (global.set $lost_to (global.get $host_calls)))

;; The running fiber's handle, -1 for none.
(func $running_handle (export "running_handle") (result i32)
  (if (i32.eqz (global.get $records))
    (then (return (i32.const -1))))
  (call $handle_at (global.get $current)))

;; Whether a fiber counts as running, but is on no chain of resumes that leads to the
;; running one: it waits for the host, or was left by an exception of the host's. A
;; free record has 0 where a running fiber names its resumer.
(func $is_left (param $record i32) (result i32)
  (local $handle i32)
  (local $running i32)
  (if (i32.eqz (i32.load offset=16 (local.get $record)))
    (then (return (i32.const 0))))
  (local.set $handle (i32.load offset=4 (local.get $record)))
  (local.set $running (call $running_handle))
  (loop $next
    (if (i32.eq (local.get $running) (local.get $handle))
      (then (return (i32.const 0))))
    (if (i32.ne (local.get $running) (i32.const -1))
      (then
        (local.set $running (call $resumer_of (local.get $running)))
        (br $next))))
  (global.set $left_freed (i32.add (global.get $left_freed) (i32.const 1)))
  (i32.const 1))

;; The handle of the fiber that has resumed a running one, -1 for none; 0 if it isn't
;; that fiber's any more.
(func $resumer_of (param $fiber i32) (result i32)
  (local $record i32)
  (local.set $record (call $record (call $offset_of (local.get $fiber))))
  (if (i32.ne (i32.load offset=4 (local.get $record)) (local.get $fiber))
    (then (return (i32.const 0))))
  (i32.load offset=16 (local.get $record)))

;; After a call of the host: if fibers that counted as running have been freed since
;; there were $freed of them, neither $fiber, which called the host, may be among them,
;; nor one that waits for it.
(func $check_freed (export "check_freed") (param $freed i32) (param $fiber i32)
  (if (i32.eq (global.get $left_freed) (local.get $freed))
    (then (return)))
  (loop $next
    (if (i32.eq (local.get $fiber) (i32.const -1))
      (then (return)))
    (local.set $fiber (call $resumer_of (local.get $fiber)))
    (br_if $next (local.get $fiber)))
  (call $host_returned_to_freed))
