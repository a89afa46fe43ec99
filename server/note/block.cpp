#include "note/block.hpp"

#include <algorithm>

#include "note/goals.hpp"
#include "note/passage.hpp"

namespace notewell::note {
namespace {

using syntax::Kind;
using text::Offset;
using text::Span;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Without the marks that make a line a heading or a label: #, *, a bar before it, a colon at its end.
Span cleaned(std::string_view bytes, Span span) {
  const auto is_mark = [](char c) { return c == '#' || c == '*' || c == ':' || c == '|' || is_blank(c); };
  const auto drop_marks = [&] {
    while (!span.empty() && is_mark(bytes[span.begin])) ++span.begin;
    while (!span.empty() && is_mark(bytes[span.end - 1])) --span.end;
  };
  drop_marks();
  // "PLAN –", "**Data** -": a dash in the place of the colon
  for (const std::string_view dash : {"-", "–", "—"}) {
    if (bytes.substr(span.begin, span.size()).ends_with(dash)) span.end -= static_cast<Offset>(dash.size());
  }
  drop_marks();
  // "3. Time in"
  const std::string_view name = bytes.substr(span.begin, span.size());
  const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  if (digits != 0 && digits <= 2 && name.substr(digits).starts_with(". "))
    span.begin += static_cast<Offset>(digits + 2);
  return span;
}

/// A line of underscores right below a field with its value parts the header from what follows; below a label it is a
/// blank to be filled in, and above a name one to sign on.
bool is_bar(std::string_view bytes, Span span) {
  constexpr std::size_t shortest = 20;
  const std::string_view line = bytes.substr(span.begin, span.size());
  if (line.size() < shortest || line.find_first_not_of('_') != std::string_view::npos || span.begin == 0) return false;
  std::string_view before = bytes.substr(0, span.begin);
  if (!before.ends_with('\n') || bytes.find_first_not_of(" \t\r\n", span.end) != std::string_view::npos) return false;
  while (!before.empty() && is_blank(before.back())) before.remove_suffix(1);
  const std::string_view above = before.substr(before.find_last_of("\r\n") + 1);
  return above.find(": ") != std::string_view::npos;  // a field with its value; "Signature" asks for a hand
}

Reference read_reference(std::string_view bytes, Span span) {
  const auto name = leading_goal_name(bytes.substr(span.begin, span.size()));
  return {.span = span,
          .goal = name ? name->id.goal : std::uint16_t{0},
          .objective = name ? name->id.objective : std::uint16_t{0}};
}

/// `<!-- notewell: allow RULE[, RULE] because REASON -->`
Directive read_directive(std::string_view bytes, Span span) {
  Directive directive{.span = span, .rules = {}, .reason = {}};
  constexpr std::string_view opening = "<!--";
  constexpr std::string_view closing = "-->";
  std::size_t at = span.begin + opening.size();
  std::size_t end = span.end;
  if (bytes.substr(span.begin, span.size()).ends_with(closing)) end -= closing.size();
  const auto skip = [&](std::string_view marks) {
    while (at < end && (is_blank(bytes[at]) || marks.find(bytes[at]) != std::string_view::npos)) ++at;
  };
  const auto next_word = [&]() -> Span {
    skip("");
    const std::size_t begin = at;
    while (at < end && !is_blank(bytes[at]) && bytes[at] != ',') ++at;
    return {static_cast<Offset>(begin), static_cast<Offset>(at)};
  };
  const auto text_of = [&](Span word) { return bytes.substr(word.begin, word.size()); };
  next_word();  // notewell:
  directive.understood = text_of(next_word()) == "allow";
  if (!directive.understood) return directive;
  while (true) {
    skip(",");
    const Span word = next_word();
    if (word.empty()) break;
    if (text_of(word) == "because") {
      directive.reason = trimmed(bytes, {static_cast<Offset>(at), static_cast<Offset>(end)});
      if (text_of(directive.reason).starts_with("‹")) directive.reason = {};  // a prompt is no reason
      break;
    }
    directive.rules.emplace_back(text_of(word), word);
  }
  directive.understood = !directive.rules.empty();
  return directive;
}

/// Walks the flat nodes of one block and fills its facts.
class BlockReader {
 public:
  BlockReader(std::string_view bytes, std::span<const FlatNode> nodes, const Vocabulary& vocabulary)
      : nodes_(nodes), vocabulary_(vocabulary) {
    facts_.bytes = bytes;
  }

