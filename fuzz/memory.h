// What the programs of memory_programs.py have in common: blocks of memory and
// local arrays with patterns in them, which nobody else may change, and an
// allocator.
//
// SHAPE_... says which. A shape calls no allocator but those that it is named
// for, so that they are all that a program has.
#define _GNU_SOURCE
#include <fiber.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t checksum;
static int fuel;

static void mix(uint64_t value) {
  checksum = (checksum ^ value) * 0x9e3779b97f4a7c15u;
  checksum ^= checksum >> 29;
}

// Allocators.

enum { Page = 65536 };

#if defined(SHAPE_GROW) || defined(SHAPE_FREE_LIST) ||                         \
  defined(SHAPE_OWN_MALLOC) || defined(SHAPE_MIXED)
// Takes memory from the engine. Natively there is no such thing.
static char* more(size_t size) {
#ifdef __wasm__
  return (char*)(__builtin_wasm_memory_grow(0, size / Page) * Page);
#else
  return aligned_alloc(Page, size);
#endif
}
#elif defined(SHAPE_SBRK)
static char* more(size_t size) { return sbrk(size); }
#elif defined(SHAPE_ARRAY)
static char array[64 << 20];
static char* more(size_t size) {
  static size_t used;
  return array + (used += size) - size;
}
#endif

#if defined(SHAPE_GROW) || defined(SHAPE_FREE_LIST) ||                         \
  defined(SHAPE_OWN_MALLOC) || defined(SHAPE_MIXED) || defined(SHAPE_SBRK) ||  \
  defined(SHAPE_ARRAY)
static void* bump(size_t size) {
  static char* next;
  static size_t left;
  size = (size + 15) / 16 * 16;
  if (left < size) {
    left = (size / Page + 1) * Page;
    next = more(left);
  }
  left -= size;
  next += size;
  return next - size;
}
#endif

#if defined(SHAPE_FREE_LIST) || defined(SHAPE_OWN_MALLOC)
// Free blocks are in lists by their size, a power of two, which a header says.
static struct header {
  uint64_t size_class;
  struct header* next;
}* lists[32];

static void* take_from_list(size_t size) {
  int size_class = 4;
  while ((size_t)1 << size_class < size) {
    size_class++;
  }
  struct header* block = lists[size_class];
  if (block) {
    lists[size_class] = block->next;
  } else {
    block = bump(sizeof *block + ((size_t)1 << size_class));
  }
  block->size_class = size_class;
  return block + 1;
}

static void give_to_list(void* pointer) {
  struct header* block = (struct header*)pointer - 1;
  block->next = lists[block->size_class];
  lists[block->size_class] = block;
}
#endif

#if defined(SHAPE_OWN_MALLOC) && defined(__wasm__)
// These take the place of the C library's. Nobody may be left who calls them.
__attribute__((export_name("malloc"))) void* malloc(size_t size) {
  return take_from_list(size);
}
__attribute__((export_name("free"))) void free(void* pointer) {
  if (pointer) {
    give_to_list(pointer);
  }
}
void* calloc(size_t count, size_t size) {
  return memset(take_from_list(count * size), 0, count * size);
}
void* realloc(void* pointer, size_t size) {
  void* with_size = take_from_list(size);
  if (pointer) {
    size_t old = (size_t)1 << ((struct header*)pointer - 1)->size_class;
    memcpy(with_size, pointer, old < size ? old : size);
    give_to_list(pointer);
  }
  return with_size;
}
#endif

