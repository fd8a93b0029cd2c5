;; Where there is no malloc, and anything tells that the program or its host manages the
;; memory, pages of the fibers' own aren't safe: that is an error, and nothing is
;; written. With the option, fibers take pages. Where no fiber is made, none are needed.
;; RUN: split-file %s %t && cd %t
;; RUN: not wasm-opt grow.wat --lower-fibers=tier:frames -o none.wasm 2>&1 | filecheck %s --check-prefix=GROW
;; RUN: not wasm-opt grow.wat --lower-fibers=tier:native -o none.wasm 2>&1 | filecheck %s --check-prefix=GROW
;; RUN: not wasm-opt grow.wat --lower-fibers=tier:asyncify -o none.wasm 2>&1 | filecheck %s --check-prefix=GROW
;; RUN: not wasm-opt size.wat --lower-fibers -o none.wasm 2>&1 | filecheck %s --check-prefix=SIZE
;; RUN: not wasm-opt imported.wat --lower-fibers -o none.wasm 2>&1 | filecheck %s --check-prefix=IMPORTED
;; RUN: not wasm-opt heap_base.wat --lower-fibers -o none.wasm 2>&1 | filecheck %s --check-prefix=HEAP
;; RUN: not test -e none.wasm
;; GROW:     {{^}}Fatal: --lower-fibers: there is no malloc that fibers could take memory from, and others might use pages of their own: 'take' has a memory.grow; export the program's allocator as malloc and free, name it with the options malloc and free, lower the program before it is optimized, or say allocator:pages if nobody uses a page that his own memory.grow hasn't returned{{$}}
;; SIZE:     'take' has a memory.size; export
;; IMPORTED: the memory is imported; export
;; HEAP:     the module exports '__heap_base' to the host; export

;; RUN: wasm-opt grow.wat --lower-fibers=allocator:pages -S -o - | filecheck %s --check-prefix=PAGES
;; RUN: wasm-opt size.wat --lower-fibers=allocator:pages -S -o - | filecheck %s --check-prefix=PAGES
;; RUN: wasm-opt imported.wat --lower-fibers=allocator:pages -S -o - | filecheck %s --check-prefix=PAGES
;; RUN: wasm-opt heap_base.wat --lower-fibers=allocator:pages -S -o - | filecheck %s --check-prefix=PAGES
;; RUN: wasm-opt other_memory.wat --enable-multimemory --lower-fibers -S -o - | filecheck %s --check-prefix=PAGES
;; PAGES: (func $fiber.bump_malloc

;; RUN: wasm-opt no_alloc.wat --lower-fibers -S -o - | filecheck %s --check-prefix=NONE --implicit-check-not bump_malloc
;; NONE: (func $fiber_free

;; The option has to fit the module.
;; RUN: not wasm-opt malloc.wat --lower-fibers=allocator:pages -o none.wasm 2>&1 | filecheck %s --check-prefix=MALLOC
;; RUN: not wasm-opt grow.wat --lower-fibers=allocator:malloc -o none.wasm 2>&1 | filecheck %s --check-prefix=NO-MALLOC
;; RUN: not wasm-opt grow.wat --lower-fibers=allocator:mine -o none.wasm 2>&1 | filecheck %s --check-prefix=MINE
;; MALLOC:    {{^}}Fatal: --lower-fibers: allocator:pages isn't possible: the module has 'malloc', which may use any page{{$}}
;; NO-MALLOC: {{^}}Fatal: --lower-fibers: allocator:malloc isn't possible: the module has no malloc by name, export or import{{$}}
;; MINE:      {{^}}Fatal: --lower-fibers: 'allocator' is one of malloc, pages; not 'mine'{{$}}

;; A function of the library that only stands in for malloc, next to what grows the
;; memory itself.
;; RUN: not wasm-opt stand_in.wat --lower-fibers -o none.wasm 2>&1 | filecheck %s --check-prefix=STAND-IN
;; RUN: wasm-opt stand_in.wat --lower-fibers=allocator:malloc -S -o - | filecheck %s --check-prefix=CALLOC --implicit-check-not bump_malloc
;; STAND-IN: {{^}}Fatal: --lower-fibers: fibers would take memory from 'calloc', but 'take' grows the memory without it, and both might use the same pages; export the program's allocator as malloc and free, or say allocator:malloc if 'calloc' belongs to it{{$}}
;; CALLOC: (call $calloc
;; RUN: not test -e none.wasm

;; A malloc, or what stands in for it, in which an optimizer has put the one size that
;; the program asks for.
;; RUN: not wasm-opt folded.wat --lower-fibers -o none.wasm 2>&1 | filecheck %s --check-prefix=FOLDED
;; RUN: not wasm-opt folded_second.wat --lower-fibers -o none.wasm 2>&1 | filecheck %s --check-prefix=SECOND
;; RUN: not test -e none.wasm
;; FOLDED: {{^}}Fatal: --lower-fibers: 'malloc', which fibers would take memory from, never reads its parameter 0; if its source does, an optimizer has put the value of the program's own calls there: lower the fibers before anything else{{$}}
;; SECOND: 'aligned_alloc', which fibers would take memory from, never reads its parameter 1; if

;--- grow.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $take (export "take") (result i32) (memory.grow (i32.const 1)))
)
;--- size.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $take (export "take") (result i32) (memory.size))
)
;--- imported.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "env" "memory" (memory 1))
  (export "alloc" (func $fiber_alloc))
)
;--- heap_base.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory (export "memory") 1)
  (global (export "__heap_base") i32 (i32.const 2048))
  (export "alloc" (func $fiber_alloc))
)
;--- other_memory.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (memory $other 1)
  (export "alloc" (func $fiber_alloc))
  (func (export "take") (result i32) (memory.grow $other (i32.const 1)))
)
;--- no_alloc.wat
(module
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (memory 1)
  (export "free" (func $fiber_free))
  (func (export "take") (result i32) (memory.grow (i32.const 1)))
)
;--- malloc.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $malloc (param i32) (result i32) (memory.grow (local.get 0)))
)
;--- stand_in.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $calloc (param i32 i32) (result i32)
    (i32.add (call $more) (i32.mul (local.get 0) (local.get 1))))
  (func $more (result i32) (memory.grow (i32.const 1)))
  (func $take (export "take") (result i32) (memory.grow (i32.const 1)))
)
;--- folded.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (global $next (mut i32) (i32.const 1024))
  (export "alloc" (func $fiber_alloc))
  (func $malloc (param $size i32) (result i32)
    (global.set $next (i32.add (global.get $next) (i32.const 4)))
    (global.get $next))
)
;--- folded_second.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (global $next (mut i32) (i32.const 1024))
  (export "alloc" (func $fiber_alloc))
  (func $aligned_alloc (param $alignment i32) (param $size i32) (result i32)
    (global.set $next (i32.add (global.get $next) (local.get $alignment)))
    (global.get $next))
)
