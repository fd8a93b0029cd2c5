;; The least that a yield and a resume can be: a suspend and a resume of a
;; continuation that is kept in a table, with a parameter and a result each way. No
;; handle, no pool, no shadow stack. COUNT is replaced by the number of resumes.
(module
  (type $entry (func (param i32) (result i32)))
  (type $continuation (cont $entry))
  (tag $switch (param i32) (result i32))
  (table $continuations 1 (ref null $continuation))
  (memory (export "memory") 1)
  (elem declare func $count)

  (func $count (param $value i32) (result i32)
    (loop $again
      (local.set $value
        (suspend $switch (i32.add (local.get $value) (i32.const 1))))
      (br $again))
    (unreachable))

  (func $resume (param $index i32) (param $value i32) (result i32)
    (local $continuation (ref null $continuation))
    (block $switched (result i32 (ref $continuation))
      (return
        (resume $continuation (on $switch $switched)
          (local.get $value)
          (table.get $continuations (local.get $index)))))
    (local.set $continuation)
    (local.set $value)
    (table.set $continuations (local.get $index) (local.get $continuation))
    (local.get $value))

  (func (export "_start")
    (local $left i32)
    (local $value i32)
    (local.set $left (i32.const COUNT))
    (table.set $continuations (i32.const 0)
      (cont.new $continuation (ref.func $count)))
    (loop $again
      (local.set $value (call $resume (i32.const 0) (local.get $value)))
      (br_if $again
        (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
    (if (i32.ne (local.get $value) (i32.const COUNT))
      (then (unreachable))))
)
