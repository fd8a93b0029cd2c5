"""The references of random WebAssembly programs (wat_programs.py): external ones,
structs, arrays, i31, functions by their types, caught exceptions; globals and tables of
them, branches on them, calls by them.

A type has a name of one word, with a ! if its references can't be null.
"""

import re

from tree import Node

# How the module spells them.
TYPES = {
    "externref": "externref",
    "externref!": "(ref extern)",
    "anyref": "anyref",
    "i31ref": "i31ref",
    "cell": "(ref null $cell)",
    "cell!": "(ref $cell)",
    "array": "(ref null $array)",
    "array!": "(ref $array)",
    "funcref": "funcref",
    "number": "(ref null $number)",
    "number!": "(ref $number)",
    "exnref": "exnref",
}

ZEROS = {
    "externref": "(ref.null extern)",
    "externref!": "(extern.convert_any (ref.i31 (i32.const 5)))",
    "anyref": "(ref.null any)",
    "i31ref": "(ref.null i31)",
    "cell": "(ref.null $cell)",
    "cell!": "(struct.new $cell (i32.const 0) (ref.null any))",
    "array": "(ref.null $array)",
    "array!": "(array.new_fixed $array 2 (i32.const 0) (i32.const 0))",
    "funcref": "(ref.null func)",
    "number": "(ref.null $number)",
    "number!": "(ref.func $number_0)",
    "exnref": "(ref.null exn)",
}

# How a value of a type is made of others, whose types are in braces.
MAKERS = {
    "externref": ["(extern.convert_any {anyref})", "{externref!}"],
    "externref!": ["(extern.convert_any {cell!})",
                   "(extern.convert_any (ref.i31 {i32}))"],
    "anyref": ["{cell}", "{array}", "{i31ref}", "(any.convert_extern {externref})"],
    "i31ref": ["(ref.i31 {i32})"],
    "cell": ["{cell!}"],
    "cell!": ["(struct.new $cell {i32} {anyref})"],
    "array": ["{array!}"],
    "array!": ["(array.new_fixed $array 2 {i32} {i32})",
               "(array.new $array {i32} (i32.const 3))"],
    "funcref": ["{number}", "(ref.func $number_1)"],
    "number": ["{number!}"],
    "number!": ["(ref.func $number_0)", "(ref.func $number_1)", "(ref.func $number_2)"],
    "exnref": ["{exnref}"],
    "i32": ["(ref.is_null {externref})", "(ref.is_null {exnref})",
            "(ref.is_null {funcref})", "(ref.test (ref $cell) {anyref})",
            "(ref.test (ref null i31) {anyref})", "(ref.eq {cell} {i31ref})",
            "(struct.get $cell 0 {cell!})", "(array.len {array!})",
            "(array.get $array {array!} (i32.const 1))",
            "(call_ref $number {number!})", "(call_ref $number {number!})"],
}
# Statements of the same kind.
WRITERS = ["(struct.set $cell 0 {cell!} {i32})", "(struct.set $cell 1 {cell!} {anyref})",
           "(array.set $array {array!} (i32.const 1) {i32})"]
# What a cast is from and to.
CASTS = [("anyref", "cell!"), ("anyref", "array!"), ("funcref", "number!")]

# Functions of the type $number are no program's: the type isn't final. They are what
# one function can be told from another by.
PROLOGUE = """\
  (type $cell (struct (field (mut i32)) (field (mut anyref))))
  (type $array (array (mut i32)))
  (type $number (sub (func (result i32))))
  (elem declare func $number_0 $number_1 $number_2)
  (func $number_0 (type $number) (result i32)
    (i32.const 10))
  (func $number_1 (type $number) (result i32)
    (global.get $i32))
  (func $number_2 (type $number) (result i32)
    (call $maybe_yield (i32.const 12)))
  (func $mix_anyref (param $value anyref)
    (if (ref.is_null (local.get $value))
      (then (call $mix_i32 (i32.const 100)) (return)))
    (block $other (result anyref)
      (call $mix_i32
        (i31.get_s (br_on_cast_fail $other anyref (ref i31) (local.get $value))))
      (return))
    (drop)
    (block $other (result anyref)
      (call $mix_cell
        (br_on_cast_fail $other anyref (ref $cell) (local.get $value)))
      (return))
    (drop)
    (block $other (result anyref)
      (call $mix_array
        (br_on_cast_fail $other anyref (ref $array) (local.get $value)))
      (return))
    (drop)
    (call $mix_i32 (i32.const 101)))
  (func $mix_externref (param $value externref)
    (call $mix_anyref (any.convert_extern (local.get $value))))
  (func $mix_i31ref (param $value i31ref)
    (call $mix_anyref (local.get $value)))
  (func $mix_cell (param $value (ref null $cell))
    (block $null
      (call $mix_i32 (struct.get $cell 0 (br_on_null $null (local.get $value))))
      (call $mix_i32
        (ref.is_null (struct.get $cell 1 (br_on_null $null (local.get $value)))))
      (return))
    (call $mix_i32 (i32.const 102)))
  (func $mix_array (param $value (ref null $array))
    (block $null
      (call $mix_i32 (array.len (br_on_null $null (local.get $value))))
      (call $mix_i32
        (array.get $array (br_on_null $null (local.get $value)) (i32.const 1)))
      (return))
    (call $mix_i32 (i32.const 103)))
  (func $mix_funcref (param $value funcref)
    (local $saved i32)
    (local.set $saved (global.get $on_fiber))
    (global.set $on_fiber (i32.const 0))
    (block $end
      (block $other (result funcref)
        (call $mix_i32
          (call_ref $number
            (br_on_cast_fail $other funcref (ref $number) (local.get $value))))
        (br $end))
      (call $mix_i32 (i32.add (ref.is_null) (i32.const 104))))
    (global.set $on_fiber (local.get $saved)))
  (func $mix_number (param $value (ref null $number))
    (call $mix_funcref (local.get $value)))
  (func $mix_exnref (param $value exnref)
    (block $null
      (block $caught (result i32)
        (try_table (catch $thrown $caught)
          (throw_ref (br_on_null $null (local.get $value))))
        (unreachable))
      (call $mix_i32)
      (return))
    (call $mix_i32 (i32.const 106)))
  (tag $thrown (param i32))
  (func $try_resume (param $fiber i32) (param $value i32) (result i32)
    (block $thrown (result i32)
      (try_table (catch $thrown $thrown)
        (return
          (call $fiber_resume
            (local.get $fiber) (local.get $value) (i32.const 16))))
      (unreachable))
    (i32.store (i32.const 16) (i32.const 77)))
"""


