;; Can a struct hold a continuation?
(module
  (type $entry (func))
  (type $continuation (cont $entry))
  (type $box (struct (field (mut (ref null $continuation)))))
  (elem declare func $return)
  (memory (export "memory") 1)
  (func $return)
  (func (export "_start")
    (local $box (ref null $box))
    (local.set $box
      (struct.new $box (cont.new $continuation (ref.func $return))))
    (resume $continuation (struct.get $box 0 (local.get $box)))))
