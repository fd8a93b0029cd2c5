;; Does a field of a struct that a continuation changes read as changed, in a loop
;; that is hot enough to be optimized?
(module
  (type $entry (func))
  (type $continuation (cont $entry))
  (type $box (struct (field (mut i32))))
  (tag $yield)
  (memory (export "memory") 1)
  (global $box (mut (ref $box)) (struct.new $box (i32.const 0)))
  (elem declare func $add)

  (func $add
    (local $box (ref $box))
    (local.set $box (global.get $box))
    (loop $again
      (struct.set $box 0 (local.get $box)
        (i32.add (struct.get $box 0 (local.get $box)) (i32.const 1)))
      (suspend $yield)
      (br $again)))

  (func $check (param $box (ref $box)) (param $left i32)
    (local $suspended (ref $continuation))
    (local $before i32)
    (local.set $suspended (cont.new $continuation (ref.func $add)))
    (loop $again
      (local.set $before (struct.get $box 0 (local.get $box)))
      (local.set $suspended
        (block $yielded (result (ref $continuation))
          (resume $continuation (on $yield $yielded) (local.get $suspended))
          (unreachable)))
      (if (i32.ne (struct.get $box 0 (local.get $box))
                  (i32.add (local.get $before) (i32.const 1)))
        (then (unreachable)))
      (br_if $again
        (local.tee $left (i32.sub (local.get $left) (i32.const 1))))))

  (func (export "_start")
    (call $check (global.get $box) (i32.const 20000000))))
