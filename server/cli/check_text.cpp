// The report that a person reads.

#include <algorithm>
#include <set>
#include <utility>

#include "cli/check_report.hpp"
#include "cli/unicode.hpp"

namespace notewell::cli {
namespace {

constexpr std::size_t excerpt_columns = 100;  // of a line of the note, where the terminal says nothing else

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

/// Who asks for what the rule asks for, what can be done about it, and where more is told.
std::string background(const lint::Finding& finding, const CheckedFile& file, const Terminal& terminal) {
  std::string out;
  std::string who;
  const auto& authorities = file.analysis->knowledge->rules->authorities;
  for (const std::string& id : finding.rule->authority) {
    const auto known = authorities.find(id);
    if (known == authorities.end()) continue;
    who += (who.empty() ? "" : "; ") + known->second.publisher + ", " + known->second.title;
  }
  out += hanging("asked by: ", Style::cyan, who, terminal);
  for (const lint::Fix& fix : lint::fixes(finding, *file.analysis->note))
    out += hanging("fix in an editor: ", Style::cyan, fix.title, terminal);
  return out + hanging("more: ", Style::cyan, "notewell explain " + finding.rule->id, terminal);
}

class Text : public Report {
 public:
  Text(Wordiness wordiness, const Terminal& terminal) : wordiness_(wordiness), terminal_(terminal) {}

  Rendered render(const CheckedFile& file) const override {
    Rendered out{.parts = {}, .knowledge = file.analysis->knowledge};
    const text::Text& text = file.analysis->text;
    const std::size_t width = terminal_.width == 0 ? excerpt_columns : terminal_.width;
    const lint::Finding* previous = nullptr;
    for (const lint::Finding* finding : file.findings) {
      const auto place_of = [&](text::Span span) {
        return place(file.path, visible_range(text, span, encoding()).start);
      };
      Rendered::Part part{.rule = finding->rule, .severity = finding->severity, .text = {}, .once = {}};
      part.text = terminal_.styled(Style::bold, place_of(finding->span)) + ' ' +
                  terminal_.styled(style_of(finding->severity), lint::name_of(finding->severity)) + ' ' +
                  terminal_.styled(Style::dim, finding->rule->id) + '\n' +
                  hanging("", Style::plain, finding->message, terminal_);
      if (previous == nullptr || previous->span != finding->span)
        part.text += excerpt(*finding, text, width, terminal_);
      for (const lint::Related& related : finding->related)
        part.text += "  " + (related.path.empty() ? place_of(related.span) : place(related.path, related.range.start)) +
                     ' ' + printable(related.message) + '\n';
      part.once = hanging("why: ", Style::cyan, finding->why, terminal_);
      if (wordiness_ == Wordiness::verbose) {
        part.text += std::exchange(part.once, {}) + background(*finding, file, terminal_);
      }
      out.parts.push_back(std::move(part));
      previous = finding;
    }
    if (wordiness_ == Wordiness::verbose && file.findings.empty())
      out.parts.push_back({.text = terminal_.styled(Style::bold, printable(file.path)) + ' ' +
                                   terminal_.styled(Style::green, "nothing found") + '\n'});
    return out;
  }
  std::string add(Rendered rendered) override {
    std::string out;
    for (const Rendered::Part& part : rendered.parts) {
      out += part.text;
      if (part.rule == nullptr) continue;
      // The same reason again and again is noise.
      if (explained_.insert(part.rule->id).second) out += part.once;
      out += '\n';
    }
    return out;
  }
  std::string end(const Summary& summary) override {
    return wordiness_ == Wordiness::quiet ? "" : text_summary(summary, terminal_);
  }

 private:
  Wordiness wordiness_;
  Terminal terminal_;
  std::set<std::string> explained_;  // rules
};

}  // namespace

std::unique_ptr<Report> text_report(Wordiness wordiness, const Terminal& terminal) {
  return std::make_unique<Text>(wordiness, terminal);
}

}  // namespace notewell::cli
