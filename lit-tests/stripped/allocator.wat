;; In a module without names, and with exports that were made shorter, options say what
;; fibers take memory from.
;; RUN: wasm-opt %s -o %t.wasm
;; RUN: wasm-opt %t.wasm --lower-fibers=tier:native,malloc:b,free:c -S -o - | filecheck %s --implicit-check-not '(memory.grow (i32.const 2'
;; RUN: wasm-opt %t.wasm --lower-fibers=tier:native,malloc:0,free:1 -S -o - | filecheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:native,malloc:take,free:give -S -o - | filecheck %s --check-prefix=NAMED
;; CHECK: (func $fiber.grow_records
;; CHECK: (call $0
;; CHECK: (call $1
;; NAMED: (func $fiber.grow_records
;; NAMED: (call $take
;; NAMED: (call $give

;; RUN: rm -f %t.none
;; RUN: not wasm-opt %t.wasm --lower-fibers=tier:native -o %t.none 2>&1 | filecheck %s --check-prefix=GROWS
;; RUN: not wasm-opt %t.wasm --lower-fibers=malloc:d -o %t.none 2>&1 | filecheck %s --check-prefix=NO-FUNCTION
;; RUN: not wasm-opt %t.wasm --lower-fibers=malloc:c -o %t.none 2>&1 | filecheck %s --check-prefix=TYPE
;; RUN: not wasm-opt %t.wasm --lower-fibers=malloc:b,free:b -o %t.none 2>&1 | filecheck %s --check-prefix=FREE-TYPE
;; RUN: not wasm-opt %t.wasm --lower-fibers=free:c -o %t.none 2>&1 | filecheck %s --check-prefix=ALONE
;; RUN: not wasm-opt %t.wasm --lower-fibers=malloc:b,allocator:pages -o %t.none 2>&1 | filecheck %s --check-prefix=PAGES
;; RUN: not test -e %t.none
;; GROWS:       {{^}}Fatal: --lower-fibers: there is no malloc that fibers could take memory from, and others might use pages of their own: '0' has a memory.grow; export the program's allocator as malloc and free, name it with the options malloc and free,
;; NO-FUNCTION: {{^}}Fatal: --lower-fibers: malloc: the module has no function 'd', by export, name or index{{$}}
;; TYPE:        {{^}}Fatal: --lower-fibers: malloc: 'c' has type {{.*}}, not
;; FREE-TYPE:   {{^}}Fatal: --lower-fibers: free: 'b' has type {{.*}}, not
;; ALONE:       {{^}}Fatal: --lower-fibers: 'free' says what belongs to 'malloc'; give both{{$}}
;; PAGES:       {{^}}Fatal: --lower-fibers: 'malloc' and allocator:pages exclude each other; leave one of them out{{$}}
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "a" (func $fiber_alloc))
  (func $take (export "b") (param i32) (result i32)
    (i32.shl (memory.grow (local.get 0)) (i32.const 16)))
  (func $give (export "c") (param i32)))
