;; Regions: a fiber's part of clang's shadow stack, and memory for them.
;;
;;   base               base + $red_zone                  top, 16-aligned
;;   +------------------+---------------------------------+
;;   |  red zone        |        <- grows down            |
;;   +------------------+---------------------------------+
;;
;; LLVM's leaf functions use the red zone, below the stack pointer, without moving
;; that. So the pointer itself may not go below base + $red_zone. A region stays with its
;; record for the next fiber, and is replaced only by a larger one.

;; All code of the program that runs on a fiber is on its region, with three
;; exceptions. They are on the stack that the outermost resumer has left, which has as
;; much room as the program was linked with: functions of the host, and what they call
;; back; functions that are said to be (Guards.h); and, where no code of a tier uses the
;; shadow stack, the allocator when the runtime calls it.

;; The lowest stack pointer of the running fiber; 0 off any region.
(global $stack_limit (export "stack_limit") (mut i32) (i32.const 0))
;; Where the outermost resumer has left its stack; 0 off any region.
(global $outer_stack_pointer (export "outer_stack_pointer") (mut i32)
  (i32.const 0))

;; Keeps the stack pointer if a region is about to be entered from outside any.
(func $note_outer_stack
  (if (i32.eqz (global.get $outer_stack_pointer))
    (then (global.set $outer_stack_pointer (global.get $stack_pointer)))))

(func $limit_to_region (param $record i32)
  (global.set $stack_limit
    (i32.add (i32.load offset=24 (local.get $record)) (global.get $red_zone))))

;; Gives the record at $offset a region of at least `size` bytes, and at least `min`,
;; and its stack pointer the region's top. 0 when there is no memory.
(func $prepare_region (param $offset i32) (param $size i32) (param $min i32)
    (result i32)
  (local $record i32)
  (local $base i32)
  (local $top i32)
  (if (i32.lt_u (local.get $size) (local.get $min))
    (then (local.set $size (local.get $min))))
  ;; The red zone, and below what aligning the top may take away.
  (if (i32.gt_u (local.get $size)
                (i32.sub (i32.const -17) (global.get $red_zone)))
    (then (return (i32.const 0))))
  (local.set $size (i32.add (local.get $size) (global.get $red_zone)))
  (local.set $record (call $record (local.get $offset)))
  (local.set $base (i32.load offset=24 (local.get $record)))
  (local.set $top (i32.load offset=28 (local.get $record)))
  (if (i32.lt_u (i32.sub (local.get $top) (local.get $base))
                (local.get $size))
    (then
      (local.set $size (i32.add (local.get $size) (i32.const 16)))
      (i64.store offset=24 align=4 (local.get $record) (i64.const 0))
      (if (global.get $has_roots)
        (then (call $use_region (local.get $record))))
      (call $free (local.get $base))
      (if (i32.eqz (local.tee $base (call $malloc (local.get $size))))
        (then (return (i32.const 0))))
      ;; The program's allocator may have made fibers, and that moves the records.
      (local.set $record (call $record (local.get $offset)))
      (local.set $top
        (i32.and (i32.add (local.get $base) (local.get $size))
                 (i32.const -16)))
      (i32.store offset=24 (local.get $record) (local.get $base))
      (i32.store offset=28 (local.get $record) (local.get $top))))
  (i32.store offset=20 (local.get $record) (local.get $top))
  (i32.const 1))

