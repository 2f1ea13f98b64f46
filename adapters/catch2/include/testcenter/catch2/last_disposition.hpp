#pragma once

// Included behind Catch2's own header and what differs between its versions: others_2.hpp,
// others_3.hpp.
#include <testcenter/contained.hpp>

#include <exception>
#include <string>
#include <utility>

namespace testcenter::catch2 {

/// Catch2 before 3.5 judges an exception outside of assertions as it would the last assertion that
/// it built a result of: behind a CHECK_NOFAIL it fails nothing. Of an expression that holds it
/// builds one for us, and without us mostly none. So it has to hear of the one before again ahead
/// of its verdict, or we would change the exit code.
class LastDisposition {
 public:
  explicit LastDisposition(ConfigPointer config) : config_(std::move(config)) {
#if defined(__cpp_exceptions)
    static const bool is_registered = [] {
      register_translator<Translator>();
      return true;
    }();
    static_cast<void>(is_registered);
#endif
    current() = this;
  }
  ~LastDisposition() {
    if (current() == this) current() = nullptr;
  }
  LastDisposition(const LastDisposition&) = delete;
  LastDisposition& operator=(const LastDisposition&) = delete;

  void start_section(const Catch::SectionInfo& info) {
    // Each run through a case begins anew.
    if (depth_++ == 0) with_us_ = without_us_ = Catch::ResultDisposition::Normal;
    place_ = info.lineInfo;
  }
  void end_section() { --depth_; }

  /// Throws out of restore() and what of Catch2 is called there: behind us Catch2 would tell the
  /// other reporters and drop the messages that belong to the exception.
  void add(const Catch::AssertionResult& result) {
#if defined(__cpp_exceptions)
    if (is_restoring_) throw Restored();
#endif
    place_ = result.m_info.lineInfo;
    with_us_ = result.m_info.resultDisposition;
    const bool is_expression = static_cast<bool>(result.m_resultData.lazyExpression);
    if (is_expression && result.getResultType() == Catch::ResultWas::Ok) return;
    without_us_ = with_us_;
  }

 private:
  using Flags = Catch::ResultDisposition::Flags;
  struct Restored {};

  /// Catch2 translates an exception right ahead of its verdict. This one leaves that to the others.
  struct Translator final : Catch::IExceptionTranslator {
    using Next = Catch::ExceptionTranslators::const_iterator;
    std::string translate(Next next, Next end) const override {
      if (current() != nullptr) current()->restore();
      if (next == end) std::rethrow_exception(std::current_exception());
      return (*next)->translate(next + 1, end);
    }
  };

  static LastDisposition*& current() {
    static LastDisposition* last = nullptr;
    return last;
  }

  void restore() {
    using Catch::shouldSuppressFailure;
    if (shouldSuppressFailure(with_us_) == shouldSuppressFailure(without_us_)) return;
    contained([this] {
      if (others_ask_for_all(config_)) return;
      is_restoring_ = true;
      Catch::AssertionReaction reaction;
      Catch::getResultCapture().handleNonExpr(
          {{}, place_, "{Unknown expression after the reported line}", without_us_},
          Catch::ResultWas::Info, reaction);
    });
    is_restoring_ = false;
  }

  const ConfigPointer config_;
  int depth_ = 0;
  Catch::SourceLineInfo place_{"", 0};
  Flags with_us_ = Catch::ResultDisposition::Normal;
  Flags without_us_ = Catch::ResultDisposition::Normal;
  bool is_restoring_ = false;
};

}  // namespace testcenter::catch2
