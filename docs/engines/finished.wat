;; Is the stack of a continuation that has returned given back? Makes 100,000 of
;; them, one after the other.
(module
  (type $entry (func))
  (type $continuation (cont $entry))
  (elem declare func $return)
  (memory (export "memory") 1)
  (func $return)
  (func (export "_start")
    (local $left i32)
    (local.set $left (i32.const 100000))
    (loop $next
      (resume $continuation (cont.new $continuation (ref.func $return)))
      (br_if $next
        (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))))
