;; Handles and the records behind them.
;;
;; A fiber_t is a handle, and 0 is none:
;;
;;    31             b b-1           0
;;   +----------------+---------------+
;;   |   generation   |     index     |     b bits suffice for $max_fibers
;;   +----------------+---------------+
;;
;; The index names a record in linear memory, in one array that grows when it
;; is full. An index is reused, last freed first, under the next generation, so
;; that a stale handle is recognized until its record has been through all
;; generations. There is no record 0: an offset of 0 means none.
;;
;;    0  ready    the handle while the fiber may be resumed; 0 while it runs, if that is
;;                marked ($marks_running, $marks_fallback_running); -1 when it has finished;
;;                $out_of_use while it is held ($fiber_hold), or the record is free
;;    4  handle   the handle; in a free record, the next one
;;    8  entry    table index of the entry and the tier's bit; in a free record, the
;;                offset of the next one. In the native tier, the index is 0 once the
;;                fiber has started
;;   12           two words of the tier's own; the second, while the fiber runs, may be
;;                the handle of the fiber that has resumed it, -1 for none
;;   20  sp       the shadow stack pointer while the fiber doesn't run
;;   24  base     the region's lowest address (regions.wat)
;;   28  top      the region's end, 16-aligned; 0, as base is, when there is none yet
;;
;;   32           four words, if fibers of the frames tier may wait while they deal with
;;                C++ exceptions (exceptions.wat)
;;
;;   48  resumer  the handle of the fiber that has resumed it, -1 for none; and two words
;;                of the fallback tier, if the program asks for backtraces (backtrace.wat)
;;
;; Where fibers need no more than the first of the tier's words, a record ends after it.
;;
;; Everywhere below, an offset is that of a record from $records.

(global $records (mut i32) (i32.const 0))
;; Bytes of the array that are in use, and that there are.
(global $used (mut i32) (i32.const 0))
(global $capacity (mut i32) (i32.const 0))
;; The first free record of each tier, 0 when there is none.
(global $free_record (mut i32) (i32.const 0))
(global $free_frames_record (mut i32) (i32.const 0))
;; How many records are of the fallback tier.
(global $fallback_records (mut i32) (i32.const 0))
;; The running fiber's record, 0 outside any fiber, and where there can be none
;; (Guards.h). In a function that is said never to yield, it is marked by its sign. If
;; nothing depends on it ($has_current), it is only set where fibers go on in memory (room.wat).
(global $current (export "current") (mut i32) (i32.const 0))
;; The number of that function.
(global $unyielding (export "unyielding") (mut i32) (i32.const 0))

;; Bytes of a record.
(func $record_size (result i32)
  (i32.shl (i32.const 1) (global.get $record_shift)))

(func $record (param $offset i32) (result i32)
  (i32.add (global.get $records) (local.get $offset)))

;; The offset of the record that `handle` indexes, whether there is one or not.
(func $offset_of (param $handle i32) (result i32)
  (i32.shl (i32.and (local.get $handle) (global.get $index_mask))
           (global.get $record_shift)))

;; The same, 0 when there is none. Whether the handle is still good, the caller
;; compares with the record. There is no record 0: what is in its place matches no
;; handle.
(func $find (param $handle i32) (result i32)
  (local $offset i32)
  (local.set $offset (call $offset_of (local.get $handle)))
  (select (local.get $offset) (i32.const 0)
    (i32.lt_u (local.get $offset) (global.get $used))))

;; Keeps in a fiber's record which fiber has resumed it. The place of record 0 has the
;; handle -1.
(func $note_resumer (param $record i32) (param $resumer i32)
  (i32.store offset=16 (local.get $record)
    (call $handle_at (local.get $resumer))))

;; The handle of a running fiber, -1 for none: $current, or what that was.
(func $handle_at (param $running i32) (result i32)
  (i32.load offset=4
    (call $record
      (i32.and (local.get $running)
               (i32.xor (global.get $unyielding_mark) (i32.const -1))))))

;; Makes the array at least twice as large. 0 when there is no memory. From
;; $bump_malloc, which takes nothing back, it gets half as much again where it may be
;; large: in the frames tier.
(func $grow_records (result i32)
  (local $capacity i32)
  (local $more i32)
  (local $new i32)
  (local $old i32)
  (local.set $capacity (global.get $capacity))
  (local.set $more (local.get $capacity))
  (if (i32.and (global.get $has_frames) (i32.eqz (global.get $has_malloc)))
    (then
      ;; In whole records.
      (local.set $more
        (i32.and (i32.shr_u (local.get $more) (i32.const 1))
                 (if (result i32)
                     (i32.or (global.get $keeps_caught) (global.get $has_backtrace))
                   (then (i32.const -64))
                   (else (i32.const -32)))))))
  (local.set $more (i32.add (local.get $more) (i32.const 1024)))
  (local.set $old (global.get $records))
  (if (i32.eqz (call $extend_records (local.get $more)))
    (then
      (local.set $new
        (call $malloc (i32.add (local.get $capacity) (local.get $more))))
      (if (i32.eqz (local.get $new))
        (then (return (i32.const 0))))
      (if (global.get $malloc_has_fibers)
        (then
          ;; It may have made fibers, and the array be larger by now.
          (if (i32.ne (global.get $capacity) (local.get $capacity))
            (then
              (call $free (local.get $new))
              (return (i32.const 1))))))
      (memory.copy (local.get $new) (local.get $old) (local.get $capacity))
      (global.set $records (local.get $new))))
  (if (i32.eqz (global.get $used))
    (then
      ;; In the place of record 0, whose handle no fiber has.
      (i64.store align=4 (global.get $records) (i64.const -1))
      (global.set $used (call $record_size))))
  (global.set $capacity (i32.add (local.get $capacity) (local.get $more)))
  (if (i32.ne (global.get $records) (local.get $old))
    (then (call $give_back (local.get $old) (local.get $capacity))))
  (i32.const 1))

