;; Memory for the frames of the frames tier (frames.wat). Those of one size share a
;; list of free ones, linked by the word at 4. New ones are cut from chunks that malloc
;; gives; a frame has its size class at 10, and keeps it for good.

;; A size class is told by the offset, in an array of addresses, of where its free
;; frames begin. Shifted left by $frame_class_shift, it is the bytes of a frame. The
;; pass sets the size of the array in the end.
(global $classes_size (export "classes_size") (mut i32) (i32.const 0))
(global $free_frames (mut i32) (i32.const 0))
;; What is left of the chunk that new frames are cut from.
(global $chunk (mut i32) (i32.const 0))
(global $chunk_end (mut i32) (i32.const 0))

;; Makes the array, if this is the first fiber. 0 when there is no memory for it.
(func $prepare_frames (result i32)
  (local $free i32)
  (if (global.get $free_frames)
    (then (return (i32.const 1))))
  (if (i32.eqz (local.tee $free (call $malloc (global.get $classes_size))))
    (then (return (i32.const 0))))
  (if (global.get $malloc_has_fibers)
    (then
      ;; It may have made a fiber.
      (if (global.get $free_frames)
        (then
          (call $free (local.get $free))
          (return (i32.const 1))))))
  (memory.fill (local.get $free) (i32.const 0) (global.get $classes_size))
  (global.set $free_frames (local.get $free))
  (i32.const 1))

;; A frame for an activation whose resume form has the index $form.
(@binaryen.inline "\7f")
(func $acquire_frame (param $form i32) (param $class i32) (result i32)
  (local $frame i32)
  (if (local.tee $frame
        (i32.load (i32.add (global.get $free_frames) (local.get $class))))
    (then
      (i32.store (i32.add (global.get $free_frames) (local.get $class))
        (i32.load offset=4 (local.get $frame))))
    (else
      (local.set $frame (call $cut_frame (local.get $class)))))
  (i32.store (local.get $frame) (local.get $form))
  ;; Some have one point only, and don't tell it.
  (if (global.get $has_handlers)
    (then (i32.store16 offset=8 (local.get $frame) (i32.const 0))))
  (local.get $frame))

(func $cut_frame (param $class i32) (result i32)
  (local $size i32)
  (local $frame i32)
  (local.set $size (i32.shl (local.get $class) (global.get $frame_class_shift)))
  (if (i32.lt_u (i32.sub (global.get $chunk_end) (global.get $chunk))
                (local.get $size))
    (then
      ;; What is left of the old chunk is less than a frame, and is given up.
      (local.set $frame
        (call $malloc_while_unwinding
          (i32.add (local.get $size) (i32.const 8176))))
      (if (i32.eqz (local.get $frame))
        (then (call $no_memory_to_yield)))
      (global.set $chunk (local.get $frame))
      (global.set $chunk_end
        (i32.add (global.get $chunk)
                 (i32.add (local.get $size) (i32.const 8176))))))
  (local.set $frame (global.get $chunk))
  (global.set $chunk (i32.add (local.get $frame) (local.get $size)))
  (i32.store16 offset=10 (local.get $frame) (local.get $class))
  (local.get $frame))

;; What unwinds waits while the program's malloc runs fibers.
(func $malloc_while_unwinding (param $size i32) (result i32)
  (local $unwinding i32)
  (local $value i32)
  (local $innermost i32)
  (local $outermost i32)
  (local $pending i32)
  (local $waiting i32)
  (local $unnoted i32)
  (if (i32.eqz (global.get $malloc_has_fibers))
    (then (return (call $malloc (local.get $size)))))
  (local.set $unwinding (global.get $unwinding))
  (local.set $value (global.get $value))
  (local.set $innermost (global.get $innermost))
  (local.set $outermost (global.get $outermost))
  (local.set $pending (global.get $pending))
  (local.set $waiting (global.get $waiting))
  (local.set $unnoted (global.get $unnoted))
  (global.set $unwinding (i32.const 0))
  (local.set $size (call $malloc (local.get $size)))
  (global.set $unwinding (local.get $unwinding))
  (global.set $value (local.get $value))
  (global.set $innermost (local.get $innermost))
  (global.set $outermost (local.get $outermost))
  (global.set $pending (local.get $pending))
  (global.set $waiting (local.get $waiting))
  (global.set $unnoted (local.get $unnoted))
  (local.get $size))

;; Here and above, to call it would take longer than what it does.
(@binaryen.inline "\7f")
(func $release_frame (param $frame i32)
  (local $free i32)
  (local.set $free
    (i32.add (global.get $free_frames)
             (i32.load16_u offset=10 (local.get $frame))))
  (i32.store offset=4 (local.get $frame) (i32.load (local.get $free)))
  (i32.store (local.get $free) (local.get $frame)))

;; The same for forms, of which there may be many.
(func $release_frame_of_form (export "release_frame") (param $frame i32)
  (call $release_frame (local.get $frame)))

;; Releases the frames of a fiber that isn't to be entered again. Without any, the
;; record may be used for a fiber that has yet to start.
(func $cancel_frames (param $record i32)
  (local $frame i32)
  (local $parent i32)
  (if (local.tee $frame (i32.load offset=12 (local.get $record)))
    (then
      (if (global.get $has_parents)
        (then
          (loop $next
            (local.set $parent (i32.load offset=4 (local.get $frame)))
            (if (global.get $has_references)
              (then (call $drop_references (local.get $frame))))
            (call $release_frame (local.get $frame))
            (br_if $next (local.tee $frame (local.get $parent)))))
        (else
          (if (global.get $has_references)
            (then (call $drop_references (local.get $frame))))
          (call $release_frame (local.get $frame))))
      (i32.store offset=12 (local.get $record) (i32.const 0)))))
