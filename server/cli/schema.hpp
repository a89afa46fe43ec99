#pragma once
// `notewell rules --schema FILE`: what editors and other programs hold rule files, words and settings against.

#include <string>

#include "note/file_keys.hpp"

namespace notewell::cli {

/// The JSON Schema (draft 2020-12) of one kind of file, as the published rules/NAME.schema.json has it: indented, with
/// a newline at its end. `name` is that file's name: "rule", "vocabulary", "notewell".
[[nodiscard]] std::string json_schema(const note::FileKeys& keys, const std::string& name);

}  // namespace notewell::cli
