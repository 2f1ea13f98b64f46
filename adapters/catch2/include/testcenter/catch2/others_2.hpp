#pragma once

// Included behind Catch2's own header, v2's.
#include <testcenter/catch2/run.hpp>

#include <cstddef>
#include <sstream>

/// What LastDisposition has to know of Catch2 2.
namespace testcenter::catch2 {

using ConfigPointer = Catch::IConfigPtr;

template <typename Translator>
void register_translator() {
  Catch::getMutableRegistryHub().registerTranslator(new Translator);
}

/// Whether Catch2 makes a result of each assertion without us, too.
inline bool others_ask_for_all(const ConfigPointer& config) {
  const auto& registry = Catch::getRegistryHub().getReporterRegistry();
  const std::size_t ours = Run::is_wanted(Asked::attached) ? 1 : 0;
  if (config->includeSuccessfulResults() || registry.getListeners().size() > ours) return true;
  const auto& name = static_cast<const Catch::Config&>(*config).getReporterName();
  if (name == "testcenter") return false;
  // The one that runs tells nobody.
  std::ostringstream nowhere;
  const auto one = registry.getFactories().at(name)->create(Catch::ReporterConfig(config, nowhere));
  return one->getPreferences().shouldReportAllAssertions;
}

}  // namespace testcenter::catch2
