// A test program with a bug that ends it: what the report gets nevertheless.

#include <testcenter/reporter.hpp>

#include <cstdio>

namespace {

struct Account {
  int balance = 0;
};

/// Knows nobody. The pointer is volatile, so that no compiler sees through it.
Account* find_account(const char*) {
  Account* volatile nobody = nullptr;
  return nobody;
}

}  // namespace

int main() {
  testcenter::Reporter reporter({}, {"home-made", {}});
  const auto suite = reporter.open_suite({"Bank", {}, {}, {}});

  const auto opening = suite.open_case({"an account begins empty", {}, {}, {}});
  if (Account().balance == 0) opening.pass("the balance is 0");
  opening.close();

  const auto missing = suite.open_case({"a customer has an account", {}, {}, {}});
  missing.log("looking for the account of Ms. Doe");
  std::printf("the next line is this program's last\n");
  std::fflush(stdout);
  return find_account("Doe")->balance;
}
