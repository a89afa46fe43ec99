#include "chart/ignore.hpp"

#include <algorithm>
#include <cctype>

namespace notewell::chart {
namespace {

std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = line.size();
  while (end > 0 && line[end - 1] == ' ') --end;
  // A space behind an odd number of backslashes is escaped and stays.
  std::size_t backslashes = 0;
  while (backslashes < end && line[end - 1 - backslashes] == '\\') ++backslashes;
  if (backslashes % 2 == 1 && end < line.size()) ++end;
  return line.substr(0, end);
}

/// Cuts at each '/', which a backslash does not hide.
std::vector<std::string> segments_of(std::string_view pattern) {
  std::vector<std::string> segments(1);
  for (const char c : pattern) {
    if (c != '/') {
      segments.back() += c;
      continue;
    }
    std::string& last = segments.back();
    const auto unescaped = std::find_if(last.rbegin(), last.rend(), [](char b) { return b != '\\'; });
    const auto backslashes = unescaped - last.rbegin();
    if (backslashes % 2 == 1) last.pop_back();
    segments.emplace_back();
  }
  return segments;
}

bool in_class(std::string_view name, unsigned char c, bool& known) {
  known = true;
  if (name == "alnum") return std::isalnum(c) != 0;
  if (name == "alpha") return std::isalpha(c) != 0;
  if (name == "blank") return c == ' ' || c == '\t';
  if (name == "cntrl") return std::iscntrl(c) != 0;
  if (name == "digit") return std::isdigit(c) != 0;
  if (name == "graph") return std::isgraph(c) != 0;
  if (name == "lower") return std::islower(c) != 0;
  if (name == "print") return std::isprint(c) != 0;
  if (name == "punct") return std::ispunct(c) != 0;
  if (name == "space") return std::isspace(c) != 0;
  if (name == "upper") return std::isupper(c) != 0;
  if (name == "xdigit") return std::isxdigit(c) != 0;
  known = false;
  return false;
}

/// What a bracket expression says of one character.
struct Bracket {
  bool closed = false;   // false: no ']' follows, and the pattern can match nothing
  bool matched = false;  // the character is among those named
  std::size_t size = 0;  // bytes of the pattern, both brackets included
};

Bracket match_bracket(std::string_view pattern, unsigned char c) {
  std::size_t at = 1;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  bool found = false;
  const std::size_t first = at;
  while (at < pattern.size() && (pattern[at] != ']' || at == first)) {
    if (pattern.substr(at).starts_with("[:")) {
      const std::size_t end = pattern.find(":]", at + 2);
      if (end != std::string_view::npos) {
        bool known = false;
        found |= in_class(pattern.substr(at + 2, end - at - 2), c, known);
        if (!known) return {};
        at = end + 2;
        continue;
      }
    }
    if (pattern[at] == '\\' && ++at == pattern.size()) return {};
    const auto low = static_cast<unsigned char>(pattern[at++]);
    auto high = low;
    if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
      ++at;
      if (pattern[at] == '\\' && ++at == pattern.size()) return {};
      high = static_cast<unsigned char>(pattern[at++]);
    }
    found |= low <= c && c <= high;
  }
  if (at >= pattern.size()) return {};
  return {.closed = true, .matched = found != negated, .size = at + 1};
}

/// Matches the first element of `pattern` (not '*') against `c`; returns how long the element is, 0 for no match.
std::size_t match_one(std::string_view pattern, char c) {
  switch (pattern.front()) {
    case '?':
      return 1;
    case '[': {
      const Bracket bracket = match_bracket(pattern, static_cast<unsigned char>(c));
      return bracket.closed && bracket.matched ? bracket.size : 0;
    }
    case '\\':
      return pattern.size() > 1 && pattern[1] == c ? 2 : 0;
    default:
      return pattern.front() == c ? 1 : 0;
  }
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view text) {
  // Only the last '*' is ever tried again: what an earlier one could win, the later one wins as well.
  std::string_view after_star;
  std::size_t retry = 0;
  bool starred = false;
  std::size_t at = 0;
  while (true) {
    if (!pattern.empty() && pattern.front() == '*') {
      pattern.remove_prefix(1);
      after_star = pattern;
      retry = at;
      starred = true;
    } else if (pattern.empty() && at == text.size()) {
      return true;
    } else if (const std::size_t used = pattern.empty() || at == text.size() ? 0 : match_one(pattern, text[at])) {
      pattern.remove_prefix(used);
      ++at;
    } else if (starred && retry < text.size()) {
      pattern = after_star;
      at = ++retry;
    } else {
      return false;
    }
  }
}

IgnorePatterns IgnorePatterns::parse(std::string_view content) {
  IgnorePatterns file;
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  while (!content.empty()) {
    const std::size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto pattern = parse_line(line)) file.patterns_.push_back(std::move(*pattern));
  }
  return file;
}

std::optional<IgnorePatterns::Pattern> IgnorePatterns::parse_line(std::string_view line) {
  if (line.starts_with('#')) return std::nullopt;
  line = without_trailing_spaces(line);
  Pattern pattern;
  if (line.starts_with('!')) {
    pattern.keeps = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.folders_only = true;
    line.remove_suffix(1);
  }
  if (line.empty()) return std::nullopt;
  pattern.any_depth = line.find('/') == std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  pattern.segments = segments_of(line);
  return pattern;
}

std::optional<bool> IgnorePatterns::ignores(std::string_view path, bool is_folder) const {
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->folders_only && !is_folder) continue;
    if (matches(*pattern, path)) return !pattern->keeps;
  }
  return std::nullopt;
}

bool IgnorePatterns::matches(const Pattern& pattern, std::string_view path) {
  if (pattern.any_depth) {
    const std::size_t slash = path.rfind('/');
    return glob_matches(pattern.segments.front(), slash == std::string_view::npos ? path : path.substr(slash + 1));
  }
  // The same walk as in glob_matches, over segments: "**" takes any number of them, at the pattern's end at least one.
  const auto& segments = pattern.segments;
  std::size_t segment = 0;
  std::size_t at = 0;  // where the path's next part begins; path.size() + 1 when all are used
  const std::size_t end = path.size() + 1;
  const auto part = [path](std::size_t from) {
    return path.substr(from, std::min(path.find('/', from), path.size()) - from);
  };
  bool starred = false;
  std::size_t after_star = 0;
  std::size_t retry = 0;
  while (true) {
    if (segment < segments.size() && segments[segment] == "**") {
      if (segment + 1 == segments.size()) return at < end;
      after_star = ++segment;
      retry = at;
      starred = true;
    } else if (segment == segments.size() && at == end) {
      return true;
    } else if (segment < segments.size() && at < end && glob_matches(segments[segment], part(at))) {
      ++segment;
      at += part(at).size() + 1;
    } else if (starred && retry < end) {
      retry += part(retry).size() + 1;
      segment = after_star;
      at = retry;
    } else {
      return false;
    }
  }
}

}  // namespace notewell::chart
