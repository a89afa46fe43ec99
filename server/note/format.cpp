#include "note/format.hpp"

#include <algorithm>
#include <array>

#include "note/clock.hpp"
#include "note/meaning.hpp"
#include "note/seal.hpp"
#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using syntax::Kind;
using text::Edit;
using text::Edits;
using text::Offset;
using text::Span;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_gap(char c) {
  return c == ' ' || c == '\t';
}

/// What the tree says of one line.
struct Line {
  Span content;           // without the blanks before and behind; empty: a blank line
  int indent = -1;        // columns before the content; -1: as it is
  bool verbatim = false;  // of a code fence
  bool opens = false;     // a heading, or the first line behind the front matter: a blank line stands before it
  bool aside = false;     // a comment or directive, which belongs to what follows it
};

/// The line end that most lines have.
std::string_view usual_line_end(const text::Text& text) {
  std::array<std::size_t, 3> counts{};
  constexpr std::array<std::string_view, 3> ends = {"\n", "\r\n", "\r"};
  for (std::uint32_t i = 0; i + 1 < text.line_count(); ++i) {
    const std::string_view end = text.slice({text.line(i).end, text.line(i + 1).begin});
    ++counts.at(static_cast<std::size_t>(std::ranges::find(ends, end) - ends.begin()));
  }
  return ends.at(static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin()));
}

/// Proposes edits from the tree alone; whether they leave the model as it is, format() looks at afterwards.
class Layout {
 public:
  Layout(const Note& note, const syntax::Tree& tree, const FormatOptions& options)
      : note_(note), text_(note.text), options_(options), line_end_(usual_line_end(text_)) {
    read_lines();
    syntax::Cursor root = tree.root();
    visit_children(root, 0);
    visit_dates();
    visit_gaps();
  }

  Edits finish() && {
    std::ranges::stable_sort(edits_, {}, &Edit::replaced);
    Edits out;
    for (Edit& edit : edits_) {
      if (!out.empty() && edit.replaced.begin < out.back().replaced.end) continue;
      if (!out.empty() && edit.replaced.begin == out.back().replaced.end) {
        out.back().replaced.end = edit.replaced.end;
        out.back().inserted += edit.inserted;
      } else {
        out.push_back(std::move(edit));
      }
    }
    return out;
  }

 private:
  [[nodiscard]] std::string_view slice(Span span) const { return text_.slice(span); }

  void replace(Span span, std::string_view with) {
    if (slice(span) != with) edits_.push_back({.replaced = span, .inserted = std::string(with)});
  }

  void read_lines() {
    lines_.resize(text_.line_count());
    for (std::uint32_t i = 0; i != lines_.size(); ++i) {
      Span line = text_.line(i);
      if (i == 0 && slice(line).starts_with(byte_order_mark)) line.begin += byte_order_mark.size();
      while (line.begin < line.end && is_gap(text_.bytes()[line.begin])) ++line.begin;
      while (line.begin < line.end && is_gap(text_.bytes()[line.end - 1])) --line.end;
      lines_[i].content = line;
    }
  }

