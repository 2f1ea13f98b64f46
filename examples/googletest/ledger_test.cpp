#include <testcenter/testcenter.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <list>
#include <numeric>
#include <string>
#include <vector>

namespace shop {
namespace {

template <typename Entries>
class LedgerTest : public ::testing::Test {
 protected:
  Entries entries_{100, -30, 50};
};

using Containers = ::testing::Types<std::vector<int>, std::deque<int>, std::list<int>>;
TYPED_TEST_SUITE(LedgerTest, Containers);

TYPED_TEST(LedgerTest, Balances) {
  const auto& entries = this->entries_;
  EXPECT_EQ(std::accumulate(entries.begin(), entries.end(), 0), 120);
}

class ReceiptTest : public ::testing::Test {
 protected:
  void SetUp() override { std::ofstream(path_) << "12 bolts   60\n"; }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // Of its own, because tests run at the same time.
  std::string folder_ = ::testing::TempDir() + "receipt-XXXXXX";
  const std::string path_ = std::string(mkdtemp(folder_.data())) + "/receipt.txt";
};

TEST_F(ReceiptTest, NamesTheTotal) {
  testcenter::attach(path_);
  std::string first_line;
  std::getline(std::ifstream(path_), first_line);
  ASSERT_NE(first_line.find("total"), std::string::npos) << "this failure is intended";
}

}  // namespace
}  // namespace shop
