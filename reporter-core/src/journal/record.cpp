#include "journal/record.hpp"

#include "support/duration_text.hpp"

namespace testcenter::journal {

std::string message_of(const Record& event) {
  return std::string(event.passed_in ? passed_text(*event.passed_in).view() : event.message.text);
}

}  // namespace testcenter::journal
