;; A module without fibers keeps the exceptions that it has.
;; RUN: wasm-opt %s --enable-exception-handling --lower-fibers -S -o - | filecheck %s --implicit-check-not=try_table
;; CHECK: (try{{$}}
(module
  (tag $thrown)
  (func (export "run")
    (try
      (do (throw $thrown))
      (catch_all))))
