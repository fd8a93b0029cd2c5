"""The module around random WebAssembly programs (wat_programs.py): what they call, and
the table with their functions."""

import re

import wat_programs
import wat_references

PROLOGUE = """\
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  %(import)s
  (memory (export "memory") 1)
  (global $checksum (mut i64) (i64.const 0))
  (global $steps (mut i32) (i32.const 0))
  (global $on_fiber (mut i32) (i32.const 0))
  (global $i32 (mut i32) (i32.const 3))
  (global $i64 (mut i64) (i64.const 4))
  (global $f32 (mut f32) (f32.const 5))
  (global $f64 (mut f64) (f64.const 6))
  (global $v128 (mut v128) (v128.const i64x2 7 8))
  (func $start (param $seed i64) (param $steps i32)
    (global.set $checksum (local.get $seed))
    (global.set $steps (local.get $steps))
    (global.set $on_fiber (i32.const 0))
    (global.set $i32 (i32.const 3))
    (global.set $i64 (i64.const 4))
    (global.set $f32 (f32.const 5))
    (global.set $f64 (f64.const 6))
    (global.set $v128 (v128.const i64x2 7 8))
    (memory.fill (i32.const 1024) (i32.const 0) (i32.const 80))%(reset)s)
  (func $mix_i64 (param $value i64)
    (global.set $checksum
      (i64.mul
        (i64.xor (global.get $checksum) (local.get $value))
        (i64.const 0x9e3779b97f4a7c15)))
    (global.set $checksum
      (i64.xor
        (global.get $checksum)
        (i64.shr_u (global.get $checksum) (i64.const 29)))))
  (func $mix_i32 (param $value i32)
    (call $mix_i64 (i64.extend_i32_u (local.get $value))))
  (func $mix_f64 (param $value f64)
    (call $mix_i64
      (select
        (i64.reinterpret_f64 (local.get $value))
        (i64.const 1)
        (f64.eq (local.get $value) (local.get $value)))))
  (func $mix_f32 (param $value f32)
    (call $mix_f64 (f64.promote_f32 (local.get $value))))
  (func $mix_v128 (param $value v128)
    (call $mix_i64 (i64x2.extract_lane 0 (local.get $value)))
    (call $mix_i64 (i64x2.extract_lane 1 (local.get $value))))
  (func $more (param $cost i32) (result i32)
    (global.set $steps (i32.sub (global.get $steps) (local.get $cost)))
    (i32.gt_s (global.get $steps) (i32.const 0)))
  (func $yield (param $value i32) (result i32)
    (call $mix_i32 (local.get $value))
    (call $fiber_yield (local.get $value)))
  (func $maybe_yield (param $value i32) (result i32)
    (if (result i32) (global.get $on_fiber)
      (then (call $yield (local.get $value)))
      (else (i32.mul (local.get $value) (i32.const 3)))))
  (func $resume (param $fiber i32) (param $value i32) (result i32)
    (local $saved i32)
    (local.set $saved (global.get $on_fiber))
    (global.set $on_fiber (i32.const 1))
    (local.set $value
      (call $try_resume (local.get $fiber) (local.get $value)))
    (global.set $on_fiber (local.get $saved))
    (call $mix_i32 (i32.load (i32.const 16)))
    (call $mix_i32 (local.get $value))
    (local.get $value))
"""

# Without exceptions.
TRY_RESUME = """\
  (func $try_resume (param $fiber i32) (param $value i32) (result i32)
    (call $fiber_resume (local.get $fiber) (local.get $value) (i32.const 16)))
"""

# Writes a line: the number of a program, and its result as 16 hex digits.
PRINT = """\
  (func $print (param $seed i32) (param $value i64)
    (local $at i32)
    (local.set $at (i32.const 96))
    (i32.store8 (local.get $at) (i32.const 10))
    (loop $hex
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.load8_u offset=112
          (i32.and (i32.wrap_i64 (local.get $value)) (i32.const 15))))
      (local.set $value (i64.shr_u (local.get $value) (i64.const 4)))
      (br_if $hex (i32.gt_u (local.get $at) (i32.const 80))))
    (local.set $at (i32.const 79))
    (i32.store8 (local.get $at) (i32.const 32))
    (loop $decimal
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add
          (i32.rem_u (local.get $seed) (i32.const 10)) (i32.const 48)))
      (local.set $seed (i32.div_u (local.get $seed) (i32.const 10)))
      (br_if $decimal (local.get $seed)))
    (i32.store (i32.const 32) (local.get $at))
    (i32.store (i32.const 36) (i32.sub (i32.const 97) (local.get $at)))
    (drop
      (call $fd_write
        (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 40))))
  (data (i32.const 112) "0123456789abcdef")
"""

FD_WRITE = """(import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))"""


def render(trees, with_main):
    """The text of one module with all programs; `trees` has them by seed. An
    engine that has WASI runs the main program, which prints the results."""
    references = wat_programs.has_references(min(trees) // wat_programs.BATCH)
    text = PROLOGUE % {"import": FD_WRITE if with_main else "",
                       "reset": wat_references.reset() if references else ""}
    text += wat_references.PROLOGUE if references else TRY_RESUME
    for tree in trees.values():
        text += tree.render() + "\n"
    if with_main:
        text += PRINT + "  (func (export \"_start\")\n"
        for seed in trees:
            text += (f"    (call $print (i32.const {seed}) (call $p{seed}run))\n")
        text += "  )\n"
    functions = {}

    def number(match):
        return str(functions.setdefault(match[1], len(functions) + 1))

    text = re.sub(r"index:(\S+?)(?=\))", number, text)
    size = len(functions) + 1
    text += (f"  (table $functions {size} {size} funcref)\n"
             f"  (elem (table $functions) (i32.const 1) func {' '.join(functions)})\n")
    if references:
        text += wat_references.globals_and_tables()
        called = sorted(set(re.findall(r"ref\.func (\$p\S+?)\)", text)))
        text += f"  (elem declare func {' '.join(called)})\n"
    return text + ")\n"
