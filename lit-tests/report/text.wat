;; Which tier each entry has, and why; what the forms and frames take.
;; RUN: wasm-opt %s -all --lower-fibers=report:text -o %t.wasm | filecheck %s
;; RUN: not wasm-opt %s -all --lower-fibers=report:text,stack-switching:no -o %t.none.wasm 2>&1 | filecheck %s --check-prefix=FIRST
;; RUN: wasm-opt %s -all --lower-fibers=report:text,tier:native -o %t.wasm | filecheck %s --check-prefix=NATIVE
;; RUN: not wasm-opt %s -all --lower-fibers=tier:frames -o %t.none.wasm 2>&1 | filecheck %s --check-prefix=FRAMES
;; RUN: not test -e %t.none.wasm

;; CHECK:      entry 'generator': frames
;; CHECK-NEXT: entry 'keeper': native: 'keeps' may yield and has a variable of a type that frames can't keep ('keeper' -> 'keeps')
;; CHECK-NEXT: 'generator': call form {{[0-9]+}} and resume form {{[0-9]+}} expressions, of 12; frame 16 bytes
;; CHECK-NEXT: growth: {{[0-9]+}} expressions, {{[0-9]+}}% of the program's 25; {{[0-9]+}}% were expected
;; CHECK-NEXT: shadow stack of a fiber: 0 bytes with frames, 0 otherwise

;; FIRST: --lower-fibers: 'keeps' has a variable of a reference type, which Asyncify doesn't support

;; NATIVE:      entry 'generator': native: it was asked for
;; NATIVE-NEXT: entry 'keeper': native: it was asked for
;; NATIVE-NEXT: shadow stack of a fiber: 0 bytes with frames, 0 otherwise

;; FRAMES: --lower-fibers: tier:frames isn't possible for the entry 'keeper': 'keeps' may yield and has a variable of a type that frames can't keep ('keeper' -> 'keeps'); use tier:auto

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $generator $keeper)
  (func $generator (param $x i32) (result i32)
    (loop $next
      (drop (call $fiber_yield (local.get $x)))
      (br_if $next (local.tee $x (i32.sub (local.get $x) (i32.const 1)))))
    (local.get $x)
  )
  (func $keeper (param $x i32) (result i32)
    (call $keeps)
    (local.get $x)
  )
  (func $keeps
    (local $kept contref)
    (drop (call $fiber_yield (i32.const 1)))
  )
  (func $main (export "main")
    (drop (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_alloc (i32.const 2)))
  )
)
