// The report that a person reads.

#include <algorithm>
#include <set>

#include "cli/check.hpp"
#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

constexpr std::size_t excerpt_columns = 100;  // of a line of the note, where the terminal says nothing else

Style style_of(lint::Severity severity) {
  switch (severity) {
    case lint::Severity::error:
      return Style::red;
    case lint::Severity::warning:
      return Style::yellow;
    case lint::Severity::information:
      return Style::blue;
    case lint::Severity::hint:
      return Style::cyan;
  }
  return Style::plain;
}

/// Where `at` is when `count` columns more are taken forwards from it, at most to `end`.
std::size_t forwards(std::string_view text, std::size_t at, std::size_t end, std::size_t count) {
  while (at < end) {
    const std::size_t size = first_character(text.substr(at)).size;
    const std::size_t width = columns(text.substr(at, size));
    if (width > count) break;
    count -= width;
    at += size;
  }
  return at;
}

std::size_t backwards(std::string_view text, std::size_t at, std::size_t count) {
  while (at > 0 && count > 0) {
    do --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    --count;
  }
  return at;
}

/// The line where the finding begins, cut to `width` columns around it, with the finding marked below.
std::string excerpt(const lint::Finding& finding, const text::Text& text, std::size_t width, const Terminal& terminal) {
  const std::uint32_t line_index = text.line_of(finding.span.begin);
  const text::Span line = text.line(line_index);
  const std::string_view bytes = text.slice(line);
  const std::size_t begin = std::min(finding.span.begin, line.end) - line.begin;
  const std::size_t end = std::clamp<std::size_t>(finding.span.end, line.begin + begin, line.end) - line.begin;

  const std::string number = std::to_string(line_index + 1);
  const std::size_t room = width > number.size() + 10 ? width - number.size() - 10 : 20;
  const std::size_t marked_end = forwards(bytes, begin, end, room);
  const std::size_t marked = std::max<std::size_t>(columns(bytes.substr(begin, marked_end - begin)), 1);
  std::size_t from = 0;
  std::size_t to = bytes.size();
  if (forwards(bytes, 0, bytes.size(), room) < bytes.size()) {
    const std::size_t spare = room > marked ? room - marked : 0;
    from = backwards(bytes, begin, spare / 2);
    to = forwards(bytes, marked_end, bytes.size(),
                  room - std::min(room, columns(bytes.substr(from, marked_end - from))));
    // Cut between words where there is a gap to cut at.
    if (const std::size_t gap = bytes.find(' ', from); from > 0 && gap < begin) from = gap + 1;
    if (const std::size_t gap = bytes.rfind(' ', to); to < bytes.size() && gap != std::string_view::npos)
      to = std::max(gap, marked_end);
  }
  const std::string before = (from > 0 ? "…" : "") + printable(bytes.substr(from, begin - from));
  const std::string after = printable(bytes.substr(marked_end, to - marked_end)) + (to < bytes.size() ? "…" : "");
  const Style style = style_of(finding.severity);
  const std::string gutter(number.size(), ' ');
  std::string out;
  out += "  " + terminal.styled(Style::dim, number + " │ ") + before +
         terminal.styled(style, printable(bytes.substr(begin, marked_end - begin))) + after + '\n';
  out += "  " + terminal.styled(Style::dim, gutter + " │ ") + std::string(columns(before), ' ') +
         terminal.styled(style, std::string(marked, '^')) + '\n';
  return out;
}

std::string place(const std::string& path, text::Position position) {
  return printable(path) + ':' + std::to_string(position.line + 1) + ':' + std::to_string(position.character + 1);
}

std::string place(const std::string& path, const text::Text& text, text::Offset at) {
  text::Position position = text.position(at, text::PositionEncoding::utf32);
  const bool behind_mark = position.line == 0 && position.character > 0 && text.bytes().starts_with("\xEF\xBB\xBF");
  if (behind_mark) --position.character;  // editors count no byte order mark
  return place(path, position);
}

/// Paragraphs hang under their first line, which begins with `label`.
std::string hanging(const std::string& label, Style style, std::string_view paragraph, const Terminal& terminal) {
  const std::size_t indent = 2 + label.size();
  std::string out;
  for (const std::string& line : wrapped(printable(paragraph), terminal.width == 0 ? 0 : terminal.width - indent)) {
    out += out.empty() ? "  " + terminal.styled(style, label) : std::string(indent, ' ');
    out += line + '\n';
  }
  return out;
}

std::string plural(std::size_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

}  // namespace

std::string text_report(const CheckedFile& file, const Terminal& terminal) {
  const text::Text& text = file.analysis->text;
  const std::size_t width = terminal.width == 0 ? excerpt_columns : terminal.width;
  std::string out;
  std::set<const lint::Rule*> explained;
  const lint::Finding* previous = nullptr;
  for (const lint::Finding* finding : file.findings) {
    const std::string severity(lint::name_of(finding->severity));
    out += terminal.styled(Style::bold, place(file.path, text, finding->span.begin)) + ' ' +
           terminal.styled(style_of(finding->severity), severity) + ' ' +
           terminal.styled(Style::dim, finding->rule->id) + '\n';
    out += hanging("", Style::plain, finding->message, terminal);
    if (previous == nullptr || previous->span != finding->span) out += excerpt(*finding, text, width, terminal);
    for (const lint::Related& related : finding->related) {
      const std::string where =
          related.path.empty() ? place(file.path, text, related.span.begin) : place(related.path, related.range.start);
      out += "  " + where + ' ' + printable(related.message) + '\n';
    }
    // The same reason twice in one note is noise.
    if (explained.insert(finding->rule).second) out += hanging("why: ", Style::cyan, finding->why, terminal);
    out += '\n';
    previous = finding;
  }
  return out;
}

std::string text_summary(const Summary& summary, const Terminal& terminal) {
  const Counts& counts = summary.counts;
  std::string out = plural(summary.files, "note", "notes") + " checked: ";
  if (std::ranges::all_of(counts, [](std::size_t count) { return count == 0; })) {
    out += summary.files > 0 ? terminal.styled(Style::green, "nothing found") : "nothing to find";
  } else {
    const auto part = [&](lint::Severity severity, const std::string& one, const std::string& many) {
      const std::size_t count = counts[static_cast<std::size_t>(severity)];
      if (count == 0) return;
      if (!out.ends_with(": ")) out += ", ";
      out += terminal.styled(style_of(severity), plural(count, one, many));
    };
    part(lint::Severity::error, "error", "errors");
    part(lint::Severity::warning, "warning", "warnings");
    part(lint::Severity::information, "piece of information", "pieces of information");
    part(lint::Severity::hint, "hint", "hints");
  }
  if (summary.problems > 0) out += "; " + plural(summary.problems, "path", "paths") + " could not be checked";
  return out + ".\n";
}

}  // namespace notewell::cli
