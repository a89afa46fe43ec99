#pragma once
// A rule file, a list of words or a notewell.toml that the client has open. It is no note: the features of notes do not
// see it, and those of rule files see nothing else.

#include <cstdint>
#include <memory>
#include <string>

#include "chart/rule_files.hpp"
#include "text/text.hpp"

namespace notewell::protocol {

struct OpenRuleFile {
  std::string uri;
  std::int64_t version = 0;
  text::Text text;
  chart::RuleFile file;
  std::shared_ptr<const chart::Configuration> configuration;  // of its folder; never nullptr

  // What the client was last told.
  std::string told;            // the diagnostics, as JSON
  std::uint64_t result = 0;    // their resultId; 0: nothing was told yet
  bool being_read = false;     // on another thread, to be published
  bool changed_since = false;  // while it was being read
};

}  // namespace notewell::protocol