  BlockFacts read() && {
    collect_marks();
    switch (nodes_[0].kind) {
      case Kind::heading:
        read_heading();
        break;
      case Kind::label_heading:
        facts_.title = cleaned(facts_.bytes, nodes_[0].span);
        resolve_title();
        break;
      case Kind::field:
        read_field();
        break;
      case Kind::fence:
      case Kind::thematic_break:
      case Kind::comment:
      case Kind::directive:
        break;
      default:
        read_content(0, -1);
        break;
    }
    match_elements();
    return std::move(facts_);
  }

 private:
  void match_elements() {
    thread_local std::vector<int> cues;
    for (std::uint32_t s = 0; s != facts_.statements.size(); ++s) {
      const Span span = facts_.statements[s].span;
      vocabulary_.match_elements(std::string_view(facts_.bytes).substr(span.begin, span.size()), cues);
      for (const int cue : cues)
        facts_.element_matches.push_back({.statement = s, .cue = static_cast<std::uint16_t>(cue)});
    }
  }

  [[nodiscard]] std::string_view slice(Span span) const {
    return std::string_view(facts_.bytes).substr(span.begin, span.size());
  }

  void collect_marks() {
    for (const FlatNode& node : nodes_) {
      switch (node.kind) {
        case Kind::quote:
          facts_.quotes.push_back(node.span);
          break;
        case Kind::reference:
          facts_.references.push_back(read_reference(facts_.bytes, node.span));
          break;
        case Kind::placeholder:
          if (!is_bar(facts_.bytes, node.span)) facts_.placeholders.push_back(node.span);
          break;
        case Kind::directive:
          facts_.directives.push_back(read_directive(facts_.bytes, node.span));
          collect_blanks(node.span);
          break;
        default:
          break;
      }
    }
  }

  /// Prompts inside a directive, which the grammar takes as one token: "because ‹reason›".
  void collect_blanks(Span directive) {
    constexpr std::string_view open = "‹";
    constexpr std::string_view close = "›";
    const std::string_view bytes = facts_.bytes;
    for (std::size_t at = bytes.find(open, directive.begin); at < directive.end; at = bytes.find(open, at + 1)) {
      const std::size_t end = bytes.find(close, at);
      if (end == std::string_view::npos || end >= directive.end) return;
      facts_.placeholders.push_back({static_cast<Offset>(at), static_cast<Offset>(end + close.size())});
    }
  }

  void resolve_title() {
    const std::string_view title = slice(facts_.title);
    facts_.format = vocabulary_.format_named(title);
    facts_.section = section_of(title);
  }

  /// A title that the vocabulary knows as a whole, or by its last words, or without what stands in parentheses.
  [[nodiscard]] const SectionName* section_of(std::string_view title) const {
    if (const SectionName* section = vocabulary_.section_named(title); section != nullptr) return section;
    if (const std::size_t parenthesis = title.find('('); parenthesis != std::string_view::npos && parenthesis > 1) {
      return section_of(title.substr(0, parenthesis));
    }
    // "1. Data", "Client's response to intervention", "Session notes: Data"
    for (std::size_t at = title.find(' '); at != std::string_view::npos; at = title.find(' ', at + 1)) {
      const std::string_view rest = title.substr(at + 1);
      if (rest.size() < 4) break;
      if (const SectionName* section = vocabulary_.section_named(rest); section != nullptr) return section;
    }
    const std::size_t joint = title.find_first_of("/&");
    return joint == std::string_view::npos ? nullptr : vocabulary_.section_named(title.substr(0, joint));
  }

  void read_heading() {
    Span title{nodes_[0].span.end, nodes_[0].span.begin};
    for (std::size_t i = 1; i < nodes_.size(); i = nodes_[i].end) {
      if (nodes_[i].kind == Kind::heading_marker || nodes_[i].kind == Kind::setext_underline) continue;
      title = {std::min(title.begin, nodes_[i].span.begin), std::max(title.end, nodes_[i].span.end)};
    }
    if (title.begin < title.end) facts_.title = cleaned(facts_.bytes, title);
    resolve_title();
  }

  void read_field() {
    Label label;
    label.name = nodes_[0].span;
    Offset body = nodes_[0].span.end;
    for (const FlatNode& node : nodes_) {
      if (node.kind == Kind::field_name) {
        label.name = node.span;
        body = std::min<Offset>(node.span.end + 1, nodes_[0].span.end);  // behind the colon
        break;
      }
    }
    label.field = vocabulary_.field_named(slice(label.name));
    label.body = trimmed(facts_.bytes, {body, nodes_[0].span.end});
    facts_.labels.push_back(label);
  }

