;; Is the stack of a suspended continuation that nothing refers to given back? Makes
;; 100,000 of them, one after the other.
(module
  (type $entry (func))
  (type $continuation (cont $entry))
  (tag $yield)
  (elem declare func $suspend)
  (memory (export "memory") 1)
  (func $suspend (suspend $yield))
  (func (export "_start")
    (local $left i32)
    (local.set $left (i32.const 100000))
    (loop $next
      (block $suspended (result (ref $continuation))
        (resume $continuation (on $yield $suspended)
          (cont.new $continuation (ref.func $suspend)))
        (unreachable))
      (drop)
      (br_if $next
        (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))))
