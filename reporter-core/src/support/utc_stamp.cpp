#include "support/utc_stamp.hpp"

#include <algorithm>
#include <cstddef>

namespace testcenter {
namespace {

struct Date {
  std::int64_t year, month, day;
};

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/// Of days since 1970-01-01.
Date date_of(std::int64_t days) {
  constexpr std::int64_t days_in_400_years = 146097;
  Date date{1970 + days / days_in_400_years * 400, 1, 1 + days % days_in_400_years};
  for (; date.day > 365 + is_leap(date.year); ++date.year) date.day -= 365 + is_leap(date.year);
  const int february = is_leap(date.year) ? 29 : 28;
  for (const int length : {31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}) {
    if (date.day <= length) break;
    date.day -= length;
    ++date.month;
  }
  return date;
}

void append(std::string& text, std::int64_t number, std::size_t digits) {
  const std::string all = std::to_string(number);
  text.append(digits - all.size(), '0').append(all);
}

}  // namespace

std::string utc_stamp(std::int64_t seconds) {
  constexpr std::int64_t day = 24 * 60 * 60;
  constexpr std::int64_t end_of_9999 = 253402300799;
  seconds = std::clamp<std::int64_t>(seconds, 0, end_of_9999);
  const Date date = date_of(seconds / day);
  std::string text;
  append(text, date.year, 4);
  append(text, date.month, 2);
  append(text, date.day, 2);
  text += 'T';
  append(text, seconds / 3600 % 24, 2);
  append(text, seconds / 60 % 60, 2);
  append(text, seconds % 60, 2);
  return text + 'Z';
}

}  // namespace testcenter