def spell(wtype):
    return TYPES.get(wtype, wtype)


def globals_and_tables():
    """The text of one of each. The tables come after that of functions."""
    return "".join(
        f"  (global ${name} (mut {spelled}) {ZEROS[name]})\n"
        for name, spelled in TYPES.items()) + "".join(
        f"  (table ${name} 8 {spelled})\n"
        for name, spelled in TYPES.items() if not name.endswith("!"))


def reset():
    """The text of what gives them their first values."""
    return "".join(f" (global.set ${name} {ZEROS[name]})" for name in TYPES) + "".join(
        f" (table.fill ${name} (i32.const 0) {ZEROS[name]} (i32.const 8))"
        for name in TYPES if not name.endswith("!"))


class References:
    """The expressions and statements with references of a function's body."""

    def fill(self, template, depth):
        """The parts of a template, with expressions of the types in braces."""
        words = re.split(r"\{(.*?)\}", template)
        return [self.expression(word, depth) if i % 2 else word
                for i, word in enumerate(words)]

    def made(self, wtype, depth):
        return self.node(wtype, *self.fill(
            self.random.choice(MAKERS[wtype]), depth - 1))

    def from_branch(self, wtype, depth):
        """What a branch on a reference sends."""
        label = self.new_name("$b")
        casts = [source for source, target in CASTS if target == wtype]
        if casts and self.chance(0.5):
            (source,) = casts
            branch = Node(f"(drop (br_on_cast {label} {source} {spell(wtype)} ",
                          self.expression(source, depth - 1), "))")
        else:
            branch = Node(f"(br_on_non_null {label} ",
                          self.expression(wtype[:-1], depth - 1), ")")
        self.blocks.append((label, [wtype]))
        inner = self.statements(0, 2)
        self.blocks.pop()
        inner.items.insert(self.random.randint(0, len(inner.items)), branch)
        return self.node(wtype, f"(block {label} (result {spell(wtype)})", inner,
                         self.expression(wtype, depth - 1), ")")

    def caught(self, wtype, depth):
        """One of the two values that a handler gets."""
        label = self.new_name("$b")
        kept = self.new_local(wtype)
        other = self.named("i32" if wtype == "exnref" else "exnref")
        sets = [f" local.set {kept}", f" local.set {other}"]
        if wtype == "i32":
            sets.reverse()
        return self.node(
            wtype, f"(block (result {wtype}) (block {label} (result i32 exnref)"
            f" (try_table (catch_ref $thrown {label})", self.statements(0, 3),
            "(if ", self.expression("i32", depth - 1), " (then (throw $thrown ",
            self.expression("i32", depth - 1), "))))",
            self.expression("i32", 0), self.expression("exnref", depth - 1), ")",
            *sets, f" local.get {kept})")

    def write_object(self):
        return Node(*self.fill(self.random.choice(WRITERS), 2))

    def throw(self):
        if self.chance(0.3):
            label = self.new_name("$b")
            return Node(f"(block {label} (throw_ref (br_on_null {label} ",
                        self.expression("exnref", 2), ")))")
        return Node("(if (i32.eq (i32.and ", self.expression("i32", 1),
                    " (i32.const 7)) (i32.const 3)) (then (throw $thrown ",
                    self.expression("i32", 1), ")))")

    def branch_on_null(self):
        label = self.new_name("$b")
        wtype = self.random.choice(["externref", "cell", "array", "number"])
        branch = Node(f"(local.set {self.named(wtype + '!')} (br_on_null {label} ",
                      self.expression(wtype, 2), "))")
        self.blocks.append((label, []))
        inner = self.statements(1, 3)
        self.blocks.pop()
        inner.items.insert(self.random.randint(0, len(inner.items)), branch)
        return Node(f"(block {label}", inner, ")")

    def branch_on_cast(self):
        label = self.new_name("$b")
        source, target = self.random.choice(CASTS)
        self.blocks.append((label, [source]))
        inner = self.statements(0, 2)
        self.blocks.pop()
        return Node(f"(block {label} (result {source}) (local.set {self.named(target)} "
                    f"(br_on_cast_fail {label} {source} {spell(target)} ",
                    self.expression(source, 2), "))", inner,
                    self.expression(source, 1), f") local.set {self.named(source)}")

    def cleanup(self):
        """What is done for an exception that passes, also for that of fiber_free: it
        doesn't yield."""
        label, end = self.new_name("$b"), self.new_name("$b")
        kept = self.new_local("exnref")
        wtype = self.random.choice(self.program.types)
        return Node(f"(block {end} (block {label} (result exnref) "
                    f"(try_table (catch_all_ref {label})", self.statements(1, 4),
                    f") (br {end})) local.set {kept} (call $mix_{wtype.rstrip('!')} "
                    f"(local.get {self.named(wtype)})) (throw_ref (local.get {kept})))")
