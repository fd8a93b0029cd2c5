;; An import may be given what the module itself defines the type of. Its name has a type that
;; JavaScript can read.
;; RUN: wasm-opt %s -all --lower-fibers=tier:native,suspending:host.look -S -o - | filecheck %s
;; CHECK: (import "host" "[suspending (anyref,i32,funcref)->(i32)]look" (func $look.start
(module
  (type $pair (struct (field i32) (field i32)))
  (type $callback (func))
  (import "host" "look"
    (func $look (param (ref null $pair)) (param i32) (param (ref $callback)) (result i32)))
  (memory 1)
  (elem declare func $nothing)
  (func $nothing (type $callback))
  (func (export "run") (param i32) (result i32)
    (call $look
      (struct.new $pair (local.get 0) (local.get 0))
      (i32.const 1)
      (ref.func $nothing))))