static void* take(size_t size) {
#if defined(SHAPE_MALLOC) || defined(SHAPE_MALLOC_FREE)
  return malloc(size);
#elif defined(SHAPE_CALLOC) || defined(SHAPE_CALLOC_FREE)
  return calloc(1, size);
#elif defined(SHAPE_REALLOC)
  return realloc(NULL, size);
#elif defined(SHAPE_ALIGNED_ALLOC)
  return aligned_alloc(64, (size + 63) / 64 * 64);
#elif defined(SHAPE_POSIX_MEMALIGN)
  void* pointer;
  return posix_memalign(&pointer, 32, size) ? NULL : pointer;
#elif defined(SHAPE_STRNDUP)
  static char text[1 << 20];
  memset(text, 'x', size);
  return strndup(text, size);
#elif defined(SHAPE_ASPRINTF)
  char* text;
  return asprintf(&text, "%*d", (int)size, 7) < 0 ? NULL : text;
#elif defined(SHAPE_FREE_LIST) || defined(SHAPE_OWN_MALLOC)
  return take_from_list(size);
#elif defined(SHAPE_MIXED)
  return size % 2 ? malloc(size) : bump(size);
#else
  return bump(size);
#endif
}

static void give(void* pointer) {
#if defined(SHAPE_MALLOC_FREE) || defined(SHAPE_CALLOC_FREE)
  free(pointer);
#elif defined(SHAPE_FREE_LIST) || defined(SHAPE_OWN_MALLOC)
  give_to_list(pointer);
#endif
}

// Patterns.

struct block {
  unsigned char* bytes;
  uint32_t size, seed;
};

__attribute__((noinline)) static void
fill(unsigned char* bytes, uint32_t size, uint32_t seed) {
  for (uint32_t i = 0; i < size; i++) {
    bytes[i] = seed + i * 7 + (i >> 8);
  }
}

__attribute__((noinline)) static void
check(const unsigned char* bytes, uint32_t size, uint32_t seed) {
  uint32_t wrong = 0;
  for (uint32_t i = 0; i < size; i++) {
    wrong += bytes[i] != (unsigned char)(seed + i * 7 + (i >> 8));
  }
  mix(wrong);
}

static void check_block(const struct block* block) {
  check(block->bytes, block->size, block->seed);
}

static void drop(struct block* block) {
  check_block(block);
  if (block->size) {
    give(block->bytes);
  }
  *block = (struct block){NULL, 0, 0};
}

static void keep(struct block* block, uint32_t size, uint32_t seed) {
  drop(block);
  *block = (struct block){take(size), size, seed};
  mix(block->bytes != NULL);
  fill(block->bytes, size, seed);
}

// Changes the size. What fits stays.
static void change(struct block* block, uint32_t size, uint32_t seed) {
  uint32_t kept = size < block->size ? size : block->size;
#ifdef SHAPE_REALLOC
  unsigned char* bytes = realloc(block->bytes, size);
#else
  unsigned char* bytes = take(size);
  if (kept) {
    memcpy(bytes, block->bytes, kept);
    give(block->bytes);
  }
#endif
  check(bytes, kept, block->seed);
  *block = (struct block){bytes, size, seed};
  fill(bytes, size, seed);
}

// Fibers.

// Has a frame of its own, which must be nobody else's.
__attribute__((noinline)) static void use_stack(void) {
  volatile unsigned char bytes[256];
  for (int i = 0; i < 256; i++) {
    bytes[i] = 0xa5;
  }
}

static uint32_t yield(uint32_t value) {
  mix(value);
  value = (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)value);
  use_stack();
  return value;
}

static void resume(fiber_t fiber, uint32_t argument) {
  fiber_result_t result;
  mix((uintptr_t)fiber_resume(fiber, (void*)(uintptr_t)argument, &result));
  mix(result);
}

static void replace(fiber_t* fiber, fiber_t with) {
  fiber_free(*fiber);
  mix(with != NULL);
  *fiber = with;
}

// A variable of a reference type keeps an entry from the frames tier.
#if defined(REFERENCES) && defined(__wasm__)
#define HOLD_REFERENCE                                                         \
  __externref_t reference = __builtin_wasm_ref_null_extern();
#define USE_REFERENCE mix(__builtin_wasm_ref_is_null_extern(reference));
#else
#define HOLD_REFERENCE
#define USE_REFERENCE mix(1);
#endif