  /// The lines that a node's text stands on: first and one past the last.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> lines_of(Span span) const {
    const std::uint32_t first = text_.line_of(span.begin);
    std::uint32_t last = text_.line_of(std::max(span.begin, span.end == 0 ? 0 : span.end - 1));
    while (last > first && lines_[last].content.empty()) --last;
    return {first, last + 1};
  }

  void indent(Span span, int first_column, int column) {
    const auto [first, end] = lines_of(span);
    for (std::uint32_t i = first; i != end; ++i) lines_[i].indent = i == first ? first_column : column;
  }

  // NOLINTNEXTLINE(misc-no-recursion): the grammar nests no deeper than six headings and eight items
  void visit_children(syntax::Cursor& cursor, int column) {
    if (!cursor.first_child()) return;
    do visit(cursor, column);
    while (cursor.next_sibling());
    cursor.parent();
  }

  /// `column` is where items and lines below the node in hand begin.
  // NOLINTNEXTLINE(misc-no-recursion): as visit_children
  void visit(syntax::Cursor& cursor, int column) {
    const Span span = cursor.span();
    switch (cursor.kind()) {
      case Kind::front_matter:
        visit_children(cursor, 0);
        return after_front_matter(span);
      case Kind::field:
        return visit_field(cursor);
      case Kind::section:
      case Kind::label_section:
        return visit_children(cursor, 0);
      case Kind::label_heading:
        lines_[text_.line_of(span.begin)].opens = true;
        return;
      case Kind::heading:
        return visit_heading(cursor);
      case Kind::item:
        return visit_item(cursor, column);
      case Kind::paragraph:
      case Kind::labelled:
        if (column != 0) indent(span, column, column);
        return visit_inline(cursor, column);
      case Kind::row:
        return visit_row(cursor);
      case Kind::table:
        return visit_children(cursor, 0);
      case Kind::block_quote:
        return visit_inline(cursor, 0);
      case Kind::fence: {
        const auto [first, end] = lines_of(span);
        for (std::uint32_t i = first; i != end; ++i) lines_[i].verbatim = true;
        return;
      }
      case Kind::comment:
      case Kind::directive:
        return visit_comment(span);
      default:
        return;
    }
  }

  void after_front_matter(Span span) {
    const auto [first, end] = lines_of(span);
    if (!slice(lines_[end - 1].content).starts_with('-') || end - 1 == first) return;  // not closed yet
    for (std::uint32_t i = end; i != lines_.size(); ++i) {
      if (lines_[i].content.empty()) continue;
      lines_[i].opens = true;
      return;
    }
  }

  /// What a comment holds beyond its first line stays where it is.
  void visit_comment(Span span) {
    const auto [first, end] = lines_of(span);
    lines_[first].aside = lines_[first].content.begin == span.begin;
    for (std::uint32_t i = first + 1; i != end; ++i) lines_[i].indent = -1;
    lines_[end - 1].aside = lines_[first].aside;
  }

  /// One blank between two things on one line, if nothing but blanks stands there.
  void one_blank(Offset from, Offset to) {
    const std::string_view gap = slice({from, to});
    if (from <= to && gap.find_first_not_of(" \t") == std::string_view::npos) replace({from, to}, " ");
  }

  void visit_field(syntax::Cursor& cursor) {
    if (!cursor.first_child()) return;
    Span name{};
    do {
      if (cursor.kind() == Kind::field_name) name = cursor.span();
      visit_mark(cursor.kind(), cursor.span());
    } while (cursor.next_sibling());
    cursor.parent();
    const std::string_view bytes = text_.bytes();
    Offset end = name.end;
    while (end > name.begin && is_gap(bytes[end - 1])) --end;
    if (name.end >= bytes.size() || bytes[name.end] != ':') return;
    replace({end, name.end}, "");
    Offset value = name.end + 1;
    const Offset line_end = lines_[text_.line_of(name.end)].content.end;
    while (value < line_end && is_gap(bytes[value])) ++value;
    if (value < line_end) one_blank(name.end + 1, value);
  }

  void visit_heading(syntax::Cursor& cursor) {
    const std::uint32_t line = text_.line_of(cursor.span().begin);
    lines_[line].opens = true;
    if (!cursor.first_child()) return;
    Span marker{};
    do {
      if (cursor.kind() == Kind::heading_marker) marker = cursor.span();
      visit_mark(cursor.kind(), cursor.span());
    } while (cursor.next_sibling());
    cursor.parent();
    if (marker.empty()) return;  // underlined
    const Offset end = lines_[line].content.end;
    const std::string_view bytes = text_.bytes();
    while (is_gap(bytes[marker.end - 1])) --marker.end;
    Offset title = marker.end;
    while (title < end && is_gap(bytes[title])) ++title;
    if (title == end) return;
    one_blank(marker.end, title);
    // "## Plan ##" is closed as it was opened; one # alone may be meant ("Session #").
    Offset close = end;
    while (close > title && bytes[close - 1] == '#') --close;
    if (end - close < 2 || end - close != marker.size() || close == title || !is_gap(bytes[close - 1])) return;
    while (close > title && is_gap(bytes[close - 1])) --close;
    replace({close, end}, "");
  }

  // NOLINTNEXTLINE(misc-no-recursion): as visit_children
  void visit_item(syntax::Cursor& cursor, int column) {
    const Span span = cursor.span();
    if (!cursor.first_child()) return;
    Span marker = cursor.span();
    cursor.parent();
    const std::string_view bytes = text_.bytes();
    while (marker.size() > 1 && is_gap(bytes[marker.end - 1])) --marker.end;
    const bool numbered = slice(marker).ends_with('.') || slice(marker).ends_with(')');
    const Offset end = lines_[text_.line_of(marker.begin)].content.end;
    // "+ --" stays: with a - in front it would be a line across the page.
    if (!numbered &&
        (end == marker.end || slice({marker.end, end}).find_first_not_of("- \t") != std::string_view::npos))
      replace(marker, "-");
    Offset content = marker.end;
    while (content < end && is_gap(bytes[content])) ++content;
    if (content < end) one_blank(marker.end, content);
    const int below = column + (numbered ? static_cast<int>(marker.size()) : 1) + 1;
    indent(span, column, below);
    visit_inline(cursor, below);
  }

  /// Boxes and labels on the lines of a node, and the blocks below it.
  // NOLINTNEXTLINE(misc-no-recursion): as visit_children
  void visit_inline(syntax::Cursor& cursor, int column) {
    if (!cursor.first_child()) return;
    Span label{};
    do {
      const Kind kind = cursor.kind();
      const Span span = cursor.span();
      // A label that follows one without a value is a field of its own, and the gap between them says so.
      if (!label.empty() && kind != Kind::label && text_.line_of(label.begin) == text_.line_of(span.begin))
        one_blank(label.end, span.begin);
      label = kind == Kind::label ? span : Span{};
      switch (kind) {
        case Kind::option:
          visit_option(cursor);
          break;
        case Kind::item:
        case Kind::paragraph:
        case Kind::labelled:
        case Kind::comment:
        case Kind::directive:
          visit(cursor, column);
          break;
        default:
          break;
      }
    } while (cursor.next_sibling());
    cursor.parent();
  }

  void visit_option(syntax::Cursor& cursor) {
    if (!cursor.first_child()) return;
    Span box{};
    do {
      visit_mark(cursor.kind(), cursor.span());
      if (cursor.kind() == Kind::option_label) {
        one_blank(box.end, cursor.span().begin);
      } else {
        box = cursor.span();
      }
    } while (cursor.next_sibling());
    cursor.parent();
  }

  /// A box in its usual spelling. One in parentheses is one of several to choose from, and keeps them.
  void visit_mark(Kind kind, Span span) {
    if (kind != Kind::box_ticked && kind != Kind::box_empty) return;
    const bool ticked = kind == Kind::box_ticked;
    // Right behind a word a bracket opens no box: "hit☑" stays.
    const char before = span.begin == 0 ? ' ' : text_.bytes()[span.begin - 1];
    if (!slice(span).starts_with('[') && (text::is_alphanumeric(before) || static_cast<unsigned char>(before) >= 0x80))
      return;
    if (slice(span).starts_with('(')) {
      replace(span, ticked ? "(x)" : "( )");
    } else {
      replace(span, ticked ? "[x]" : "[ ]");
    }
  }

  /// In a table columns may be lined up: only what keeps its width is changed.
  // NOLINTNEXTLINE(misc-no-recursion): as visit_children
  void visit_row(syntax::Cursor& cursor) {
    if (!cursor.first_child()) return;
    do {
      if (cursor.kind() == Kind::box_ticked && slice(cursor.span()) == "[X]") visit_mark(cursor.kind(), cursor.span());
      if (cursor.kind() == Kind::option) visit_row(cursor);
    } while (cursor.next_sibling());
    cursor.parent();
  }

  /// Dates of the header, in ISO 8601.
  void visit_dates() {
    const Offset header_end = note_.header_end_block == 0 ? 0 : note_.blocks[note_.header_end_block - 1].span().end;
    for (const Field& field : note_.fields) {
      if (field.name.begin >= header_end) break;
      if (field.id != "date" && field.id != "dob" && field.id != "review") continue;
      if (const auto date = unambiguous_date(slice(field.value), options_.dates)) {
        replace(field.value, iso_date(*date));
      }
    }
  }

  // ---------------------------------------------------------------------------------------- between the lines

  void visit_gaps() {
    std::uint32_t next = next_line(0);
    if (next != lines_.size() && !lines_[next].verbatim) {
      const Offset start = slice({0, 3}) == byte_order_mark ? 3 : 0;
      replace({start, std::max(start, text_.line(next).begin)}, "");
    }
    while (next != lines_.size()) {
      const std::uint32_t line = next;
      next = next_line(line + 1);
      visit_line(line);
      if (next == lines_.size()) {
        visit_end(line);
      } else {
        visit_gap(line, next);
      }
    }
    if (next_line(0) == lines_.size() && options_.trim_final_newlines && options_.trim_trailing_whitespace)
      replace({slice({0, 3}) == byte_order_mark ? 3U : 0U, text_.size()}, "");
  }

  /// The next line with something on it; a code fence's blank lines are something.
  [[nodiscard]] std::uint32_t next_line(std::uint32_t from) const {
    while (from < lines_.size() && lines_[from].content.empty() && !lines_[from].verbatim) ++from;
    return std::min<std::uint32_t>(from, static_cast<std::uint32_t>(lines_.size()));
  }

  void visit_line(std::uint32_t index) {
    const Line& line = lines_[index];
    const Span whole = text_.line(index);
    if (line.verbatim) return;
    if (line.indent >= 0)
      replace({index == 0 ? line.content.begin : whole.begin, line.content.begin},
              std::string(static_cast<std::size_t>(line.indent), ' '));
    if (options_.trim_trailing_whitespace) replace({line.content.end, whole.end}, "");
  }

  void line_end(std::uint32_t index) { replace({text_.line(index).end, text_.line(index + 1).begin}, line_end_); }

  void visit_gap(std::uint32_t line, std::uint32_t next) {
    line_end(line);
    if (next == line + 1) {
      const bool apart = lines_[next].opens && !lines_[line].aside;
      if (apart) replace({text_.line(next).begin, text_.line(next).begin}, line_end_);
      return;
    }
    if (options_.trim_trailing_whitespace) replace(text_.line(line + 1), "");
    line_end(line + 1);
    replace({text_.line(line + 2).begin, text_.line(next).begin}, "");
  }

  /// What stands behind the last line with something on it.
  void visit_end(std::uint32_t line) {
    const Offset end = text_.line(line).end;
    const auto last = static_cast<std::uint32_t>(lines_.size() - 1);
    if (line == last) {
      if (options_.insert_final_newline && !lines_[line].verbatim) replace({end, end}, line_end_);
      return;
    }
    for (std::uint32_t i = line; i != last; ++i) {
      if (i > line && options_.trim_final_newlines) break;
      line_end(i);
      if (i > line && options_.trim_trailing_whitespace) replace(text_.line(i), "");
    }
    const Offset behind = text_.line(options_.trim_final_newlines ? line + 1 : last).begin;
    if (options_.trim_final_newlines || options_.trim_trailing_whitespace) replace({behind, text_.size()}, "");
  }

  const Note& note_;
  const text::Text& text_;
  const FormatOptions& options_;
  std::string_view line_end_;
  std::vector<Line> lines_;
  Edits edits_;
};

