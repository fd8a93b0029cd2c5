// Division of 128-bit numbers comes from compiler-rt, as in std::format. Debian's is
// compiled with a stack protector, whose parts the sysroot has.
// RUN: %clang -O2 %s -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | FileCheck %s
// RUN: %bare-clang -O2 %s -o %t && %t | FileCheck %s

#include <stdio.h>

int main(int count, char **arguments) {
  unsigned __int128 wide = (unsigned __int128)count << 100;
  wide /= count + 6;
  // CHECK: {{^}}9817068105 2635249153387078802
  printf("%llu %llu\n", (unsigned long long)(wide >> 64),
         (unsigned long long)wide);
}
