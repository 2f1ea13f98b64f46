#pragma once

// Included behind Catch2's own header, that of 3.4.
#include <map>
#include <ostream>
#include <sstream>
#include <string>

/// What LastDisposition has to know of Catch2 3.
namespace testcenter::catch2 {

using ConfigPointer = const Catch::IConfig*;

template <typename Translator>
void register_translator() {
  Catch::getMutableRegistryHub().registerTranslator(Catch::Detail::make_unique<Translator>());
}

class Nowhere final : public Catch::IStream {
 public:
  std::ostream& stream() override { return stream_; }

 private:
  std::ostringstream stream_;
};

/// Whether Catch2 makes a result of each assertion without us, too. Listeners are taken not to ask
/// for that: they are nothing to be made twice.
inline bool others_ask_for_all(ConfigPointer config) {
  if (config->includeSuccessfulResults()) return true;
  const auto& registry = Catch::getRegistryHub().getReporterRegistry();
  const Catch::Detail::CaseInsensitiveEqualTo is_same;
  for (const auto& spec : static_cast<const Catch::Config*>(config)->getProcessedReporterSpecs()) {
    if (is_same(spec.name, "testcenter")) continue;
    // The one that runs tells nobody.
    const auto one = registry.create(
        spec.name, Catch::ReporterConfig(config, Catch::Detail::make_unique<Nowhere>(),
                                         spec.colourMode, spec.customOptions));
    if (one->getPreferences().shouldReportAllAssertions) return true;
  }
  return false;
}

}  // namespace testcenter::catch2
