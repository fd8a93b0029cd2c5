;; Fibers need malloc and free where they can't yield, so these may not. If they only
;; seem to, the program can say so, and a yield in them is then an error when it
;; happens: also where the runtime calls them.
;; RUN: split-file %s %t && cd %t
;; RUN: not wasm-opt malloc.wat --lower-fibers=tier:frames -o none.wasm 2>&1 | filecheck %s
;; RUN: not wasm-opt malloc.wat --lower-fibers=tier:native -o none.wasm 2>&1 | filecheck %s
;; RUN: not wasm-opt malloc.wat --lower-fibers=tier:asyncify -o none.wasm 2>&1 | filecheck %s
;; RUN: not wasm-opt free.wat --lower-fibers -o none.wasm 2>&1 | filecheck %s --check-prefix=FREE
;; RUN: not test -e none.wasm
;; CHECK: {{^}}Fatal: --lower-fibers: 'malloc' may yield ('malloc' -> 'wait' -> 'fiber_yield'), but fibers take memory from it, also while they yield; if it never does, say never-yields:malloc{{$}}
;; FREE:  {{^}}Fatal: --lower-fibers: 'free' may yield ('free' -> 'fiber_yield'), but fibers

;; RUN: wasm-opt malloc.wat --lower-fibers=tier:frames,never-yields:malloc -o frames.wasm
;; RUN: not %run-wasm --no-flags wasmtime frames.wasm 2>&1 | filecheck %s --check-prefix=GUARDED
;; RUN: wasm-opt malloc.wat --lower-fibers=tier:native,never-yields:malloc -o native.wasm
;; RUN: not %run-wasm wasmtime native.wasm 2>&1 | filecheck %s --check-prefix=GUARDED
;; RUN: wasm-opt malloc.wat --lower-fibers=tier:asyncify,never-yields:malloc -o asyncify.wasm
;; RUN: not %run-wasm --no-flags wasmtime asyncify.wasm 2>&1 | filecheck %s --check-prefix=GUARDED
;; GUARDED: fiber_yield: called in 'malloc', which is said never to yield

;--- malloc.wat
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $next (mut i32) (i32.const 1024))
  (global $waits (mut i32) (i32.const 0))
  (func $wait (param $n i32) (result i32) (call $fiber_yield (local.get $n)))
  (func $malloc (param $size i32) (result i32)
    (if (global.get $waits)
      (then (drop (call $wait (i32.const 0)))))
    (global.set $next (i32.add (global.get $next) (local.get $size)))
    (i32.sub (global.get $next) (local.get $size)))
  ;; Makes a fiber, for which malloc is called: it waits in there.
  (func $entry (param i32) (result i32)
    (global.set $waits (i32.const 1))
    (loop $next
      (drop (call $fiber_alloc (i32.const 1)))
      (drop (call $fiber_yield (i32.const 0)))
      (br $next))
    (unreachable))
  (func (export "_start")
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (drop (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
      (br $next)))
)
;--- free.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $malloc (param i32) (result i32)
    (i32.add (local.get 0) (i32.const 1024)))
  (func $free (param $block i32) (drop (call $fiber_yield (local.get $block))))
)
