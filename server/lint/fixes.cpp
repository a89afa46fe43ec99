// From a rule's [[fix]] to an edit of this note.

#include <algorithm>

#include "lint/checks/checks.hpp"
#include "lint/fix_pattern.hpp"

namespace notewell::lint {
namespace {

using note::Note;
using text::Offset;
using text::Span;

const std::string* argument(const Finding& finding, std::string_view name) {
  const auto it = std::ranges::find(finding.arguments, name, &std::pair<std::string, std::string>::first);
  return it == finding.arguments.end() ? nullptr : &it->second;
}

/// The line end that the note uses, by its first line.
std::string_view line_end(const Note& note) {
  const text::Span first = note.text.line(0);
  return note.text.slice({first.end, first.end + 2}) == "\r\n" ? "\r\n" : "\n";
}

/// The end of what stands at `at`'s line, without its line end.
Offset end_of_line(const Note& note, Offset at) {
  return note.text.line(note.text.line_of(at)).end;
}

std::string joined(const std::vector<std::string>& lines, std::string_view between) {
  std::string out;
  for (const std::string& line : lines) {
    if (&line != &lines.front()) out += between;
    out += line;
  }
  return out;
}

/// "- Observed: …" below a row of boxes names its box: "- Observed (sad): …".
std::string naming(const std::string& line, std::string_view option) {
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos) return line;
  return line.substr(0, colon) + " (" + std::string(option) + ")" + line.substr(colon);
}

struct Edit {
  Span replaced;
  std::string text;
};

Edit under_the_option(const Finding& finding, const Note& note, std::vector<std::string> lines) {
  const Offset end = end_of_line(note, finding.anchor.empty() ? finding.anchor.end : finding.anchor.end - 1);
  const std::string_view newline = line_end(note);
  // Below an item that is indented with tabs, one tab more.
  const std::string_view item = note.text.slice(note.text.line(note.text.line_of(finding.anchor.begin)));
  const std::string_view blanks = item.substr(0, std::min(item.find_first_not_of(" \t"), item.size()));
  const bool tabs = blanks.find('\t') != std::string_view::npos;
  std::string indent = tabs ? std::string(blanks) + "\t" : std::string(finding.anchor_indent + 2U, ' ');
  if (argument(finding, "row") != nullptr) {
    indent.clear();
    const std::string* option = argument(finding, "option");
    if (option == nullptr) option = argument(finding, "intervention");
    for (std::string& line : lines) line = naming(line, option == nullptr ? "" : *option);
  }
  std::string text;
  for (const std::string& line : lines) text += std::string(newline) + indent + line;
  return {.replaced = {end, end}, .text = std::move(text)};
}

/// The value of "name: value", put where an empty field wants it.
Edit fill_field(const Note& note, Span name, std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string value(line.substr(std::min(line.find_first_not_of(' ', colon + 1), line.size())));
  const std::string_view bytes = note.text.bytes();
  const Offset end = end_of_line(note, name.end);
  Offset at = static_cast<Offset>(std::min<std::size_t>(bytes.find(':', name.end) + 1, end));
  while (at < end && bytes[at] == '*') ++at;
  Offset next = at;
  while (next < end && (bytes[next] == ' ' || bytes[next] == '\t')) ++next;
  // Another field may follow on the line, two blanks away.
  return {.replaced = {at, next}, .text = " " + value + (next < end ? "  " : "")};
}

Edit header_field(const Finding& finding, const Note& note, const std::vector<std::string>& lines) {
  const std::string_view newline = line_end(note);
  const std::string line = joined(lines, newline);
  for (const note::Field& field : note.fields) {
    if (field.name == finding.span) return fill_field(note, field.name, line);
  }
  if (note.front_matter.empty()) {
    const Offset at = text_begin(note);
    const std::string_view rest = note.text.bytes().substr(at);
    const bool apart = rest.empty() || rest.front() == '\n' || rest.front() == '\r' || note.header_end_block != 0;
    return {.replaced = {at, at}, .text = line + std::string(newline) + (apart ? "" : std::string(newline))};
  }
  const Offset at = end_of_line(note, note.front_matter.begin);
  return {.replaced = {at, at}, .text = std::string(newline) + line};
}

Edit end_of_section(const Finding& finding, const Note& note, const std::vector<std::string>& lines) {
  const std::string_view newline = line_end(note);
  const note::Section* section = nullptr;
  for (const note::Section& one : note.sections) {
    if (one.title == finding.span || (!one.title.empty() && one.title.begin <= finding.span.begin)) section = &one;
  }
  Offset at = note.text.size();
  if (section != nullptr && section->end_block > section->first_block)
    at = note.blocks[section->end_block - 1].span().end;
  return {.replaced = {at, at}, .text = std::string(newline) + std::string(newline) + joined(lines, newline)};
}

Edit end_of_note(const Note& note, const std::vector<std::string>& lines) {
  const std::string_view newline = line_end(note);
  const std::string_view bytes = note.text.bytes();
  const std::size_t last = bytes.find_last_not_of(" \t\r\n");
  const auto at = static_cast<Offset>(last == std::string_view::npos ? 0 : last + 1);
  return {.replaced = {at, at},
          .text = (at == 0 ? "" : std::string(newline) + std::string(newline)) + joined(lines, newline)};
}

bool ends_sentence(std::string_view text) {
  while (text.ends_with('"') || text.ends_with(')')) text.remove_suffix(1);
  while (text.ends_with("”") || text.ends_with("’")) text.remove_suffix(std::string_view("”").size());
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
}

/// The end of the sentence that the statement ending at `at` belongs to, before its own final mark: a statement may be
/// a clause, up to a semicolon.
Offset last_clause_end(const Note& note, Offset at) {
  const auto block = std::ranges::upper_bound(note.blocks, at - 1, {}, &note::Block::begin) - 1;
  const auto& statements = block->facts->statements;
  for (std::size_t i = 0; i + 1 < statements.size(); ++i) {
    const Span here = block->absolute(statements[i].span);
    if (here.end < at) continue;
    const std::string_view gap = block->slice({statements[i].span.end, statements[i + 1].span.begin});
    if (!gap.starts_with(';')) break;
    at = block->absolute(statements[i + 1].span).end;
  }
  return at;
}

Edit after_the_statement(const Finding& finding, const Note& note, const std::vector<std::string>& lines) {
  const std::string_view bytes = note.text.bytes();
  Offset at = finding.anchor.empty() ? finding.anchor.end : last_clause_end(note, finding.anchor.end);
  while (at < bytes.size() && std::string_view(".!?\")").find(bytes[at]) != std::string_view::npos) ++at;
  const bool stopped = ends_sentence(bytes.substr(0, at));
  return {.replaced = {at, at}, .text = (stopped ? " " : ". ") + joined(lines, " ")};
}

/// Takes the anchored text out, with its line if nothing else stands on it.
Edit deletion(const Finding& finding, const Note& note) {
  Span span = finding.anchor;
  const Span first = note.text.line(note.text.line_of(span.begin));
  const std::uint32_t last_line = note.text.line_of(span.end);
  const Span last = note.text.line(last_line);
  const auto blank = [&](Span part) {
    return note.text.slice(part).find_first_not_of(" \t") == std::string_view::npos;
  };
  if (blank({first.begin, span.begin}) && blank({span.end, last.end})) {
    span = {first.begin,
            last_line + 1 < note.text.line_count() ? note.text.line(last_line + 1).begin : note.text.size()};
  }
  return {.replaced = span, .text = ""};
}

Edit edit_for(const FixPattern& pattern, const Finding& finding, const Note& note) {
  std::vector<std::string> lines;
  lines.reserve(pattern.snippet.size());
  for (const std::string& line : pattern.snippet) lines.push_back(with_arguments(line, finding.arguments));
  if (pattern.place == "under the option") return under_the_option(finding, note, std::move(lines));
  if (pattern.place == "header field") return header_field(finding, note, lines);
  if (pattern.place == "end of section") return end_of_section(finding, note, lines);
  if (pattern.place == "end of note") return end_of_note(note, lines);
  if (pattern.place == "after the statement") return after_the_statement(finding, note, lines);
  if (pattern.place == "delete") return deletion(finding, note);
  return {.replaced = finding.span, .text = joined(lines, line_end(note))};
}

}  // namespace

Fix made_fix(const FixPattern& pattern, const Finding& finding, const Note& note) {
  Edit edit = edit_for(pattern, finding, note);
  return {.title = with_arguments(pattern.title, finding.arguments),
          .replaced = edit.replaced,
          .replacement = parse_template(edit.text)};
}

std::vector<Fix> fixes(const Finding& finding, const Note& note) {
  std::vector<Fix> out;
  for (const FixPattern& pattern : finding.rule->fixes) {
    if (!pattern.when.empty() && argument(finding, pattern.when) == nullptr) continue;
    Fix fix = made_fix(pattern, finding, note);
    fix.preferred = out.empty();
    fix.safe = pattern.safe;
    out.push_back(std::move(fix));
  }
  // A category's own codes, as its check found them.
  for (int n = 0;; ++n) {
    const std::string* child = argument(finding, "child" + std::to_string(n));
    if (child == nullptr) break;
    out.push_back({.title = "Change to " + *child,
                   .replaced = finding.span,
                   .replacement = parse_template(child->substr(0, child->find(' '))),
                   .preferred = false,
                   .safe = false});
  }
  return out;
}

}  // namespace notewell::lint
