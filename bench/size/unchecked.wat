;; The least that lowering could add: a fiber is a continuation of the engine's, and
;; its handle the place of that in a table. There is no pool, no place is used twice,
;; no handle is checked, nothing is unwound, and there are no shadow stacks. This is
;; only compiled and measured: an engine would run out of stacks with it.
  (type $entry (func (param i32) (result i32)))
  (type $continuation (cont $entry))
  (tag $switch (param i32) (result i32))
  (table $continuations 1 (ref null $continuation))

  (func $fiber_alloc (param $entry i32) (result i32)
    (table.grow $continuations
      (cont.new $continuation
        (ref.cast (ref $entry)
          (table.get 0 (local.get $entry))))
      (i32.const 1)))

  (func $fiber_free (param $fiber i32)
    (table.set $continuations (local.get $fiber) (ref.null $continuation)))

  (func $fiber_resume (param $fiber i32) (param $value i32) (param $result i32) (result i32)
    (local $continuation (ref null $continuation))
    (block $switched (result i32 (ref $continuation))
      (return
        (resume $continuation (on $switch $switched)
          (local.get $value)
          (table.get $continuations (local.get $fiber)))))
    (local.set $continuation)
    (local.set $value)
    (table.set $continuations (local.get $fiber) (local.get $continuation))
    (if (local.get $result)
      (then (i32.store (local.get $result) (i32.const 1))))
    (local.get $value))

  (func $fiber_yield (param $value i32) (result i32)
    (suspend $switch (local.get $value)))
