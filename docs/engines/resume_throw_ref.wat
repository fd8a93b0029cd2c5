;; Which operand of resume_throw_ref comes last? The proposal says: the continuation.
(module
  (type $entry (func))
  (type $continuation (cont $entry))
  (tag $yield)
  (tag $cancel)
  (memory (export "memory") 1)
  (elem declare func $wait)

  (func $wait
    (suspend $yield))

  (func $cancellation (result exnref)
    (block $thrown (result exnref)
      (try_table (catch_all_ref $thrown)
        (throw $cancel))
      (unreachable)))

  (func $suspended (result (ref $continuation))
    (block $yielded (result (ref $continuation))
      (resume $continuation (on $yield $yielded)
        (cont.new $continuation (ref.func $wait)))
      (unreachable)))

  (func (export "_start")
    (block $cancelled
      (try_table (catch $cancel $cancelled)
        (resume_throw_ref $continuation
          (call $cancellation) (call $suspended)))
      (unreachable))))