/// The blocks, or the blank lines between them, that a span touches.
Span whole_blocks(const Note& note, Span span) {
  span = {note.text.line(note.text.line_of(span.begin)).begin, note.text.line(note.text.line_of(span.end)).end};
  auto it = std::ranges::upper_bound(note.blocks, span.begin, {}, &Block::begin);
  if (it != note.blocks.begin() && std::prev(it)->span().end > span.begin) span.begin = std::prev(it)->begin;
  it = std::ranges::upper_bound(note.blocks, span.end, {}, &Block::begin);
  if (it != note.blocks.begin()) span.end = std::max(span.end, std::prev(it)->span().end);
  return span;
}

/// The blocks that the spans touch, in order, each once.
std::vector<Span> whole_blocks(const Note& note, std::span<const Span> spans) {
  std::vector<Span> out;
  out.reserve(spans.size());
  for (const Span span : spans) out.push_back(whole_blocks(note, span));
  std::ranges::sort(out);
  std::size_t last = 0;
  for (const Span span : out) {
    if (span.begin <= out[last].end) {
      out[last].end = std::max(out[last].end, span.end);
    } else {
      out[++last] = span;
    }
  }
  if (!out.empty()) out.resize(last + 1);
  return out;
}

bool holds(std::span<const Span> apart, Span inner) {
  const auto it = std::ranges::upper_bound(apart, inner.begin, {}, &Span::begin);
  return it != apart.begin() && inner.end <= std::prev(it)->end;
}

