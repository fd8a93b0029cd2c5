;; Where the runtime's memory comes from: $malloc, which is the program's, or one of
;; these. $free is the program's, or $no_free.
;;
;; The program's own functions may do anything but yield: they may make, resume and free
;; fibers, too. So the runtime leaves everything in order before it calls them. After the
;; call, it looks again at what may have changed.

;; A program may have no malloc, but another function that the C library has for it.
(func $malloc_by_calloc (export "malloc_by_calloc") (param $size i32) (result i32)
  (call $calloc (i32.const 1) (local.get $size)))
(func $malloc_by_realloc (export "malloc_by_realloc") (param $size i32)
    (result i32)
  (call $realloc (i32.const 0) (local.get $size)))
(func $malloc_by_aligned_alloc (export "malloc_by_aligned_alloc")
    (param $size i32) (result i32)
  ;; Of a size that isn't a multiple of the alignment, C says nothing.
  (if (i32.gt_u (local.get $size) (i32.const -16))
    (then (return (i32.const 0))))
  (call $aligned_alloc
    (i32.const 16)
    (i32.and (i32.add (local.get $size) (i32.const 15)) (i32.const -16))))

;; A program that allocates nothing: takes from pages that memory.grow adds at the end,
;; so that it overlaps nothing the program has, or will get from memory.grow.
(global $bump_top (mut i32) (i32.const 0))
(global $bump_end (mut i32) (i32.const 0))
(func $bump_malloc (export "bump_malloc") (param $size i32) (result i32)
  (local $pages i32)
  (local $start i32)
  ;; So that what follows can't overflow.
  (if (i32.gt_u (local.get $size) (i32.const -65536))
    (then (return (i32.const 0))))
  (local.set $size
    (i32.and (i32.add (local.get $size) (i32.const 15)) (i32.const -16)))
  (if (i32.gt_u (local.get $size)
                (i32.sub (global.get $bump_end) (global.get $bump_top)))
    (then
      ;; At least 16 bytes more than it takes.
      (local.set $pages
        (i32.add (i32.shr_u (local.get $size) (i32.const 16)) (i32.const 1)))
      (local.set $start (memory.grow (local.get $pages)))
      (if (i32.eq (local.get $start) (i32.const -1))
        (then (return (i32.const 0))))
      (local.set $start (i32.shl (local.get $start) (i32.const 16)))
      ;; Go on from the last pages if nobody has grown the memory since. The first
      ;; bytes of a memory that had no page aren't used: address 0 is none.
      (if (i32.eqz (local.get $start))
        (then (global.set $bump_top (i32.const 16)))
        (else
          (if (i32.ne (local.get $start) (global.get $bump_end))
            (then (global.set $bump_top (local.get $start))))))
      (global.set $bump_end
        (i32.add (local.get $start)
                 (i32.shl (local.get $pages) (i32.const 16))))
      ;; Nor are the last ones, where the end would be 0.
      (if (i32.eqz (global.get $bump_end))
        (then (global.set $bump_end (i32.const -16))))))
  (global.set $bump_top (i32.add (global.get $bump_top) (local.get $size)))
  (i32.sub (global.get $bump_top) (local.get $size)))

(func $no_free (export "no_free") (param i32))
