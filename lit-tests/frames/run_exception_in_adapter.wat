;; An exception leaves an ordinary function that is an adapter around its call form, and
;; is caught on the same fiber, in a function that has no forms since it has a reference. The
;; fiber still counts as running then, and may yield; and it has given back what forms
;; took of the engine's stack. Node 20 has no exceptions of this kind.
;; RUN: %S/Inputs/check-module --engines=wasmtime,deno --option=allocator:pages %s | FileCheck %s
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames,inline:no,optimize:size -S -o - | FileCheck %s --check-prefix=ADAPTER

;; CHECK: note result: main => -577281446

;; ADAPTER-LABEL: (func $multiply (type
;; ADAPTER:       (call $fiber.leave_forms)
;; ADAPTER:       (global.get $fiber.stack_left)
;; ADAPTER:       (try_table (catch_all_ref $caught)
;; ADAPTER:       (global.set $fiber.current
;; ADAPTER:       (global.set $fiber.stack_left
;; ADAPTER:       (return
;; ADAPTER:       (global.set $fiber.current
;; ADAPTER:       (global.set $fiber.stack_left
;; ADAPTER:       (throw_ref
;; ADAPTER-LABEL: (func $
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 100)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $triple)
  (tag $odd (param i32))
  (func $triple (param $x i32) (result i32)
    (i32.mul (local.get $x) (i32.const 3)))
  ;; Has forms, since it resumes fibers. Throws what is odd.
  (func $multiply (param $x i32) (result i32)
    (local $fiber i32) (local $i i32)
    (loop $next
      (local.set $fiber (call $fiber_alloc (i32.const 2)))
      (local.set $x
        (i32.add
          (i32.mul (local.get $x) (i32.const 31))
          (call $fiber_resume
            (local.get $fiber) (local.get $x) (i32.const 8))))
      (call $fiber_free (local.get $fiber))
      (local.set $x
        (i32.xor (local.get $x) (i32.shr_u (local.get $x) (i32.const 7))))
      (br_if $next
        (i32.lt_s
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 3))))
    (if (i32.and (local.get $x) (i32.const 1))
      (then (throw $odd (local.get $x))))
    (local.get $x))
  (func $catch (param $x i32) (result i32)
    (local $kept externref)
    (block $caught (result i32)
      (return
        (try_table (result i32) (catch $odd $caught)
          (call $multiply (local.get $x))))))
  (func $entry (param $x i32) (result i32)
    (local $i i32)
    (loop $next
      (local.set $x
        (i32.add
          (i32.mul (local.get $x) (i32.const 7))
          (call $catch (i32.add (local.get $x) (local.get $i)))))
      (local.set $x
        (i32.add (local.get $x) (call $fiber_yield (local.get $x))))
      ;; It isn't so here; but such a call is what has a form.
      (if (i32.eq (local.get $i) (i32.const 77))
        (then (local.set $x (call $multiply (local.get $x)))))
      (br_if $next
        (i32.lt_s
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 4))))
    (local.get $x))
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $value i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $fiber_resume
            (local.get $fiber) (local.get $value) (i32.const 8))))
      (local.set $value (i32.add (local.get $value) (i32.const 7)))
      (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (call $fiber_free (local.get $fiber))
    (i32.xor (local.get $sum) (local.get $value)))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const -577281446)) (then (unreachable))))
)
