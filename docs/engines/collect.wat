;; Can garbage be collected while a continuation is suspended? Allocates 100,000
;; structs.
(module
  (type $entry (func))
  (type $continuation (cont $entry))
  (type $box (struct (field i32)))
  (tag $yield)
  (memory (export "memory") 1)
  (global $suspended (mut (ref null $continuation))
    (ref.null $continuation))
  (elem declare func $suspend)

  (func $suspend
    (suspend $yield))

  (func (export "_start")
    (local $left i32)
    (global.set $suspended
      (block $yielded (result (ref $continuation))
        (resume $continuation (on $yield $yielded)
          (cont.new $continuation (ref.func $suspend)))
        (unreachable)))
    (local.set $left (i32.const 100000))
    (loop $next
      (drop (struct.new $box (i32.const 0)))
      (br_if $next
        (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))))
