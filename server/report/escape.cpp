#include "report/escape.hpp"

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace notewell::report {

namespace {

/// As a reader may see it, line by line; `line_end` stands for each LF, CRLF and CR.
std::string shown_lines(std::string_view text, char line_end) {
  std::string out;
  for (bool first = true;; first = false) {
    const std::size_t end = text.find_first_of("\r\n");
    if (!first) out += line_end;
    out += text::printable(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  const std::string shown = shown_lines(text, '\n');
  std::string out;
  out.reserve(shown.size());
  for (const char c : shown) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string escaped_markdown(std::string_view text) {
  std::string out;
  for (const char c : shown_lines(text, ' ')) {
    if (c == '<') {
      out += "&lt;";
      continue;
    }
    if (std::string_view("\\`*_[]>|#&~!").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string link_target(std::string_view path, std::uint32_t line) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  // A first part with a colon would be a scheme.
  std::string out = path.starts_with('/') || path.starts_with("../") ? "" : "./";
  for (const char c : path) {
    if (text::is_alphanumeric(c) || std::string_view("/.-_~").find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
  }
  // "//host" would be another machine's.
  if (out.starts_with("//")) out.insert(0, "/.");
  return line == 0 ? out : out + "#L" + std::to_string(line);
}

}  // namespace notewell::report
