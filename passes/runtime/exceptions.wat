;; The C++ exceptions that a fiber is dealing with.
;;
;; The C++ ABI keeps two words, of which each thread would have its own:
;;
;;    0  caught     the exceptions whose handlers have been entered and not left,
;;                  linked, latest first
;;    4  uncaught   how many are on their way to a handler
;;
;; Both belong to a stack of calls, so a fiber that yields in a handler takes them
;; along: while it doesn't run they are in its record (handles.wat), in the native tier
;; at 12 and 16. In the frames tier, they are at 32 and 36, and its resumer's at 40
;; and 44 while it runs: it may switch to others then (room.wat).

;; Exchanges the two words with the record's.
(func $swap_exceptions (param $record i32)
  (local $globals i32)
  (local $words i64)
  (local.set $globals (call $cxa_get_globals))
  (local.set $words (i64.load align=4 (local.get $globals)))
  (i64.store align=4 (local.get $globals)
    (i64.load offset=12 align=4 (local.get $record)))
  (i64.store offset=12 align=4 (local.get $record) (local.get $words)))

;; $change is added to how many are on their way in a suspended fiber: 1 for what unwinds it
;; when it is freed, and -1 when it has.
(func $count_cancellation (param $record i32) (param $change i32)
  (i32.store offset=16 (local.get $record)
    (i32.add (i32.load offset=16 (local.get $record)) (local.get $change))))

;; An exception that leaves the fiber's entry is on its way in the resumer.
(func $pass_exception_on (param $record i32)
  (local $globals i32)
  (local.set $globals (call $cxa_get_globals))
  (i32.store offset=4 (local.get $globals)
    (i32.add
      (i32.load offset=4 (local.get $globals))
      (i32.load offset=16 (local.get $record))))
  (i32.store offset=16 (local.get $record) (i32.const 0)))

;; The same in the frames tier.
(func $pass_uncaught_on (param $record i32)
  (i32.store offset=44 (local.get $record)
    (i32.add
      (i32.load offset=44 (local.get $record))
      (call $take_uncaught))))

;; How many are on their way in the running fiber, which they leave.
(func $take_uncaught (result i32)
  (local $globals i32)
  (local $uncaught i32)
  (local.set $globals (call $cxa_get_globals))
  (local.set $uncaught (i32.load offset=4 (local.get $globals)))
  (i32.store offset=4 (local.get $globals) (i32.const 0))
  (local.get $uncaught))

;; So many more are.
(func $add_uncaught (param $uncaught i32)
  (local $globals i32)
  (local.set $globals (call $cxa_get_globals))
  (i32.store offset=4 (local.get $globals)
    (i32.add
      (i32.load offset=4 (local.get $globals)) (local.get $uncaught))))

;; What unwinds a suspended fiber of the frames tier that is freed is on its way there. The
;; count ends with the fiber.
(func $count_freeing (param $record i32)
  (i32.store offset=36 (local.get $record)
    (i32.add (i32.load offset=36 (local.get $record)) (i32.const 1))))

(func $keep_caught (param $record i32)
  (i64.store offset=32 align=4 (local.get $record)
    (i64.load align=4 (call $cxa_get_globals))))

(func $take_caught (param $record i32)
  (i64.store align=4 (call $cxa_get_globals)
    (i64.load offset=32 align=4 (local.get $record))))

(func $keep_resumers_caught (param $record i32)
  (i64.store offset=40 align=4 (local.get $record)
    (i64.load align=4 (call $cxa_get_globals))))

(func $take_resumers_caught (param $record i32)
  (i64.store align=4 (call $cxa_get_globals)
    (i64.load offset=40 align=4 (local.get $record))))
