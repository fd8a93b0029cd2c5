// Has a function call another while it keeps a reference to something of the
// host's. One that yields in that call needs the native tier, and natively it
// is a call.

#ifndef CHOICE_KEEP_REFERENCE_H
#define CHOICE_KEEP_REFERENCE_H

#ifdef __wasm__
static __externref_t references[0];

#define CALL_WITH_REFERENCE(function, argument)                                \
  __builtin_wasm_table_grow(references, __builtin_wasm_ref_null_extern(), 1);  \
  __externref_t kept = __builtin_wasm_table_get(references, 0);                \
  void* result = function(argument);                                           \
  __builtin_wasm_table_set(references, 0, kept);                               \
  return result
#else
#define CALL_WITH_REFERENCE(function, argument) return function(argument)
#endif

#endif
