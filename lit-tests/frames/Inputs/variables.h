// ALL(COMPUTE) makes 900 variables of what next() returns, and ALL(USE) has `sum` depend
// on each.
#define TEN(M, n)                                                             \
  M(n##0) M(n##1) M(n##2) M(n##3) M(n##4) M(n##5) M(n##6) M(n##7) M(n##8)     \
  M(n##9)
#define HUNDRED(M, n)                                                         \
  TEN(M, n##0) TEN(M, n##1) TEN(M, n##2) TEN(M, n##3) TEN(M, n##4)            \
  TEN(M, n##5) TEN(M, n##6) TEN(M, n##7) TEN(M, n##8) TEN(M, n##9)
#define ALL(M)                                                                \
  HUNDRED(M, v1) HUNDRED(M, v2) HUNDRED(M, v3) HUNDRED(M, v4) HUNDRED(M, v5)  \
  HUNDRED(M, v6) HUNDRED(M, v7) HUNDRED(M, v8) HUNDRED(M, v9)
#define COMPUTE(v) uint64_t v = next();
#define USE(v) sum = (sum ^ v) * 3;
