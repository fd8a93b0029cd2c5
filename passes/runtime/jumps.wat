;; Where a longjmp goes (LongJumpChecks.h). By the convention of clang's setjmp, since
;; LLVM 19,
;;
;;   what is thrown    0  the address of the jmp_buf, 4  the value
;;   a jmp_buf         0  an address in the frame, on the shadow stack, of the function
;;                        that has called setjmp
;;
;; So it can be told whose region the function is on, unless a later fiber has that now.

(func $check_long_jump (export "check_long_jump") (param $thrown i32) (result i32)
  (local $target i32)
  (local $running i32)
  (local.set $target (i32.load (i32.load (local.get $thrown))))
  ;; Jumps to the program's own stack, and within the running fiber.
  (if (i32.lt_u (local.get $target) (global.get $program_stack_end))
    (then (return (local.get $thrown))))
  (if (local.tee $running
        (i32.and (global.get $current)
                 (i32.xor (global.get $unyielding_mark) (i32.const -1))))
    (then
      (if (call $is_in_region
            (call $record (local.get $running)) (local.get $target))
        (then (return (local.get $thrown))))))
  (call $refuse_suspended (local.get $target))
  (local.get $thrown))

;; Ends the program if the address is in the region of a fiber that doesn't run. A
;; fiber that has resumed the running one runs, too.
(@binaryen.inline "\00")
(func $refuse_suspended (param $target i32)
  (local $offset i32)
  (if (i32.eqz
        (local.tee $offset (call $find_by_region (local.get $target))))
    (then (return)))
  (global.set $jumped_to (local.get $offset))
  (if (i32.load (call $record (local.get $offset)))
    (then (call $jump_to_suspended))))

;; The record whose fiber was jumped to last, 0 for none. As a rule, the next jump goes there,
;; too: a jump takes less than 1 us, and to look at each of a million records takes 2,000.
(global $jumped_to (mut i32) (i32.const 0))

;; The offset of the record in whose region an address is, 0 if there is none.
(func $find_by_region (param $address i32) (result i32)
  (local $offset i32)
  (if (local.tee $offset (global.get $jumped_to))
    (then
      (if (call $is_in_region
            (call $record (local.get $offset)) (local.get $address))
        (then (return (local.get $offset))))
      (local.set $offset (i32.const 0))))
  (loop $next
    (local.set $offset (i32.add (local.get $offset) (call $record_size)))
    (if (i32.ge_u (local.get $offset) (global.get $used))
      (then (return (i32.const 0))))
    (br_if $next
      (i32.eqz
        (call $is_in_region
          (call $record (local.get $offset)) (local.get $address)))))
  (local.get $offset))

(func $is_in_region (param $record i32) (param $address i32) (result i32)
  (i32.lt_u
    (i32.sub (local.get $address) (i32.load offset=24 (local.get $record)))
    (i32.sub (i32.load offset=28 (local.get $record))
             (i32.load offset=24 (local.get $record)))))
