// 2,000 empty tests: 20 suites of 100.
#include <gtest/gtest.h>

#define TEN(suite, n)        \
  TEST(suite, Case##n##0) {} \
  TEST(suite, Case##n##1) {} \
  TEST(suite, Case##n##2) {} \
  TEST(suite, Case##n##3) {} \
  TEST(suite, Case##n##4) {} \
  TEST(suite, Case##n##5) {} \
  TEST(suite, Case##n##6) {} \
  TEST(suite, Case##n##7) {} \
  TEST(suite, Case##n##8) {} \
  TEST(suite, Case##n##9) {}

#define HUNDRED(suite) \
  TEN(suite, 0)        \
  TEN(suite, 1)        \
  TEN(suite, 2)        \
  TEN(suite, 3)        \
  TEN(suite, 4)        \
  TEN(suite, 5)        \
  TEN(suite, 6)        \
  TEN(suite, 7)        \
  TEN(suite, 8)        \
  TEN(suite, 9)

HUNDRED(Suite00)
HUNDRED(Suite01)
HUNDRED(Suite02)
HUNDRED(Suite03)
HUNDRED(Suite04)
HUNDRED(Suite05)
HUNDRED(Suite06)
HUNDRED(Suite07)
HUNDRED(Suite08)
HUNDRED(Suite09)
HUNDRED(Suite10)
HUNDRED(Suite11)
HUNDRED(Suite12)
HUNDRED(Suite13)
HUNDRED(Suite14)
HUNDRED(Suite15)
HUNDRED(Suite16)
HUNDRED(Suite17)
HUNDRED(Suite18)
HUNDRED(Suite19)
