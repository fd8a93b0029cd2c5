;; Options of the pass: each key and value is checked, and so are those that
;; --pass-arg gives.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --lower-fibers=fast -o %t.wasm 2>&1 | filecheck %s --check-prefix=KEY
;; KEY:     {{^}}Fatal: --lower-fibers: unknown option 'fast'; the options are tier:auto|frames|native|asyncify, {{.*}}max-fibers:1..16777214, {{.*}}print-analysis:text|json|dot{{$}}
;; KEY-NOT: {{.}}
;; RUN: not wasm-opt %s --lower-fibers=tier:native,max-fibers=7 -o %t.wasm 2>&1 | filecheck %s --check-prefix=EQUALS
;; EQUALS:  {{^}}Fatal: --lower-fibers: unknown option 'max-fibers=7'; the options are
;; RUN: not wasm-opt %s --lower-fibers=tier:native,max-fibers -o %t.wasm 2>&1 | filecheck %s --check-prefix=MISSING
;; RUN: not wasm-opt %s --lower-fibers=tier:native,max-fibers: -o %t.wasm 2>&1 | filecheck %s --check-prefix=MISSING
;; MISSING: {{^}}Fatal: --lower-fibers: 'max-fibers' takes a number from 1 to 16777214, not ''{{$}}
;; RUN: not wasm-opt %s --lower-fibers=tier:native,max-fibers:0 -o %t.wasm 2>&1 | filecheck %s --check-prefix=LOW
;; LOW:     {{^}}Fatal: --lower-fibers: 'max-fibers' takes a number from 1 to 16777214, not '0'{{$}}
;; RUN: not wasm-opt %s --lower-fibers=tier:native,max-fibers:16777215 -o %t.wasm 2>&1 | filecheck %s --check-prefix=HIGH
;; HIGH:    {{^}}Fatal: --lower-fibers: 'max-fibers' takes a number from 1 to 16777214, not '16777215'{{$}}
;; RUN: not wasm-opt %s --lower-fibers=tier:native,max-fibers:1e3 -o %t.wasm 2>&1 | filecheck %s --check-prefix=REST
;; REST:    {{^}}Fatal: --lower-fibers: 'max-fibers' takes a number from 1 to 16777214, not '1e3'{{$}}
;; RUN: not wasm-opt %s --lower-fibers=tier:native,stack-size:99999999999 -o %t.wasm 2>&1 | filecheck %s --check-prefix=SIZE
;; SIZE:    {{^}}Fatal: --lower-fibers: 'stack-size' takes a number from 0 to 1073741824, not '99999999999'{{$}}
;; RUN: not wasm-opt %s --lower-fibers=tier:native,max-fibers:7,,stack-size:8 -o %t.wasm 2>&1 | filecheck %s --check-prefix=EMPTY
;; EMPTY:   {{^}}Fatal: --lower-fibers: unknown option ''; the options are
;; RUN: not wasm-opt %s --lower-fibers --pass-arg=lower-fibers@stack-size:-1 -o %t.wasm 2>&1 | filecheck %s --check-prefix=ARG
;; ARG:     {{^}}Fatal: --lower-fibers: 'stack-size' takes a number from 0 to 1073741824, not '-1'{{$}}
;; RUN: not wasm-opt %s --lower-fibers=tier:frames,stack-size:64,tier:native -o %t.wasm 2>&1 | filecheck %s --check-prefix=TWICE
;; TWICE:     {{^}}Fatal: --lower-fibers: 'tier' is given as 'frames' and as 'native'; leave one of them out{{$}}
;; TWICE-NOT: {{.}}
;; RUN: not wasm-opt %s --lower-fibers=tier:auto,tier:frames -o %t.wasm 2>&1 | filecheck %s --check-prefix=DEFAULT
;; DEFAULT: {{^}}Fatal: --lower-fibers: 'tier' is given as 'auto' and as 'frames'; leave one of them out{{$}}
;; RUN: not wasm-opt %s --lower-fibers=stack-switching:no,tier:native -o %t.wasm 2>&1 | filecheck %s --check-prefix=NATIVE
;; NATIVE:  {{^}}Fatal: --lower-fibers: tier:native needs an engine with stack switching, and stack-switching:no says that there is none; leave one of them out{{$}}
;; RUN: not wasm-opt %s --lower-fibers=report:json,print-analysis:json -o %t.wasm 2>&1 | filecheck %s --check-prefix=STREAM
;; RUN: not wasm-opt %s --lower-fibers=report:text,print-analysis:dot -o %t.wasm 2>&1 | filecheck %s --check-prefix=STREAM
;; STREAM:  {{^}}Fatal: --lower-fibers: report and print-analysis write to the same stream, which only text can share; ask for one at a time{{$}}
;; RUN: not test -e %t.wasm

;; The same value twice is no contradiction, lists add up, and text can share.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,stack-switching:no,report:text,tier:frames,print-analysis:text -o %t.wasm

;; They are checked even when there is nothing to lower.
(module)
