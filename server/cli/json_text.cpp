#include "cli/json_text.hpp"

#include <boost/json.hpp>

#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

void add_position(std::string& out, text::Position position) {
  out += "{\"line\":" + std::to_string(position.line) + ",\"character\":" + std::to_string(position.character) + "}";
}

}  // namespace

std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::value(valid_utf8(text)));
}

void add_range(std::string& out, text::Range range) {
  out += "\"range\":{\"start\":";
  add_position(out, range.start);
  out += ",\"end\":";
  add_position(out, range.end);
  out += '}';
}

}  // namespace notewell::cli
