#include "cli/unified_diff.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

using Lines = std::vector<std::string_view>;

/// The lines with their line feeds, which alone part lines for `patch`.
Lines lines_of(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

/// Lines [first, last) give way to others.
struct Change {
  std::size_t first = 0;
  std::size_t last = 0;
  Lines lines;
};

/// The changed lines, in order, without what is the same at both ends of a change.
class Changes {
 public:
  Changes(std::string_view before, std::span<const text::Edit> edits) : before_(before), old_(lines_of(before)) {
    std::size_t line = 0;
    std::size_t line_begin = 0;
    for (std::size_t i = 0; i != edits.size();) {
      const std::size_t from = i;
      while (line < old_.size() && line_begin + old_[line].size() <= edits[i].replaced.begin &&
             old_[line].ends_with('\n'))
        line_begin += old_[line++].size();
      const std::size_t first = line;
      const std::size_t begin = line_begin;
      std::size_t end = begin;  // of the lines that the edits touch
      do {
        while (line < old_.size() &&
               (end <= edits[i].replaced.begin || end < edits[i].replaced.end || end == edits[i].replaced.end))
          end += old_[line++].size();
        ++i;
      } while (i != edits.size() &&
               (edits[i].replaced.begin < end || (line == old_.size() && !before_.ends_with('\n'))));
      line_begin = end;
      add(first, line, begin, end, edits.subspan(from, i - from));
    }
  }

  [[nodiscard]] const Lines& old_lines() const { return old_; }
  [[nodiscard]] const std::vector<Change>& list() const { return changes_; }

 private:
  void add(std::size_t first, std::size_t last, std::size_t begin, std::size_t end, std::span<const text::Edit> edits) {
    text::Edits here(edits.begin(), edits.end());
    for (text::Edit& edit : here) {
      edit.replaced.begin -= static_cast<text::Offset>(begin);
      edit.replaced.end -= static_cast<text::Offset>(begin);
    }
    texts_.push_back(std::make_unique<std::string>(text::applied(before_.substr(begin, end - begin), here)));
    Change change{.first = first, .last = last, .lines = lines_of(*texts_.back())};
    std::size_t same = 0;
    while (change.first + same < change.last && same < change.lines.size() &&
           old_[change.first + same] == change.lines[same])
      ++same;
    change.first += same;
    change.lines.erase(change.lines.begin(), change.lines.begin() + static_cast<std::ptrdiff_t>(same));
    while (change.first < change.last && !change.lines.empty() && old_[change.last - 1] == change.lines.back()) {
      --change.last;
      change.lines.pop_back();
    }
    if (change.first != change.last || !change.lines.empty()) changes_.push_back(std::move(change));
  }

  std::string_view before_;
  Lines old_;
  std::vector<std::unique_ptr<std::string>> texts_;  // that the new lines are parts of
  std::vector<Change> changes_;
};

class Writer {
 public:
  explicit Writer(const Terminal& terminal) : terminal_(terminal) {}

  void line(char mark, std::string_view text, Style style) {
    const bool ends = text.ends_with('\n');
    if (ends) text.remove_suffix(1);
    const std::string whole = mark + (terminal_.width == 0 ? std::string(text) : printable(text));
    out_ += terminal_.styled(style, whole) + '\n';
    if (!ends) out_ += "\\ No newline at end of file\n";
  }
  void note(Style style, std::string_view text) { out_ += terminal_.styled(style, text) + '\n'; }

  std::string finish() && { return std::move(out_); }

 private:
  const Terminal& terminal_;
  std::string out_;
};

/// "12,3": where lines begin, counted from 1, and how many they are; of no lines, the one before.
std::string range(std::size_t first, std::size_t count) {
  return std::to_string(count == 0 ? first : first + 1) + (count == 1 ? "" : "," + std::to_string(count));
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::span<const text::Edit> edits,
                         const Terminal& terminal) {
  constexpr std::size_t around = 3;
  const Changes changes(before, edits);
  const Lines& old = changes.old_lines();
  const std::vector<Change>& list = changes.list();
  if (list.empty()) return {};
  Writer out(terminal);
  out.note(Style::bold, "--- " + printable(path));
  out.note(Style::bold, "+++ " + printable(path));
  std::ptrdiff_t longer = 0;  // by how many lines the text is longer than before, up to here
  for (std::size_t i = 0; i != list.size();) {
    std::size_t end = i + 1;
    while (end != list.size() && list[end].first - list[end - 1].last <= 2 * around) ++end;
    const std::size_t first = list[i].first - std::min(list[i].first, around);
    const std::size_t last = std::min(list[end - 1].last + around, old.size());
    std::ptrdiff_t more = 0;
    for (std::size_t c = i; c != end; ++c)
      more +=
          static_cast<std::ptrdiff_t>(list[c].lines.size()) - static_cast<std::ptrdiff_t>(list[c].last - list[c].first);
    const auto shifted = [](std::size_t value, std::ptrdiff_t by) {
      return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(value) + by);
    };
    out.note(Style::cyan, "@@ -" + range(first, last - first) + " +" +
                              range(shifted(first, longer), shifted(last - first, more)) + " @@");
    std::size_t at = first;
    for (; i != end; ++i) {
      for (; at != list[i].first; ++at) out.line(' ', old[at], Style::plain);
      for (; at != list[i].last; ++at) out.line('-', old[at], Style::red);
      for (const std::string_view line : list[i].lines) out.line('+', line, Style::green);
    }
    for (; at != last; ++at) out.line(' ', old[at], Style::plain);
    longer += more;
  }
  return std::move(out).finish();
}

}  // namespace notewell::cli
