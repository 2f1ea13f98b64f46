#include "letters.hpp"

#include <cctype>

namespace canvas {
namespace {

constexpr const char* letters[] = {"25755", "65656", "34443", "65556", "74647", "74644", "34553",
                                   "55755", "72227", "11152", "55655", "44447", "57755", "65555",
                                   "25552", "65644", "25563", "65655", "34216", "72222", "55557",
                                   "55552", "55775", "55255", "55222", "71247"};
constexpr const char* digits[] = {"75557", "26227", "71747", "71717", "55711",
                                  "74717", "74757", "71122", "75757", "75717"};

}  // namespace

const char* dots_of(char letter) {
  const auto c = static_cast<unsigned char>(letter);
  if (std::isalpha(c)) return letters[std::toupper(c) - 'A'];
  if (std::isdigit(c)) return digits[c - '0'];
  switch (letter) {
    case '.':
      return "00002";
    case ':':
      return "02020";
    case '-':
      return "00700";
    case ',':
      return "00024";
    default:
      return nullptr;
  }
}

}  // namespace canvas
