;; Where values of fibers are in linear memory, for collectors of garbage. The program
;; keeps what was told last, and how far the search is:
;;
;;    0  start, 4  bytes   a range of memory
;;    8  fiber             the offset of the record that is being told of, 0 at first
;;   12  frame             what is to be told next of what it has saved, 0 for nothing
;;
;; Only programs that ask have $has_roots. In these, the word at 20 of a record
;; (handles.wat) is always where the values in its region begin: a fiber that runs has
;; the region's base there, and a free record the top. A record of the frames tier has
;; at 12, while its fiber runs, the frame that was entered last.

(func $fiber_next_root_range (export "fiber_next_root_range") (param $range i32)
    (result i32)
  (local $offset i32)
  (local $record i32)
  (local $frame i32)
  (loop $next
    (local.set $offset (i32.load offset=8 (local.get $range)))
    (if (local.tee $frame (i32.load offset=12 (local.get $range)))
      (then
        (if (call $is_of_frames (local.get $offset))
          (then (call $tell_frame (local.get $range) (local.get $frame)))
          (else (call $tell_saved (local.get $range) (local.get $frame))))
        (return (i32.const 1))))
    (local.set $offset (i32.add (local.get $offset) (call $record_size)))
    (if (i32.ge_u (local.get $offset) (global.get $used))
      (then (return (i32.const 0))))
    (i32.store offset=8 (local.get $range) (local.get $offset))
    (local.set $record (call $record (local.get $offset)))
    (i32.store offset=12 (local.get $range)
      (if (result i32) (call $is_of_frames (local.get $offset))
        (then (i32.load offset=12 (local.get $record)))
        (else (call $saved_by_fallback (local.get $record)))))
    (br_if $next
      (i32.eqz (call $tell_region (local.get $range) (local.get $record)))))
  (i32.const 1))

(func $is_of_frames (param $offset i32) (result i32)
  (if (result i32) (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then (i32.eqz (call $is_fallback (local.get $offset))))
    (else (global.get $has_frames))))

;; Tells the slots of a frame. Its parent is next.
(func $tell_frame (param $range i32) (param $frame i32)
  (i32.store (local.get $range) (i32.add (local.get $frame) (i32.const 12)))
  (i32.store offset=4 (local.get $range)
    (i32.sub
      (i32.shl (call $class_of (local.get $frame))
               (global.get $frame_class_shift))
      (i32.const 12)))
  (i32.store offset=12 (local.get $range)
    (if (result i32) (global.get $has_parents)
      (then (i32.load offset=4 (local.get $frame)))
      (else (i32.const 0)))))

;; Tells what is in use of a region. 0 if nothing is.
(func $tell_region (param $range i32) (param $record i32) (result i32)
  (local $start i32)
  (if (i32.eqz
        (i32.or (global.get $has_regions) (global.get $has_frames_regions)))
    (then (return (i32.const 0))))
  (local.set $start (i32.load offset=20 (local.get $record)))
  (i32.store (local.get $range) (local.get $start))
  (i32.store offset=4 (local.get $range)
    (i32.sub (i32.load offset=28 (local.get $record)) (local.get $start)))
  (i32.load offset=4 (local.get $range)))

;; Has the whole region of a fiber count as in use while it runs.
(func $use_region (param $record i32)
  (i32.store offset=20 (local.get $record)
    (i32.load offset=24 (local.get $record))))

;; Has nothing of a region in use, when its record becomes free, and keeps the tier of
;; that.
(func $leave_region (param $record i32) (param $fallback i32)
  (if (i32.or (global.get $has_regions) (global.get $has_frames_regions))
    (then
      (i32.store offset=20 (local.get $record)
        (i32.load offset=28 (local.get $record)))))
  (i32.store offset=8 (local.get $record)
    (i32.or (i32.load offset=8 (local.get $record))
            (call $tier_bit (local.get $fallback)))))
