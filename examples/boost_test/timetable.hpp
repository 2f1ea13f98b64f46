#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace railway {

/// A time of the day, in minutes.
class Clock {
 public:
  /// "7:05" or "07:05". Throws std::invalid_argument for anything else.
  explicit Clock(const std::string& text);
  explicit Clock(int minutes) : minutes_(minutes) {}

  int minutes() const { return minutes_; }
  std::string text() const;
  /// Goes on after midnight.
  Clock later(int minutes) const;

  friend bool operator==(Clock a, Clock b) { return a.minutes_ == b.minutes_; }
  friend bool operator<(Clock a, Clock b) { return a.minutes_ < b.minutes_; }

 private:
  int minutes_;
};

std::ostream& operator<<(std::ostream& out, Clock clock);

struct Train {
  std::string from;
  std::string to;
  Clock leaves;
  int takes;  // minutes

  Clock arrives() const { return leaves.later(takes); }
};

class Timetable {
 public:
  void add(const Train& train);
  std::size_t size() const { return trains_.size(); }
  /// The next one at that time or later; none after the last one of the day.
  std::optional<Train> next(const std::string& from, const std::string& to, Clock now) const;
  /// A line a train: "Aachen;Bonn;07:05;08:10".
  std::string to_csv() const;

 private:
  std::vector<Train> trains_;  // by the time they leave
};

}  // namespace railway
