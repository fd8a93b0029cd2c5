;; Gives 21; after --tuple-optimization of Binaryen 132, 22.
(module
  (func (export "swapped") (result i32)
    (local $pair (tuple i32 i32))
    (local.set $pair (tuple.make 2 (i32.const 1) (i32.const 2)))
    (local.set $pair
      (tuple.make 2
        (tuple.extract 2 1 (local.get $pair))
        (tuple.extract 2 0 (local.get $pair))))
    (i32.add
      (i32.mul (i32.const 10) (tuple.extract 2 0 (local.get $pair)))
      (tuple.extract 2 1 (local.get $pair)))))
