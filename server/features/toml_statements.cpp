#include "features/toml_statements.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace notewell::features {
namespace {

using text::Offset;
using text::Span;

class Scanner {
 public:
  Scanner(std::string_view bytes, Span part) : bytes_(bytes.substr(0, part.end)), at_(part.begin) {}

  std::vector<TomlStatement> run() && {
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '#') {
        at_ = line_end(at_);
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        ++at_;
      } else if (c == '[') {
        header();
      } else {
        pair();
      }
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::size_t line_end(std::size_t from) const {
    return std::min(bytes_.find('\n', from), bytes_.size());
  }

  /// The first of these characters, or `end`.
  [[nodiscard]] std::size_t find(std::size_t from, std::string_view characters, std::size_t end) const {
    const std::size_t found = bytes_.substr(0, end).find_first_of(characters, from);
    return std::min(found, end);
  }

  [[nodiscard]] Span trimmed(std::size_t begin, std::size_t end) const {
    const auto blank = [&](std::size_t i) { return bytes_[i] == ' ' || bytes_[i] == '\t' || bytes_[i] == '\r'; };
    while (begin < end && blank(begin)) ++begin;
    while (end > begin && blank(end - 1)) --end;
    return {static_cast<Offset>(begin), static_cast<Offset>(end)};
  }

  [[nodiscard]] std::string unquoted(Span span) const {
    std::string name(bytes_.substr(span.begin, span.size()));
    std::erase_if(name, [](char c) { return c == '"' || c == '\'' || c == ' ' || c == '\t'; });
    return name;
  }

  void header() {
    const std::size_t begin = at_;
    const std::size_t end = line_end(at_);
    const bool repeated = bytes_.substr(at_).starts_with("[[");
    at_ += repeated ? 2 : 1;
    const std::size_t close = find(at_, "]#", end);
    const Span name = trimmed(at_, close);
    table_ = unquoted(name);
    out_.push_back({.span = {static_cast<Offset>(begin), static_cast<Offset>(end)},
                    .table = table_,
                    .name = table_,
                    .at = name,
                    .header = true,
                    .repeated = repeated,
                    .value = {},
                    .texts = {}});
    at_ = end;
  }

  void pair() {
    const std::size_t begin = at_;
    const std::size_t end = line_end(at_);
    const std::size_t comment = find(at_, "#", end);
    const std::size_t equals = find(at_, "=", comment);
    TomlStatement& made = out_.emplace_back();
    made.at = trimmed(begin, equals);
    made.name = unquoted(made.at);
    made.table = table_;
    if (const std::size_t dot = made.name.rfind('.'); dot != std::string::npos) {  // options.RULE.KEY = …
      made.table += (made.table.empty() ? "" : ".") + made.name.substr(0, dot);
      made.name.erase(0, dot + 1);
    }
    made.assigns = equals != comment;
    at_ = made.assigns ? equals + 1 : end;
    if (made.assigns) value(made);
    made.span = {static_cast<Offset>(begin), static_cast<Offset>(at_)};
  }

  /// Up to the end of the line on which all brackets are closed.
  void value(TomlStatement& made) {
    const std::size_t begin = at_;
    int depth = 0;
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c == '\n') {
        if (depth <= 0 || begins_statement(at_ + 1)) break;
        ++at_;
      } else if (c == '#') {
        if (depth <= 0) made.value.end = static_cast<Offset>(at_);
        at_ = line_end(at_);
      } else if (c == '"' || c == '\'') {
        quoted(made, c);
      } else {
        if (c == '[' || c == '{') ++depth;
        if (c == ']' || c == '}') --depth;
        ++at_;
      }
    }
    made.value = {static_cast<Offset>(begin), made.value.end != 0 ? made.value.end : static_cast<Offset>(at_)};
  }

  void quoted(TomlStatement& made, char mark) {
    const std::string thrice(3, mark);
    const bool long_text = bytes_.substr(at_).starts_with(thrice);
    at_ += long_text ? 3 : 1;
    const std::size_t begin = at_;
    while (at_ < bytes_.size()) {
      if (long_text ? bytes_.substr(at_).starts_with(thrice) : bytes_[at_] == mark || bytes_[at_] == '\n') break;
      at_ += mark == '"' && bytes_[at_] == '\\' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] != '\n' ? 2 : 1;
    }
    made.texts.push_back({static_cast<Offset>(begin), static_cast<Offset>(at_)});
    if (at_ < bytes_.size() && bytes_[at_] == mark) at_ += long_text ? 3 : 1;
  }

  /// Whether the line can't go on a list: a list that its writer has not closed yet ends before it.
  [[nodiscard]] bool begins_statement(std::size_t begin) const {
    const std::size_t end = line_end(begin);
    const Span line = trimmed(begin, end);
    const std::string_view text = bytes_.substr(line.begin, line.size());
    if (text.starts_with("[[")) return true;
    if (text.starts_with('[')) return text.size() > 1 && text::is_letter(text[1]);
    const std::size_t name = std::min(text.find_first_of("= \t\"'#{["), text.size());
    const std::size_t next = text.find_first_not_of(" \t", name);
    return name != 0 && next != std::string_view::npos && text[next] == '=';
  }

  std::string_view bytes_;
  std::size_t at_;
  std::string table_;
  std::vector<TomlStatement> out_;
};

}  // namespace

std::vector<TomlStatement> toml_statements(std::string_view bytes, Span part) {
  return Scanner(bytes, part).run();
}

}  // namespace notewell::features
