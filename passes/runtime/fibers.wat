;; The intrinsics. What a tier does differently is in its own file: entering.wat and
;; frame_memory.wat have the functions that end in _frames, and native.wat or asyncify.wat
;; those that end in _fallback.
;;
;; A fiber's tier is that of its entry, and for good the tier of its record.

;; Of a program with fibers of both tiers, whether this one is of the fallback tier.
(func $is_fallback (param $offset i32) (result i32)
  (i32.lt_s (i32.load offset=8 (call $record (local.get $offset)))
            (i32.const 0)))

(func $fiber_alloc (export "fiber_alloc") (param $entry i32) (result i32)
  (local $fallback i32)
  (local.set $fallback (global.get $has_fallback))
  (if (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then (local.set $fallback (call $look_up (local.get $entry))))
    (else
      (if (global.get $has_entry_kinds)
        (then (drop (call $look_up (local.get $entry)))))))
  (call $make_fiber (local.get $entry) (local.get $fallback)
    (if (result i32) (local.get $fallback)
      (then (global.get $default_region_size))
      (else (global.get $default_frames_region_size)))))

(func $fiber_sized_alloc (export "fiber_sized_alloc")
    (param $entry i32) (param $size i32) (result i32)
  (local $fallback i32)
  (local.set $fallback (global.get $has_fallback))
  (if (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then (local.set $fallback (call $look_up (local.get $entry))))
    (else
      (if (global.get $has_entry_kinds)
        (then (drop (call $look_up (local.get $entry)))))))
  (call $make_fiber
    (local.get $entry) (local.get $fallback) (local.get $size)))

;; What kind the entry is of. Ends the program if it is none.
(func $look_up (param $entry i32) (result i32)
  (local $kind i32)
  (if (i32.eq (local.tee $kind (call $entry_kind (local.get $entry)))
              (global.get $no_entry_kind))
    (then (call $no_entry)))
  (local.get $kind))

(func $make_fiber (param $entry i32) (param $fallback i32) (param $size i32)
    (result i32)
  (local $offset i32)
  (local $record i32)
  (local $handle i32)
  (if (i32.eqz (local.get $entry))
    (then (return (i32.const 0))))
  (if (i32.eqz
        (local.tee $offset (call $acquire_record (local.get $fallback))))
    (then (return (i32.const 0))))
  (i32.store offset=8 (call $record (local.get $offset))
    (i32.or (local.get $entry) (call $tier_bit (local.get $fallback))))
  (if (i32.eqz
        (if (result i32) (local.get $fallback)
          (then
            (if (result i32) (global.get $has_regions)
              (then
                (call $prepare_region (local.get $offset)
                  (local.get $size) (global.get $min_region_size)))
              (else (i32.const 1))))
          (else
            (if (result i32) (global.get $has_frames_regions)
              (then
                (call $prepare_region (local.get $offset)
                  (local.get $size) (global.get $min_frames_region_size)))
              (else (i32.const 1))))))
    (then
      (local.set $record (call $record (local.get $offset)))
      (i32.store (local.get $record) (i32.const -1))
      (call $fiber_free (i32.load offset=4 (local.get $record)))
      (return (i32.const 0))))
  (local.set $record (call $record (local.get $offset)))
  (if (global.get $keeps_caught)
    (then (i64.store offset=32 align=4 (local.get $record) (i64.const 0))))
  (if (global.get $has_backtrace)
    (then (call $forget_told (local.get $record))))
  (local.set $handle (i32.load offset=4 (local.get $record)))
  (i32.store (local.get $record) (local.get $handle))
  (local.get $handle))

