# How lit runs the tests of this directory. It needs to know which build they are
# for: run `lit build/lit-tests`, or tools/check.

import os
import shutil
import subprocess

import lit.formats

if not hasattr(config, "build_dir"):
    lit_config.fatal("no build to test; run lit build/lit-tests, or tools/check")

config.name = "wasm-fibers"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".wat", ".c", ".cpp", ".test"]
config.excludes = ["Inputs"]
if config.sanitize:
    # Packages have a build of their own.
    config.excludes.append("package")
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.build_dir, "lit-tests")

cache = os.environ.get("WASM_FIBERS_CACHE") or os.path.join(
    os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"),
    "wasm-fibers")
config.environment["PATH"] = os.pathsep.join([
    os.path.join(config.build_dir, "bin"),
    os.path.join(config.test_exec_root, "bin"),
    os.path.join(cache, "bin"),
    os.environ["PATH"],
])
config.environment["WASM_FIBERS_BUILD"] = config.build_dir
for name in ("HOME", "XDG_CACHE_HOME", "WASM_FIBERS_CACHE"):
    if name in os.environ:
        config.environment[name] = os.environ[name]


def tool(name):
    """The path of a program that tests run; without it there are no results."""
    path = shutil.which(name, path=config.environment["PATH"])
    if not path:
        lit_config.fatal(f"{name} not found; run tools/setup --tests")
    return path


for name in ("wasm-opt", "fiber-host", "FileCheck", "filecheck", "not", "split-file",
             "cmake", "ninja", "pkg-config", "node", "chromium", "firefox-esr", "wasm2c",
             "java"):
    tool(name)

wasmtime = tool(os.path.join(cache, "bin/wasmtime"))
deno = tool(os.path.join(cache, "bin/deno"))
node26 = tool(os.path.join(cache, "bin/node26"))
tool(os.path.join(cache, "bin/bun"))
tool(os.path.join(cache, "wazero/wazero"))

clang = tool("clang-22")
clangxx = tool("clang++-22")
cfg = os.path.join(config.build_dir, "fibers.cfg")
tools = os.path.join(config.source_dir, "tools")
# Whether this node is too old to run fibers. It is tested that it says so.
old_node = "--experimental-wasm-wasmfx" not in subprocess.run(
    ["node", "--v8-options"], capture_output=True, text=True,
    check=True).stdout

# What a module in text form needs that was lowered before.
fiber_features = " ".join(
    f"--enable-{feature}" for feature in (
        "stack-switching", "gc", "reference-types", "exception-handling",
        "multivalue", "bulk-memory", "bulk-memory-opt"))
config.substitutions += [
    (r"%fiber-features\b", fiber_features),
    (r"%deno-check\b", f"{deno} check --quiet --no-lock --node-modules-dir=manual"),
    (r"%deno\b",
     f"{deno} run --quiet -A --v8-flags=--experimental-wasm-wasmfx"),
    (r"%node26\b", node26),
    (r"%lit\b", os.path.join(cache, "venv/bin/lit")),
    (r"%python-tests\b", os.path.join(cache, "venv-tests/bin/python")),
    (r"%expect-status\b",
     os.path.join(config.test_source_root, "Inputs/expect-status")),
    (r"%not-on-old-node\b", "not" if old_node else ""),
    (r"%node-checks\b",
     "--check-prefix=OLD-NODE %s" if old_node else "%S/../pipeline/Inputs/app.c"),
    (r"%wasmtime\b", wasmtime),
    (r"%build\b", config.build_dir),
    (r"%source\b", config.source_dir),
    (r"%check-program\b", os.path.join(tools, "check-program")),
    (r"%run-wasm\b", os.path.join(tools, "run-wasm")),
    (r"%component\b", os.path.join(tools, "component")),
    # clang as users run it, and the bare one.
    (r"%clang\b", f"{clang} --config {cfg}"),
    (r"%clangxx\b", f"{clangxx} --config {cfg}"),
    (r"%plain-wasm-ld\b", shutil.which("wasm-ld-22") or "wasm-ld-22"),
    (r"%bare-clang\b", clang),
    (r"%bare-clangxx\b", clangxx),
]
