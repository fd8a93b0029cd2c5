;; A module that has nothing to do with fibers.
(module
  (memory 1)
  (func (export "load") (param i32) (result i32)
    (i32.load (local.get 0))
  )
)
