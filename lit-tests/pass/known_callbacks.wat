;; A function of the C library calls through pointers only what the library has put
;; there, so that fclose, whose callback has the type of an entry, doesn't yield.
;; RUN: wasm-opt %s --lower-fibers=tier:native,report:text,print-analysis:text -o %t.wasm | filecheck %s
;; CHECK-NOT: 'fclose'
;; CHECK:     'own':
;; CHECK-NOT: 'fclose'
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=CALL
;; CALL:      (func $fclose
;; CALL:       (call $fiber.call_back
;; CALL:      (func $own
;; CALL:       (call_indirect
;; CALL:      (func $fiber.call_back {{.*}}(param $0 i32) (param $1 i32) (result i32)
;; CALL-NEXT:  (if
;; CALL-NEXT:   (i32.eq
;; CALL-NEXT:    (local.get $1)
;; CALL-NEXT:    (i32.const 2)
;; CALL-NEXT:   )
;; CALL-NEXT:   (then
;; CALL-NEXT:    (call $fiber.unknown_callback)
;; CALL-NEXT:   )
;; CALL-NEXT:  )
;; CALL-NEXT:  (call_indirect
;; Where none of the library's is in the table, it is another library: nothing is known.
;; RUN: sed 's/__stdio_close/other_close/' %s > %t.wat
;; RUN: wasm-opt %t.wat --lower-fibers=tier:native,print-analysis:text -o %t.wasm | filecheck %s --check-prefix=OTHER
;; OTHER: 'fclose':
;; So it is if a function of that library's own calls nothing.
;; RUN: sed 's/__stdio_close/other_close/; s/(call $flush (local.get $file))/(i32.const 0)/' %s > %t.wat
;; RUN: wasm-opt %t.wat --lower-fibers=tier:native,print-analysis:text -o %t.wasm | filecheck %s --check-prefix=OTHER
;; And if the program has a function of its own under the name: of two in C, Binaryen
;; numbers one, and C++ has the parameters in its name.
;; RUN: sed 's/(func $flush/(func $fclose_1/; s/(call $flush/(call $fclose_1/' %s > %t.wat
;; RUN: wasm-opt %t.wat --lower-fibers=tier:native,print-analysis:text -o %t.wasm | filecheck %s --check-prefix=OTHER
;; RUN: sed 's/$fclose/$"fclose(file*)"/' %s > %t.wat
;; RUN: wasm-opt %t.wat --lower-fibers=tier:native,print-analysis:text -o %t.wasm | filecheck %s --check-prefix=OVERLOAD
;; OVERLOAD: 'fclose(file*)':
(module
  (type $close (func (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table $__indirect_function_table 3 3 funcref)
  (elem (i32.const 1) $__stdio_close $entry)
  (func $__stdio_close (param $file i32) (result i32)
    (call $flush (local.get $file)))
  (func $flush (param $file i32) (result i32)
    (i32.const 0))
  (func $fclose (param $file i32) (result i32)
    (call_indirect (type $close)
      (local.get $file)
      (i32.load offset=12 (local.get $file))))
  (func $own (param $file i32) (result i32)
    (call_indirect (type $close)
      (local.get $file)
      (i32.load offset=12 (local.get $file))))
  (func $entry (param $argument i32) (result i32)
    (call $fiber_yield (call $fclose (local.get $argument))))
)
