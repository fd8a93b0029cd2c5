;; Making a fiber, which is the same in each tier: a tier's file defines
;; $prepare_record, for what a record needs besides its region.

(func $fiber_alloc (export "fiber_alloc") (param $entry i32) (result i32)
  (call $fiber_sized_alloc
    (local.get $entry) (global.get $default_region_size)))

(func $fiber_sized_alloc (export "fiber_sized_alloc")
    (param $entry i32) (param $size i32) (result i32)
  (local $offset i32)
  (local $record i32)
  (if (i32.eqz (local.get $entry))
    (then (return (i32.const 0))))
  (if (i32.eqz (local.tee $offset (call $acquire_record)))
    (then (return (i32.const 0))))
  (local.set $record (call $record (local.get $offset)))
  (if (i32.eqz (call $prepare_region (local.get $record) (local.get $size)))
    (then
      (call $release_record (local.get $offset))
      (return (i32.const 0))))
  (i32.store offset=8 (local.get $record) (local.get $entry))
  (i32.store (local.get $record) (i32.load offset=4 (local.get $record)))
  (i32.load (local.get $record)))
