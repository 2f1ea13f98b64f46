#include "support/utc_text.hpp"

namespace testcenter {

// The calendar is that of March years, whose leap day comes last.
std::string utc_text(std::time_t time) {
  const std::time_t day = time / 86400 + 719468;  // since 0000-03-01
  const std::time_t second = time % 86400;
  const std::time_t era = day / 146097;
  const std::time_t day_of_era = day % 146097;
  const std::time_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::time_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::time_t month_of_year = (5 * day_of_year + 2) / 153;  // from March on
  const std::time_t month = month_of_year < 10 ? month_of_year + 3 : month_of_year - 9;
  const std::time_t year = era * 400 + year_of_era + (month <= 2 ? 1 : 0);
  const std::time_t date =
      (year * 100 + month) * 100 + day_of_year - (153 * month_of_year + 2) / 5 + 1;
  const std::time_t clock = (second / 3600 * 100 + second / 60 % 60) * 100 + second % 60;
  const std::string digits = std::to_string(1'000'000 + clock);
  return std::to_string(date) + "T" + digits.substr(1) + "Z";
}

}  // namespace testcenter
