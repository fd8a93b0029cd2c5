;; Which functions may yield if the user lists them: by names, patterns and files, and
;; with the functions that call them directly, or without.
;; RUN: split-file %s %t
;; RUN: wasm-opt %t/module.wat --lower-fibers=may-yield:leaf,print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --check-prefix=LEAF --implicit-check-not={{.}}
;; LEAF: 'leaf': depth 0: 'fiber_yield'
;; LEAF: 'caller(int)': depth 1: 'leaf' -> 'fiber_yield'
;; LEAF: table '0' type (i32)->i32: 1 of 4 candidates: 'leaf'

;; What calls by a pointer is listed by itself.
;; RUN: wasm-opt %t/module.wat --lower-fibers=may-yield:leaf,may-yield:pointer,print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --check-prefix=POINTER --implicit-check-not={{.}}
;; POINTER: 'leaf': depth 0: 'fiber_yield'
;; POINTER: 'caller(int)': depth 1: 'leaf' -> 'fiber_yield'
;; POINTER: 'pointer': depth 1: table '0' type (i32)->i32 -> 'leaf' -> 'fiber_yield'
;; POINTER: 'main': depth 2: 'pointer' -> {{.*}}
;; POINTER: table '0' type (i32)->i32: 1 of 4 candidates: 'leaf'

;; RUN: wasm-opt %t/module.wat --lower-fibers=may-yield:leaf,may-yield:pointer,may-yield-callers:no,print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --check-prefix=EXACT --implicit-check-not={{.}}
;; EXACT: 'leaf': depth 0: 'fiber_yield'
;; EXACT: 'pointer': depth 1: table '0' type (i32)->i32 -> 'leaf' -> 'fiber_yield'
;; EXACT: table '0' type (i32)->i32: 1 of 4 candidates: 'leaf'

;; All that yields by direct calls.
;; RUN: wasm-opt %t/module.wat --lower-fibers=may-yield:fiber_yield,print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --check-prefix=DIRECT --implicit-check-not={{.}}
;; DIRECT: 'leaf': depth 0: 'fiber_yield'
;; DIRECT: 'leaf2': depth 0: 'fiber_yield'
;; DIRECT: 'of_pointer(char*)': depth 0: 'fiber_yield'
;; DIRECT: 'of_pointer(char, char)': depth 0: 'fiber_yield'
;; DIRECT: 'caller(int)': depth 1: 'leaf' -> 'fiber_yield'
;; DIRECT: table '0' type (i32)->i32: 4 of 4 candidates: {{.*}}

;; A star stands for any text, unless a function has it in its name.
;; RUN: wasm-opt %t/module.wat '--lower-fibers=may-yield:l*f*,may-yield-callers:no,print-analysis:text' -o %t.wasm \
;; RUN:   | FileCheck %s --check-prefix=STAR --implicit-check-not={{.}}
;; STAR: 'leaf': depth 0: 'fiber_yield'
;; STAR: 'leaf2': depth 0: 'fiber_yield'
;; STAR: table '0' type (i32)->i32: 2 of 4 candidates: 'leaf' 'leaf2'
;; RUN: wasm-opt %t/module.wat '--lower-fibers=may-yield:of_pointer(char*),print-analysis:text' -o %t.wasm \
;; RUN:   | FileCheck %s --check-prefix=NAME --implicit-check-not={{.}}
;; NAME: 'of_pointer(char*)': depth 0: 'fiber_yield'
;; NAME: table '0' type (i32)->i32: 1 of 4 candidates: 'of_pointer(char*)'

;; A file has a name a line, or one line with commas. Names that the module hasn't are
;; warnings.
;; RUN: wasm-opt %t/module.wat --lower-fibers=may-yield:@%t/lines,may-yield-callers:no,print-analysis:text -o %t.wasm 2> %t.err \
;; RUN:   | FileCheck %s --check-prefix=FILE --implicit-check-not={{.}}
;; RUN: FileCheck %s --check-prefix=WARNING --implicit-check-not={{.}} < %t.err
;; RUN: wasm-opt %t/module.wat --lower-fibers=may-yield:@%t/commas,may-yield-callers:no,print-analysis:text -o %t.wasm 2> %t.err \
;; RUN:   | FileCheck %s --check-prefix=FILE --implicit-check-not={{.}}
;; RUN: FileCheck %s --check-prefix=WARNING --implicit-check-not={{.}} < %t.err
;; RUN: sed 's/$/\r/' %t/lines > %t/crlf
;; RUN: wasm-opt %t/module.wat --lower-fibers=may-yield:@%t/crlf,may-yield-callers:no,print-analysis:text -o %t.wasm 2> %t.err \
;; RUN:   | FileCheck %s --check-prefix=FILE --implicit-check-not={{.}}
;; RUN: FileCheck %s --check-prefix=WARNING --implicit-check-not={{.}} < %t.err
;; RUN: cat %t/lines | wasm-opt %t/module.wat --lower-fibers=may-yield:@/dev/stdin,may-yield-callers:no,print-analysis:text -o %t.wasm 2> %t.err \
;; RUN:   | FileCheck %s --check-prefix=FILE --implicit-check-not={{.}}
;; RUN: FileCheck %s --check-prefix=WARNING --implicit-check-not={{.}} < %t.err
;; FILE: 'leaf': depth 0: 'fiber_yield'
;; FILE: 'of_pointer(char, char)': depth 0: 'fiber_yield'
;; FILE: table '0' type (i32)->i32: 2 of 4 candidates: 'leaf' 'of_pointer(char, char)'
;; WARNING: {{^}}warning: --lower-fibers: may-yield: '{{.*}}' names 'gone(char, int)', and the module has no such function{{$}}
;; WARNING: {{^}}warning: --lower-fibers: may-yield: '{{.*}}' names 'absent_*', and the module has no such function{{$}}