/// A version of the note, with the tree that it was built from.
struct Version {
  std::shared_ptr<const Note> note;
  syntax::Tree tree;
};

/// How many versions of a note may be looked at, so that time stays linear. A note that needs more is left as it is.
int most_looks(Offset size) {
  constexpr Offset bytes = 1U << 20U;  // to read in all
  return static_cast<int>(std::clamp<Offset>(bytes / std::max<Offset>(size, 1), 4, 64));
}

/// Makes the proposed edits that leave the model as it is. Nearly always that is all of them; else it halves the list
/// until it knows which do not.
class Trial {
 public:
  Trial(const Note& note, const FormatOptions& options, std::string_view file_name)
      : note_(note), options_(options), file_name_(file_name) {}

  /// The edits of `proposed` that were made, and the version that they lead to; nothing if too many do not fit.
  std::optional<std::pair<Edits, Version>> made(std::span<const Edit> proposed, int& looks) {
    looks_ = &looks;
    kept_.clear();
    last_.reset();
    if (!take(proposed)) return std::nullopt;
    return std::pair(std::move(kept_), last_.value_or(Version{}));
  }

 private:
  /// False when it has looked too often.
  // NOLINTNEXTLINE(misc-no-recursion): as deep as the list can be halved
  bool take(std::span<const Edit> edits) {
    if (edits.empty()) return true;
    if (*looks_ >= most_looks(note_.text.size())) return false;
    ++*looks_;
    const std::size_t before = kept_.size();
    kept_.insert(kept_.end(), edits.begin(), edits.end());
    const text::Text text(text::applied(note_.text.bytes(), kept_));
    Version version{.note = nullptr, .tree = syntax::parse(text)};
    version.note = build(text, version.tree, note_.vocabulary, &note_, file_name_);
    if (same_meaning(note_, *version.note, options_.dates)) {
      last_ = std::move(version);
      return true;
    }
    kept_.resize(before);
    if (edits.size() == 1) return true;
    const std::size_t half = edits.size() / 2;
    return take(edits.first(half)) && take(edits.subspan(half));
  }

  const Note& note_;
  const FormatOptions& options_;
  std::string_view file_name_;
  int* looks_ = nullptr;
  Edits kept_;
  std::optional<Version> last_;
};

}  // namespace

Edits format(const Note& note, const syntax::Tree& tree, const FormatOptions& options, std::string_view file_name,
             std::span<const Span> within) {
  if (is_sealed(note)) return {};
  const std::vector<Span> blocks = whole_blocks(note, within);
  Edits all;
  int looks = 0;
  std::optional<Version> now;
  // What one edit did may make room for another that was not possible before it; so until nothing is left to do.
  while (true) {
    const Note& here = now ? *now->note : note;
    Edits proposed = Layout(here, now ? now->tree : tree, options).finish();
    if (!blocks.empty()) std::erase_if(proposed, [&](const Edit& edit) { return !holds(blocks, edit.replaced); });
    auto made = Trial(here, options, file_name).made(proposed, looks);
    if (!made) return {};
    auto& [edits, version] = *made;
    if (edits.empty()) return all;
    all = all.empty() ? std::move(edits) : text::composed(all, edits);
    if (!blocks.empty()) return all;  // their places are those of the first version
    now = std::move(version);
  }
}

}  // namespace notewell::note
