;; Does an engine that collects code cope with a continuation that takes a parameter and
;; hasn't started? A hot function leaves code behind when it is optimized.
(module
  (type $entry (func (param i32)))
  (type $continuation (cont $entry))
  (memory (export "memory") 1)
  (table $continuations 1 (ref null $continuation))
  (elem declare func $wait)

  (func $wait (param $value i32))

  (func $hot (param $at i32) (result i32)
    (i32.load (i32.and (local.get $at) (i32.const 1020))))

  (func (export "_start")
    (local $left i32)
    (table.set $continuations (i32.const 0)
      (cont.new $continuation (ref.func $wait)))
    (local.set $left (i32.const 10000000))
    (loop $again
      (drop (call $hot (local.get $left)))
      (br_if $again
        (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))))