;; A list of functions that never yield is the same, and goes before.
;; RUN: wasm-opt %t/module.wat --lower-fibers=never-yields:@%t/lines,print-analysis:text -o %t.wasm 2> %t.err \
;; RUN:   | FileCheck %s --check-prefix=NEVER --implicit-check-not={{.}}
;; RUN: sed s/never-yields/may-yield/ %t.err | FileCheck %s --check-prefix=WARNING --implicit-check-not={{.}}
;; NEVER: 'leaf2': depth 0: 'fiber_yield'
;; NEVER: 'of_pointer(char*)': depth 0: 'fiber_yield'
;; NEVER: 'pointer': depth 1: table '0' {{.*}}
;; NEVER: 'main': depth 2: 'pointer' -> {{.*}}
;; NEVER: table '0' type (i32)->i32: 2 of 4 candidates: 'leaf2' 'of_pointer(char*)'
;; RUN: wasm-opt %t/module.wat '--lower-fibers=may-yield:leaf*,never-yields:leaf2,print-analysis:text' -o %t.wasm \
;; RUN:   | FileCheck %s --check-prefix=LEAF --implicit-check-not={{.}}

;; Elsewhere than in a file, a name that the module hasn't is an error.
;; RUN: not wasm-opt %t/module.wat --lower-fibers=may-yield:absent -o %t.bad.wasm 2>&1 | FileCheck %s --check-prefix=ABSENT
;; ABSENT: {{^}}Fatal: --lower-fibers: may-yield: the module has no function 'absent', or no names{{$}}
;; RUN: not wasm-opt %t/module.wat '--lower-fibers=never-yields:absent_*' -o %t.bad.wasm 2>&1 | FileCheck %s --check-prefix=PATTERN
;; PATTERN: {{^}}Fatal: --lower-fibers: never-yields: the module has no function 'absent_*', or no names{{$}}
;; RUN: not wasm-opt %t/module.wat --lower-fibers=may-yield:@%t/no_file -o %t.bad.wasm 2>&1 | FileCheck %s --check-prefix=NO-FILE
;; NO-FILE: {{^}}Fatal: --lower-fibers: may-yield: can't read the file '{{.*}}/no_file'{{$}}
;; RUN: not wasm-opt %t/module.wat --lower-fibers=may-yield:@%t -o %t.bad.wasm 2>&1 | FileCheck %s --check-prefix=FOLDER
;; FOLDER: {{^}}Fatal: --lower-fibers: may-yield: can't read the file '{{.*}}'{{$}}
;; RUN: not test -e %t.bad.wasm

;--- lines
leaf
gone(char, int)
  of_pointer(char, char)

absent_*
;--- commas
leaf,gone(char, int),of_pointer(char, char), absent_*
;--- module.wat
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (type $type (func (param i32) (result i32)))
  (memory 1)
  (table 4 4 funcref)
  (elem (i32.const 0)
    $leaf $leaf2 $"of_pointer(char*)" $"of_pointer(char, char)")
  (func $leaf (type $type) (call $fiber_yield (local.get 0)))
  (func $leaf2 (type $type) (call $fiber_yield (local.get 0)))
  (func $"of_pointer(char*)" (type $type) (call $fiber_yield (local.get 0)))
  (func $"of_pointer(char, char)" (type $type)
    (call $fiber_yield (local.get 0)))
  (func $"caller(int)" (param i32)
    (drop (call $leaf (i32.const 1))))
  (func $pointer (param i32)
    (drop (call_indirect (type $type) (i32.const 1) (local.get 0))))
  (func $main (export "main") (param i32)
    (call $pointer (local.get 0)))
)