  /// The inline content of a node and the lines below it. `owner` is the option it stands under.
  void read_content(std::size_t parent, std::int16_t owner) {
    const std::size_t end = nodes_[parent].end;
    const bool in_item = nodes_[parent].kind == Kind::item;
    Segment segment{.option = owner};
    std::string_view group;
    bool first = true;
    for (std::size_t i = parent + 1; i < end; i = nodes_[i].end) {
      const FlatNode& node = nodes_[i];
      switch (node.kind) {
        case Kind::marker:
        case Kind::quote_marker:
        case Kind::comment:
        case Kind::directive:
          continue;
        case Kind::item:
        case Kind::paragraph:
        case Kind::labelled:
        case Kind::row:
        case Kind::block_quote:
          flush(segment);
          read_content(i, in_item || nodes_[parent].kind == Kind::row ? owner : std::int16_t{-1});
          segment = {.option = owner};
          break;
        case Kind::label:
          flush(segment);
          group = read_label(i, end, owner, segment);
          break;
        case Kind::option: {
          flush(segment);
          const bool own_line = in_item && first;
          const std::int16_t index = read_option(i, group, own_line ? &nodes_[parent] : nullptr, segment);
          if (own_line) owner = index;
          break;
        }
        default:
          extend(segment, node.span);
          break;
      }
      first = false;
    }
    flush(segment);
  }

  /// Narrative being gathered.
  struct Segment {
    Span span{1, 0};  // empty while begin > end
    Facet facet = Facet::none;
    std::int16_t option = -1;
  };

  static void extend(Segment& segment, Span span) {
    if (segment.span.begin > segment.span.end) {
      segment.span = span;
    } else {
      segment.span.end = span.end;
    }
  }

  void flush(Segment& segment) {
    if (segment.span.begin < segment.span.end) {
      analyse_passage(vocabulary_, {.span = segment.span, .facet = segment.facet, .option = segment.option}, facts_);
    }
    segment.span = {1, 0};
  }

  std::string_view read_label(std::size_t index, std::size_t end, std::int16_t owner, Segment& segment) {
    Label label;
    label.name = cleaned(facts_.bytes, nodes_[index].span);
    label.option = owner;
    std::size_t next = nodes_[index].end;
    Offset body_end = nodes_[index].span.end;
    while (next < end && nodes_[next].kind != Kind::label && nodes_[next].kind != Kind::item &&
           nodes_[next].kind != Kind::paragraph && nodes_[next].kind != Kind::labelled) {
      body_end = nodes_[next].span.end;
      next = nodes_[next].end;
    }
    label.body = trimmed(facts_.bytes, {nodes_[index].span.end, body_end});
    const std::string_view name = slice(label.name);
    // "Observed (sad): …" is a facet that names its option
    const std::size_t parenthesis = std::min(name.find('('), name.size());
    label.facet = vocabulary_.facet_named(name.substr(0, parenthesis)).value_or(Facet::none);
    label.section = vocabulary_.section_named(name);
    label.field = vocabulary_.field_named(name);
    label.group = vocabulary_.group_named(name);
    // "Fecha / Date": who writes for readers of two languages names a thing twice
    const std::size_t slash = name.find(" / ");
    if (slash != std::string_view::npos && label.section == nullptr && label.field == nullptr && label.group.empty()) {
      const std::string_view second = name.substr(slash + 3);
      label.section = vocabulary_.section_named(second);
      label.field = vocabulary_.field_named(second);
      label.group = vocabulary_.group_named(second);
    }
    facts_.labels.push_back(label);
    segment = {.facet = label.facet, .option = owner};
    if (label.facet != Facet::none && parenthesis != name.size()) {
      extend(segment, {label.name.begin + static_cast<Offset>(parenthesis), label.name.end});
    }
    const bool known =
        label.facet != Facet::none || label.section != nullptr || label.field != nullptr || !label.group.empty();
    const bool row = next > nodes_[index].end && nodes_[nodes_[index].end].kind == Kind::option;
    if (!known && !row && owner < 0)
      extend(segment, nodes_[index].span);  // "Client stated: …" is prose that happens to have a colon
    if (facts_.labels.size() == 1) facts_.title = label.name;
    return label.group;
  }

