;; Points in try_tables. A resume form goes on in a copy of each try_table around the point.
;; There an exception enters that it may be entered with: it is thrown, or if the handler is for
;; all, that is branched to. In a body, a try_table with points is a region, and its head branches
;; to the point, or has the exception enter, unless the point is in an inner one. What is caught
;; is in locals before it goes to a label. A reference to an exception is kept at the points
;; where it is live, and the frame's class has a bit more then. So has the number of a point where
;; an exception enters.
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:frames,inline:no,never-calls-back:host.mark -S -o - | FileCheck %s --check-prefix=FORMS
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:frames,inline:no,optimize:size,never-calls-back:host.mark -S -o - | FileCheck %s --check-prefix=BODY

;; FORMS-LABEL: (func $entry.call_form
;; FORMS:       (try_table (catch_all_ref
;; FORMS:       (i32.const 32768)
;; FORMS:       (i32.const 32769)
;; FORMS:       (i32.const 2)
;; FORMS:       (call $fiber.keep_exn
;; FORMS-LABEL: (func $entry.resume_form
;; FORMS:       (try_table (catch_all_ref $[[ALL:value[_0-9]*]])
;; FORMS:       (try_table (catch $number $[[VALUE:value[_0-9]*]])
;; FORMS-NEXT:    (block $[[FIRST:resume[_0-9]*]]
;; FORMS-NEXT:      (br_table $[[FIRST]] $[[SECOND:resume[_0-9]*]] $[[THIRD:resume[_0-9]*]] $[[THIRD]]
;; FORMS-NEXT:        (i32.and
;; FORMS-NEXT:          (i32.load16_u offset=8
;; FORMS-NEXT:            (local.get $0)
;; FORMS-NEXT:          )
;; FORMS-NEXT:          (i32.const 32767)
;; FORMS:       (global.get $fiber.thrown)
;; FORMS:       (call $fiber.throw_into_frame)
;; FORMS:       (i32.const 32769)
;; FORMS:       (local.set $1
;; FORMS-NEXT:    (i32.load offset=12
;; FORMS:       (global.get $fiber.thrown)
;; FORMS:       (br $[[ALL]]
;; FORMS-NEXT:    (call $fiber.take_thrown)
;; FORMS:       (i32.const 2)
;; FORMS:       (call $fiber.keep_exn
;; FORMS-NEXT:    (local.get $2)
;; FORMS:       (local.set $2
;; FORMS-NEXT:    (call $fiber.take_exn
;; FORMS:       (i32.store16 offset=10

;; BODY-LABEL: (func $entry.call_form
;; BODY:       (local.tee $2
;; BODY-NEXT:    (global.get $fiber.entered)
;; BODY:       (local.set $4
;; BODY-NEXT:    (call $fiber.take_exn
;; BODY:       (i32.store16 offset=10
;; BODY:       (br_table $[[INNER:inner[_0-9]*]] $[[INNER]] $[[LAST:point[_0-9]*]] $[[LAST]]
;; BODY-NEXT:    (i32.sub
;; BODY-NEXT:    (local.tee $3
;; BODY-NEXT:    (i32.and
;; BODY-NEXT:    (i32.load16_u offset=8
;; BODY:       (try_table (catch_all_ref $[[VALUE:value[_0-9]*]])
;; BODY:       (local.get $3)
;; BODY:       (global.get $fiber.thrown)
;; BODY:       (br $[[VALUE]]
;; BODY-NEXT:    (call $fiber.take_thrown)
;; BODY:       (br_table
;; BODY:       (local.set $0
;; BODY-NEXT:    (block $[[NUMBER:value[_0-9]*]] (result i32)
;; BODY-NEXT:    (try_table (catch $number $[[NUMBER]])
;; BODY:       (local.get $3)
;; BODY:       (global.get $fiber.thrown)
;; BODY:       (call $fiber.throw_into_frame)
;; BODY:       (local.set $1
;; BODY:       (local.set $4
;; BODY-NEXT:    (ref.null noexn)
;; BODY:       (br $save_first
;; BODY-NEXT:    (i32.const 32769)
;; BODY:       (local.set $1
;; BODY:       (local.set $4
;; BODY-NEXT:    (ref.null noexn)
;; BODY:       (br $save_first
;; BODY-NEXT:    (i32.const 32770)
;; BODY:       (call $mark
;; BODY:       (local.set $1
;; BODY-NOT:   (ref.null noexn)
;; BODY:       (br $save_first
;; BODY-NEXT:    (i32.const 3)
;; BODY:       (call $fiber.keep_exn
;; BODY-NEXT:    (local.get $4)

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "host" "mark" (func $mark (param i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (tag $number (param i32))
  (func (export "main") (result i32)
    (call $fiber_alloc (i32.const 1)))
  (func $entry (param $x i32) (result i32)
    (local $exception exnref)
    (local.set $exception
      (block $caught (result exnref)
        (try_table (catch_all_ref $caught)
          (local.set $x
            (block $number (result i32)
              (try_table (result i32) (catch $number $number)
                (call $fiber_yield (local.get $x)))))
          (drop (call $fiber_yield (i32.const 1)))
          (return (local.get $x)))
        (unreachable)))
    (call $mark (i32.const 2))
    (drop (call $fiber_yield (i32.const 3)))
    (throw_ref (local.get $exception)))
)
