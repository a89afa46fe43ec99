#pragma once
// A rule file, a list of words or a notewell.toml that the client has open. It is no note: the features of notes do not
// see it, and those of rule files see nothing else.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chart/rule_files.hpp"
#include "protocol/router.hpp"
#include "text/text.hpp"

namespace notewell::protocol {

struct OpenRuleFile {
  std::string uri;
  std::int64_t version = 0;
  text::Text text;
  chart::RuleFile file;
  std::shared_ptr<const chart::Configuration> configuration;  // of its folder; never nullptr

  bool being_read = false;  // on another thread; one reading at a time
  bool changed = false;     // since that began

  /// A client that asks for diagnostics and has no answer yet.
  struct Asked {
    Reply reply;
    std::optional<std::string> previous;  // the resultId that it has
  };
  std::vector<Asked> asked;
  std::vector<Asked> asked_before;  // the reading began, which answers them

  // What the client was last told.
  std::string told;          // the diagnostics, as JSON
  std::uint64_t result = 0;  // their resultId; 0: nothing was told yet
};

}  // namespace notewell::protocol