(func $fiber_free (export "fiber_free") (param $fiber i32)
  (local $offset i32)
  (local $fallback i32)
  (local $record i32)
  (local $ready i32)
  (local.set $offset (call $offset_of (local.get $fiber)))
  (if (i32.ge_u (local.get $offset) (global.get $used))
    (then (return)))
  (local.set $record (call $record (local.get $offset)))
  (local.set $fallback (global.get $has_fallback))
  (if (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then (local.set $fallback (call $is_fallback (local.get $offset)))))
  (if (i32.eq (local.tee $ready (i32.load (local.get $record)))
              (local.get $fiber))
    (then
      (if (local.get $fallback)
        (then
          (call $cancel_fallback (local.get $offset) (local.get $fiber))
          ;; The fiber may have allocated others, and that moves the records.
          (local.set $record (call $record (local.get $offset))))
        (else
          (if (global.get $has_handlers)
            (then
              (call $unwind_frames
                (local.get $offset) (local.get $fiber) (i32.const 0))
              (local.set $record (call $record (local.get $offset))))
            (else (call $cancel_frames (local.get $record)))))))
    (else
      (if (i32.ne (i32.load offset=4 (local.get $record)) (local.get $fiber))
        (then (return)))
      (if (i32.ne (local.get $ready) (i32.const -1))
        (then
          ;; It is running or held, or the record is free.
          (if (i32.eqz (global.get $has_left))
            (then (return)))
          (if (i32.eqz (call $is_left (local.get $record)))
            (then (return)))
          (if (local.get $fallback)
            (then (i32.store offset=16 (local.get $record) (i32.const 0)))
            (else (call $cancel_frames (local.get $record))))))))
  (call $release_record
    (local.get $offset) (local.get $record) (local.get $fiber)
    (local.get $fallback)))

(func $fiber_resume (export "fiber_resume")
    (param $fiber i32) (param $value i32) (param $result i32) (result i32)
  (call $resume
    (local.get $fiber) (local.get $value) (local.get $result) (i32.const 0)))

;; $in_form tells that a form calls it, which can be taken off the stack.
(func $resume (param $fiber i32) (param $value i32) (param $result i32)
    (param $in_form i32) (result i32)
  (local $fallback i32)
  (local.set $fallback (global.get $has_fallback))
  (if (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then
      (local.set $fallback
        (call $is_fallback (call $find (local.get $fiber))))))
  (if (result i32) (local.get $fallback)
    (then
      (if (global.get $has_depth)
        (then
          (if (local.get $in_form)
            (then
              (return
                (call $resume_fallback_in_form
                  (local.get $fiber) (local.get $value)
                  (local.get $result)))))))
      (call $resume_fallback
        (local.get $fiber) (local.get $value) (local.get $result)))
    (else
      (call $resume_frames
        (local.get $fiber) (local.get $value) (local.get $result)
        (local.get $in_form)))))

;; A yield in a function's ordinary form, in which only fibers of the fallback tier run it.
(func $fiber_yield (export "fiber_yield") (param $value i32) (result i32)
  (if (result i32) (global.get $has_fallback)
    (then (call $yield_fallback (local.get $value)))
    (else
      (call $yield_outside)
      (unreachable))))

;; For what awaits (await/PromisingExports.h): whether a fiber is running.
(func $fiber_is_running (export "fiber_is_running") (result i32)
  (i32.ne (global.get $current) (i32.const 0)))

;; Keeps a suspended fiber from being resumed or freed, while whoever has resumed it
;; waits for a promise in its place.
(func $fiber_hold (export "fiber_hold") (param $fiber i32)
  (local $record i32)
  (local.set $record (call $record (call $find (local.get $fiber))))
  (if (i32.eq (i32.load (local.get $record)) (local.get $fiber))
    (then (i32.store (local.get $record) (global.get $out_of_use)))))

;; Lets it be resumed again, unless it has been freed.
(func $fiber_release (export "fiber_release") (param $fiber i32)
  (local $record i32)
  (local.set $record (call $record (call $find (local.get $fiber))))
  (if (i32.eq (i32.load offset=4 (local.get $record)) (local.get $fiber))
    (then (i32.store (local.get $record) (local.get $fiber)))))

;; Finishes a suspended fiber that isn't to be resumed any more: unwinds it, or drops
;; what it has saved.
(func $fiber_end (export "fiber_end") (param $fiber i32)
  (local $offset i32)
  (local $record i32)
  (local $fallback i32)
  (local.set $offset (call $find (local.get $fiber)))
  (local.set $record (call $record (local.get $offset)))
  (if (i32.ne (i32.load (local.get $record)) (local.get $fiber))
    (then (return)))
  (local.set $fallback (global.get $has_fallback))
  (if (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then (local.set $fallback (call $is_fallback (local.get $offset)))))
  (if (local.get $fallback)
    (then (call $cancel_fallback (local.get $offset) (local.get $fiber)))
    (else
      (if (global.get $has_handlers)
        (then
          (call $unwind_frames
            (local.get $offset) (local.get $fiber) (i32.const 0)))
        (else (call $cancel_frames (local.get $record))))))
  (i32.store (call $record (local.get $offset)) (i32.const -1)))
