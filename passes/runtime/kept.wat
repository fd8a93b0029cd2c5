;; References of one kind that activations keep while they wait: the build makes a copy of
;; this for each KIND, which is extern, func or exn (RuntimeText.cmake). A frame has the
;; index here, shifted to the left by two bits, and the kind in these; or 0 for null.
;;
;; A slot is free if it is null. There are more than twice as many as were ever taken at
;; once, and up to four times. So in each turn, the search for the next free one passes by
;; no more slots than it finds.
(table $kept_KIND 2 KINDref)
(global $kept_KIND_count (mut i32) (i32.const 0))
(global $last_kept_KIND (mut i32) (i32.const 0))

;; Keeps a reference, and returns what the frame has of it.
(func $keep_KIND (export "keep_KIND") (param $reference KINDref) (result i32)
  (local $index i32)
  (if (ref.is_null (local.get $reference))
    (then (return (i32.const 0))))
  (global.set $kept_KIND_count
    (i32.add (global.get $kept_KIND_count) (i32.const 1)))
  (if (i32.ge_u (i32.shl (global.get $kept_KIND_count) (i32.const 1))
                (table.size $kept_KIND))
    (then
      (if (i32.eq
            (table.grow $kept_KIND (ref.null KIND) (table.size $kept_KIND))
            (i32.const -1))
        (then (call $no_memory_to_yield)))))
  (local.set $index (global.get $last_kept_KIND))
  (loop $next
    (local.set $index (i32.add (local.get $index) (i32.const 1)))
    ;; There is no index 0.
    (if (i32.eq (local.get $index) (table.size $kept_KIND))
      (then (local.set $index (i32.const 1))))
    (br_if $next
      (i32.eqz (ref.is_null (table.get $kept_KIND (local.get $index))))))
  (global.set $last_kept_KIND (local.get $index))
  (table.set $kept_KIND (local.get $index) (local.get $reference))
  (i32.or (i32.shl (local.get $index) (i32.const 2)) (global.get $kind_KIND)))

;; Takes it back.
(func $take_KIND (export "take_KIND") (param $kept i32) (result KINDref)
  (local $reference KINDref)
  (if (i32.eqz (local.get $kept))
    (then (return (ref.null KIND))))
  (local.set $kept (i32.shr_u (local.get $kept) (i32.const 2)))
  (local.set $reference (table.get $kept_KIND (local.get $kept)))
  (table.set $kept_KIND (local.get $kept) (ref.null KIND))
  (global.set $kept_KIND_count
    (i32.sub (global.get $kept_KIND_count) (i32.const 1)))
  (local.get $reference))