  /// Returns the option's index. Narrative that follows the name on its line goes into `segment`.
  std::int16_t read_option(std::size_t index, std::string_view group, const FlatNode* item, Segment& segment) {
    Option option;
    option.own_line = item != nullptr;
    const FlatNode& node = nodes_[index];
    Span label{node.span.end, node.span.end};
    for (std::size_t i = index + 1; i < node.end; ++i) {
      if (nodes_[i].kind == Kind::box_ticked || nodes_[i].kind == Kind::box_empty) {
        option.box = nodes_[i].span;
        option.ticked = nodes_[i].kind == Kind::box_ticked;
      } else if (nodes_[i].kind == Kind::option_label) {
        label = nodes_[i].span;
      }
    }
    const Span rest = split_label(label, group, option);
    option.item = trimmed(facts_.bytes, item != nullptr ? item->span : line_around(node.span));
    option.indent = item != nullptr ? columns_before(item->span.begin) : std::uint16_t{0};
    const auto position = static_cast<std::int16_t>(std::min<std::size_t>(facts_.options.size(), 0x7FFE));
    facts_.options.push_back(option);
    segment = {.option = option.own_line ? position : std::int16_t{-1}};
    if (!rest.empty()) {
      segment.option = position;
      extend(segment, rest);
    }
    return position;
  }

  /// Takes the name off the front of a label; what follows it is narrative ("sad: tearful when …").
  Span split_label(Span label, std::string_view group, Option& option) const {
    const std::string_view text = slice(label);
    const NamedEntry named = leading_entry(vocabulary_, text, group);
    option.entry = named.entry;
    Offset length = named.entry == no_concept ? label.size() : named.length;
    if (named.entry == no_concept) {
      for (const std::string_view mark : {": ", " - ", " – ", " — "}) {
        length = static_cast<Offset>(std::min<std::size_t>(length, text.find(mark)));
      }
    }
    const std::string_view rest = trimmed(text.substr(length));
    const bool marked = !rest.empty() && std::string_view(":-(,;/").find(rest.front()) != std::string_view::npos;
    const bool dashed = rest.starts_with("–") || rest.starts_with("—");
    if (rest.empty() || (!marked && !dashed && count_words(rest) < 3)) length = label.size();
    option.label = trimmed(facts_.bytes, {label.begin, label.begin + length});
    return trimmed(facts_.bytes, {label.begin + length, label.end});
  }

  /// The line that a span stands on. The last answer is kept: a row may hold very many boxes.
  [[nodiscard]] Span line_around(Span span) {
    if (line_.contains(span) && !line_.empty()) return line_;
    const std::string_view bytes = facts_.bytes;
    const std::size_t before = span.begin == 0 ? std::string_view::npos : bytes.find_last_of("\r\n", span.begin - 1);
    const std::size_t after = bytes.find_first_of("\r\n", span.end);
    line_ = {before == std::string_view::npos ? 0 : static_cast<Offset>(before + 1),
             static_cast<Offset>(std::min(after, bytes.size()))};
    return line_;
  }

  [[nodiscard]] std::uint16_t columns_before(Offset at) {
    std::uint16_t columns = 0;
    for (Offset i = line_around({at, at}).begin; i < at; ++i) {
      columns = static_cast<std::uint16_t>(facts_.bytes[i] == '\t' ? (columns / 4 + 1) * 4 : columns + 1);
    }
    return columns;
  }

  std::span<const FlatNode> nodes_;
  const Vocabulary& vocabulary_;
  BlockFacts facts_;
  Span line_;
};

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

Span trimmed(std::string_view bytes, Span span) {
  while (!span.empty() && is_blank(bytes[span.begin])) ++span.begin;
  while (!span.empty() && is_blank(bytes[span.end - 1])) --span.end;
  return span;
}

void flatten(syntax::Cursor& cursor, Span block, std::vector<FlatNode>& nodes) {
  const std::size_t index = nodes.size();
  const Span span = cursor.span();
  nodes.push_back({.kind = cursor.kind(),
                   .span = {std::clamp(span.begin, block.begin, block.end) - block.begin,
                            std::clamp(span.end, block.begin, block.end) - block.begin}});
  if (cursor.first_child()) {
    do {
      flatten(cursor, block, nodes);
    } while (cursor.next_sibling());
    cursor.parent();
  }
  nodes[index].end = static_cast<std::uint32_t>(nodes.size());
}

std::shared_ptr<const BlockFacts> read_block(std::string_view bytes, std::span<const FlatNode> nodes,
                                             const Vocabulary& vocabulary) {
  return std::make_shared<const BlockFacts>(BlockReader(bytes, nodes, vocabulary).read());
}

BlockKind block_kind(Kind form) {
  switch (form) {
    case Kind::field:
      return BlockKind::field;
    case Kind::heading:
    case Kind::label_heading:
      return BlockKind::heading;
    case Kind::labelled:
      return BlockKind::labelled;
    case Kind::paragraph:
      return BlockKind::paragraph;
    case Kind::item:
      return BlockKind::item;
    case Kind::block_quote:
      return BlockKind::block_quote;
    case Kind::table:
      return BlockKind::table;
    case Kind::directive:
      return BlockKind::directive;
    default:
      return BlockKind::other;
  }
}

}  // namespace notewell::note
