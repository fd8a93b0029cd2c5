;; Where the code doesn't tell which global is the stack pointer, that is an error, which
;; an option or an export of the global mends.
;; RUN: split-file %s %t && cd %t

;; RUN: wasm-opt several.wat -o several.wasm
;; RUN: not wasm-opt several.wasm --lower-fibers=tier:native -o none.wasm 2>&1 | filecheck %s --check-prefix=SEVERAL
;; SEVERAL:     {{^}}Fatal: --lower-fibers: can't tell which global is __stack_pointer, since the module has no names: functions take frames from several: 1, 3; lower it before stripping it (link without -s or --strip-all), link with -Wl,--export=__stack_pointer, or say stack-pointer:INDEX, or stack-pointer:none if it has none{{$}}
;; SEVERAL-NOT: {{.}}

;; RUN: wasm-opt none.wat -o unclear.wasm
;; RUN: not wasm-opt unclear.wasm --lower-fibers=tier:native -o none.wasm 2>&1 | filecheck %s --check-prefix=UNCLEAR
;; UNCLEAR:     {{^}}Fatal: --lower-fibers: can't tell which global is __stack_pointer, since the module has no names: no function takes a frame from one that could be it: 1, 2; lower it before stripping it
;; RUN: not test -e none.wasm

;; RUN: wasm-opt several.wasm --lower-fibers=tier:native,stack-pointer:3 -S -o - | filecheck %s --check-prefix=SAID
;; RUN: wasm-opt several.wat --lower-fibers=tier:native,stack-pointer:second -S -o - | filecheck %s --check-prefix=SAID-NAME
;; RUN: wasm-opt several.wasm --lower-fibers=tier:native,stack-pointer:exported -S -o - | filecheck %s --check-prefix=SAID
;; RUN: wasm-opt unclear.wasm --lower-fibers=tier:native,stack-pointer:none -S -o - | filecheck %s --check-prefix=NONE --implicit-check-not 'local.set $stack_pointer'
;; SAID:      (func $fiber.resume_fallback
;; SAID:      (global.set $global$2
;; SAID-NAME: (func $fiber.resume_fallback
;; SAID-NAME: (global.set $second
;; NONE:      (func $fiber.resume_fallback

;; RUN: not wasm-opt several.wasm --lower-fibers=stack-pointer:4 -o none.wasm 2>&1 | filecheck %s --check-prefix=INDEX
;; RUN: not wasm-opt several.wasm --lower-fibers=stack-pointer:third -o none.wasm 2>&1 | filecheck %s --check-prefix=NAME
;; RUN: not wasm-opt several.wasm --lower-fibers=stack-pointer:0 -o none.wasm 2>&1 | filecheck %s --check-prefix=IMMUTABLE
;; RUN: not wasm-opt several.wasm --lower-fibers=stack-pointer: -o none.wasm 2>&1 | filecheck %s --check-prefix=EMPTY
;; RUN: not test -e none.wasm
;; INDEX:     {{^}}Fatal: --lower-fibers: stack-pointer: the module has no global '4'; it has 4, imported ones included, and the first is 0{{$}}
;; NAME:      {{^}}Fatal: --lower-fibers: stack-pointer: the module has no global 'third'; it has 4,
;; IMMUTABLE: {{^}}Fatal: --lower-fibers: stack-pointer: the global '0' isn't a mutable i32, so that clang can't have made it its stack pointer{{$}}
;; EMPTY:     {{^}}Fatal: --lower-fibers: stack-pointer: the module has no global ''; it has 4,

;; A name tells of one, and not that functions use no other.
;; RUN: sed 's/global \$first/global $__stack_pointer/; s/global.\([gs]\)et \$first/global.\1et $__stack_pointer/' several.wat > named.wat
;; RUN: not wasm-opt named.wat --lower-fibers=tier:native -o none.wasm 2>&1 | filecheck %s --check-prefix=NAMED
;; NAMED:     {{^}}Fatal: --lower-fibers: functions take frames from the globals 3, too, and not only from '__stack_pointer', as if several programs had been merged, each with a stack of its own. A fiber has a region for one: lower the programs before they are merged, or say stack-pointer:INDEX of the one whose functions fibers run{{$}}
;; NAMED-NOT: {{.}}
;; RUN: wasm-opt named.wat --lower-fibers=tier:native,stack-pointer:1 -o named.wasm
;; RUN: not test -e none.wasm

;; Globals that only have constants, and those that nobody writes, are clear.
;; RUN: wasm-opt constants.wat -o constants.wasm
;; RUN: wasm-opt constants.wasm --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=NONE --implicit-check-not 'local.set $stack_pointer'

;; Two programs that were merged.
;--- several.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "env" "use" (func $use (param i32)))
  (import "env" "base" (global $base i32))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $first (mut i32) (i32.const 65536))
  (global $flag (mut i32) (i32.const 0))
  (global $second (mut i32) (i32.const 32768))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (export "exported" (global $second))
  (export "other" (func $other))
  (func $entry (param i32) (result i32) (local $frame i32)
    (global.set $first
      (local.tee $frame
        (i32.sub (global.get $first) (i32.const 32))))
    (call $use (call $other (local.get $frame)))
    (global.set $first
      (i32.add (local.get $frame) (i32.const 32)))
    (local.get 0))
  (func $other (param i32) (result i32) (local $frame i32)
    (global.set $second
      (local.tee $frame
        (i32.sub (global.get $second) (i32.const 16))))
    (call $use (local.get $frame))
    (global.set $second
      (i32.add (local.get $frame) (i32.const 16)))
    (local.get 0)))

;; One that counts, and one that the program never gives back what it takes from.
;--- none.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "env" "use" (func $use (param i32)))
  (import "env" "base" (global $base i32))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $depth (mut i32) (i32.const 16))
  (global $next (mut i32) (i32.const 65536))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (func $entry (param i32) (result i32)
    (global.set $depth (i32.sub (global.get $depth) (i32.const 1)))
    (call $use (global.get $base))
    (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
    (global.set $next (i32.sub (global.get $next) (i32.const 16)))
    (global.get $next)))

;--- constants.wat
(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $flag (mut i32) (i32.const 0))
  (global $pointer (mut i32) (i32.const 65536))
  (export "alloc" (func $alloc))
  (export "resume" (func $resume))
  (func $entry (param i32) (result i32)
    (global.set $flag (i32.const 1))
    (i32.load (i32.sub (global.get $pointer) (i32.const 16)))))
