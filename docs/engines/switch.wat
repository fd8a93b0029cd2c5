;; Can one continuation switch to another without a resume?
(module
  (rec
    (type $entry (func (param (ref null $continuation))))
    (type $continuation (cont $entry)))
  (tag $switch)
  (elem declare func $first $second)
  (memory (export "memory") 1)
  (func $first (type $entry) (param (ref null $continuation))
    (drop
      (switch $continuation $switch
        (cont.new $continuation (ref.func $second)))))
  (func $second (type $entry) (param $first (ref null $continuation))
    (drop (switch $continuation $switch (local.get $first)))
    (unreachable))
  (func (export "_start")
    (resume $continuation (on $switch switch)
      (ref.null $continuation) (cont.new $continuation (ref.func $first)))))
