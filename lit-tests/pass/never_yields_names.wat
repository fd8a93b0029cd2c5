;; Which functions never-yields means: those that the linker has the name of, with
;; parameters and the type of a result around it. A comma in brackets is no end of it.
;; RUN: wasm-opt %s '--lower-fibers=never-yields:f<int, char>,print-analysis:text' -o %t.wasm | filecheck %s --check-prefix=INSTANCE
;; RUN: wasm-opt %s '--lower-fibers=never-yields:f<int,char>,print-analysis:text' -o %t.wasm | filecheck %s --check-prefix=INSTANCE
;; INSTANCE-NOT: 'int f<int, char>
;; INSTANCE:     'int f<int, bool>
;; INSTANCE-NOT: 'int f<int, char>(int):
;; RUN: wasm-opt %s '--lower-fibers=never-yields:f,print-analysis:text' -o %t.wasm | filecheck %s --check-prefix=ALL
;; ALL-NOT: 'int f<
;; ALL:     'f(int)::$_0::operator()(int) const'
;; RUN: wasm-opt %s '--lower-fibers=never-yields:(anonymous namespace)::operator<,print-analysis:text' -o %t.wasm | filecheck %s --check-prefix=OPERATOR
;; OPERATOR:     'int f<int, char>
;; OPERATOR-NOT: operator<
;; RUN: not wasm-opt %s '--lower-fibers=never-yields:g<int, char>' -o %t.wasm 2>&1 | filecheck %s --check-prefix=NONE
;; NONE: {{^}}Fatal: --lower-fibers: never-yields: the module has no function 'g<int, char>', or no names{{$}}
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $"int f<int, char>(int)" (param i32) (result i32)
    (call $fiber_yield (local.get 0)))
  (func $"int f<int, bool>(int)" (param i32) (result i32)
    (call $fiber_yield (local.get 0)))
  (func $"f(int)::$_0::operator()(int) const" (param i32) (result i32)
    (call $fiber_yield (local.get 0)))
  (func $"(anonymous namespace)::operator<(int, char)" (param i32) (result i32)
    (call $fiber_yield (local.get 0)))
)