;; Takes $more bytes behind the array, if that is what $bump_malloc gave last. 0 if
;; it isn't.
(func $extend_records (param $more i32) (result i32)
  (local $end i32)
  (if (i32.or (i32.eqz (global.get $has_frames)) (global.get $has_malloc))
    (then (return (i32.const 0))))
  (local.set $end (i32.add (global.get $records) (global.get $capacity)))
  (if (i32.eqz (local.get $end))
    (then (return (i32.const 0))))
  (if (i32.ne (global.get $bump_top) (local.get $end))
    (then (return (i32.const 0))))
  (i32.eq (call $malloc (local.get $more)) (local.get $end)))

;; Gives back the memory of an array that has moved. $bump_malloc takes none: frames
;; are cut from it then.
(func $give_back (param $start i32) (param $size i32)
  (call $free (local.get $start))
  (if (i32.and (global.get $has_frames) (i32.eqz (global.get $has_malloc)))
    (then
      (if (i32.gt_u (local.get $size)
                    (i32.sub (global.get $chunk_end) (global.get $chunk)))
        (then
          (global.set $chunk (local.get $start))
          (global.set $chunk_end
            (i32.add (local.get $start) (local.get $size))))))))

;; The bit of a record's `entry` that tells its tier: set for the fallback tier, where
;; there are frames, too.
(func $tier_bit (param $fallback i32) (result i32)
  (if (result i32)
      (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then (i32.shl (local.get $fallback) (i32.const 31)))
    (else (i32.const 0))))

;; The table index of the fiber's entry.
(func $entry_of (param $record i32) (result i32)
  (if (result i32)
      (i32.and (global.get $has_frames) (global.get $has_fallback))
    (then
      (i32.and (i32.load offset=8 (local.get $record))
               (i32.const 0x7fffffff)))
    (else (i32.load offset=8 (local.get $record)))))

;; The offset of a record for a new fiber, its `handle` set. 0 when there are as many
;; as may be, or no memory.
(func $acquire_record (param $fallback i32) (result i32)
  (local $offset i32)
  (local $record i32)
  (if (local.tee $offset
        (if (result i32) (local.get $fallback)
          (then (global.get $free_record))
          (else (global.get $free_frames_record))))
    (then
      (local.set $record (call $record (local.get $offset)))
      (if (local.get $fallback)
        (then
          (global.set $free_record
            (if (result i32) (global.get $has_roots)
              (then (call $entry_of (local.get $record)))
              (else (i32.load offset=8 (local.get $record))))))
        (else
          (global.set $free_frames_record
            (i32.load offset=8 (local.get $record)))))
      (return (local.get $offset))))
  (if (i32.eqz (local.get $fallback))
    (then
      (if (i32.eqz (call $prepare_frames))
        (then (return (i32.const 0))))))
  ;; The program's malloc may itself take the place that it makes.
  (loop $again
    (if (i32.gt_u (global.get $used)
                  (i32.shl (global.get $max_fibers) (global.get $record_shift)))
      (then (return (i32.const 0))))
    (if (local.get $fallback)
      (then
        (if (i32.ge_u (global.get $fallback_records) (global.get $max_fallback))
          (then (return (i32.const 0))))))
    (if (i32.ge_u (global.get $used) (global.get $capacity))
      (then
        (if (i32.eqz (call $grow_records))
          (then (return (i32.const 0))))
        (br_if $again (global.get $malloc_has_fibers)))))
  (local.set $offset (global.get $used))
  (global.set $used (i32.add (local.get $offset) (call $record_size)))
  (local.set $record (call $record (local.get $offset)))
  (memory.fill (local.get $record) (i32.const 0) (call $record_size))
  (i32.store offset=4 (local.get $record)
    (i32.add (i32.shr_u (local.get $offset) (global.get $record_shift))
             (i32.add (global.get $index_mask) (i32.const 1))))
  (if (local.get $fallback)
    (then
      (global.set $fallback_records
        (i32.add (global.get $fallback_records) (i32.const 1)))
      (if (i32.eqz (call $prepare_fallback (local.get $offset)))
        (then
          (call $abandon_record (local.get $offset))
          (return (i32.const 0))))))
  (local.get $offset))

;; Gives up a record of the fallback tier that there was no memory to prepare. It is the
;; last one, unless the program's malloc has made fibers: then its place stays empty.
(func $abandon_record (param $offset i32)
  (global.set $fallback_records
    (i32.sub (global.get $fallback_records) (i32.const 1)))
  (if (i32.eq (global.get $used)
              (i32.add (local.get $offset) (call $record_size)))
    (then (global.set $used (local.get $offset)))))

;; Gives the record of a handle back, under the next one.
(func $release_record (param $offset i32) (param $record i32)
    (param $handle i32) (param $fallback i32)
  (i32.store (local.get $record) (global.get $out_of_use))
  (i32.store offset=4 (local.get $record)
    (i32.add (local.get $handle)
             (i32.add (global.get $index_mask) (i32.const 1))))
  (if (global.get $has_left)
    (then (i32.store offset=16 (local.get $record) (i32.const 0))))
  (if (local.get $fallback)
    (then
      (i32.store offset=8 (local.get $record) (global.get $free_record))
      (global.set $free_record (local.get $offset)))
    (else
      (i32.store offset=8 (local.get $record) (global.get $free_frames_record))
      (global.set $free_frames_record (local.get $offset))))
  (if (global.get $has_roots)
    (then (call $leave_region (local.get $record) (local.get $fallback)))))
