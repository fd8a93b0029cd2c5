// For functions whose calls are what is measured.
#ifndef wasm_fibers_bench_not_inlined_h
#define wasm_fibers_bench_not_inlined_h

// Keeps LLVM from inlining a function, and Binaryen, which knows no such
// attribute but leaves an export alone.
#ifdef __wasm__
#define NOT_INLINED(name) __attribute__((noinline, export_name(#name))) name
#else
#define NOT_INLINED(name) __attribute__((noinline)) name
#endif

#endif
