#pragma once
// What the person set in the editor, as the client gave it: on `initialize`, when asked, or when it changed.

#include <map>
#include <set>
#include <string>

#include "protocol/wire.hpp"

namespace notewell::protocol {

struct EditorSettings {
  json::object initial;                                        // initializationOptions
  json::object general;                                        // of no folder in particular
  std::map<std::string, json::object, std::less<>> by_folder;  // by the URI of a workspace folder
  std::string applied;                                         // what of all that holds, to see whether it changes
  std::set<std::string, std::less<>> told;                     // mistakes that were told already
};

}  // namespace notewell::protocol
