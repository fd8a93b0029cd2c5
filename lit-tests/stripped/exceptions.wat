;; A fiber that catches has caught exceptions of its own, which the C++ library keeps.
;; In a module without names, an export has to tell where.
;; RUN: rm -f %t.none && wasm-opt --enable-exception-handling %s -o %t.wasm
;; RUN: not wasm-opt --enable-exception-handling %t.wasm --lower-fibers=tier:native -o %t.none 2>&1 | filecheck %s --check-prefix=UNKNOWN
;; RUN: not test -e %t.none
;; UNKNOWN:     {{^}}Fatal: --lower-fibers: can't tell which function is __cxa_get_globals, since the module has no names: fibers that catch C++ exceptions need it; lower the module before stripping it, or link with -Wl,--export=__cxa_get_globals{{$}}
;; UNKNOWN-NOT: {{.}}

;; Neither what has names needs it, nor fibers with frames that catch none.
;; RUN: wasm-opt --enable-exception-handling %s --lower-fibers=tier:native -o %t.named.wasm
;; RUN: wasm-opt --enable-exception-handling %t.wasm --lower-fibers=tier:frames -o %t.frames.wasm
;; RUN: sed 's/(call $fiber_yield (i32.const 0)))/(drop (call $fiber_yield (i32.const 0))) (call $other (i32.const 0)))/' %s > %t.catches.wat
;; RUN: wasm-opt --enable-exception-handling %t.catches.wat -o %t.catches.wasm
;; RUN: not wasm-opt --enable-exception-handling %t.catches.wasm --lower-fibers=tier:frames -o %t.none 2>&1 | filecheck %s --check-prefix=UNKNOWN
;; RUN: not test -e %t.none

;; RUN: sed 's/(func $other (param/(func $globals (export "__cxa_get_globals") (result i32) (i32.const 64)) &/' %s > %t.wat
;; RUN: wasm-opt --enable-exception-handling %t.wat -o %t.exported.wasm
;; RUN: wasm-opt --enable-exception-handling %t.exported.wasm --lower-fibers=tier:native -S -o - | filecheck %s
;; CHECK: (func $fiber.resume_fallback
;; CHECK: (call $fiber.swap_exceptions
;; A command's exports construct what the program has first, and an optimizer may make one
;; function of that.
;; RUN: sed 's/(func $other (param i32) (result i32)/(func $construct) (func $globals (export "__cxa_get_globals") (result i32) (call $construct) (i32.const 64)) & (call $construct)/' %s > %t.command.wat
;; RUN: wasm-opt --enable-exception-handling %t.command.wat -o %t.command.wasm
;; RUN: not wasm-opt --enable-exception-handling %t.command.wasm --lower-fibers=tier:native -o %t.none 2>&1 | filecheck %s --check-prefix=COMMAND
;; RUN: not test -e %t.none
;; COMMAND:     {{^}}Fatal: --lower-fibers: can't tell which function is __cxa_get_globals, since the module has no names: fibers that catch C++ exceptions need it; what the module exports by this name isn't it alone; lower the module before optimizing and stripping it{{$}}
;; COMMAND-NOT: {{.}}

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (export "other" (func $other))
  (func $entry (param i32) (result i32) (call $fiber_yield (i32.const 0)))
  (func $other (param i32) (result i32)
    (block $caught
      (try_table (catch_all $caught)
        (return
          (call $fiber_resume
            (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))))
    (i32.const 0)))
