#include "note/note.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "note/block.hpp"
#include "note/date_time.hpp"
#include "note/opening_line.hpp"
#include "note/passage.hpp"
#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using syntax::Kind;
using text::Offset;
using text::Span;

constexpr std::size_t stride = 4096;  // bytes compared at once

/// How many bytes two texts of one length have in common at their begin.
std::size_t same_begin(std::string_view one, std::string_view other) {
  std::size_t at = 0;
  while (at + stride <= one.size() && std::memcmp(one.data() + at, other.data() + at, stride) == 0) at += stride;
  while (at != one.size() && one[at] == other[at]) ++at;
  return at;
}

/// The same of their end.
std::size_t same_end(std::string_view one, std::string_view other) {
  std::size_t left = one.size();
  while (left >= stride && std::memcmp(one.data() + left - stride, other.data() + left - stride, stride) == 0)
    left -= stride;
  while (left != 0 && one[left - 1] == other[left - 1]) --left;
  return one.size() - left;
}

/// Finds blocks of an earlier version whose text is the same, before and behind what changed.
class Earlier {
 public:
  Earlier(const Note* previous, std::string_view now) : previous_(previous), now_size_(now.size()) {
    if (previous_ == nullptr) return;
    const std::string_view old = previous_->text.bytes();
    const std::size_t shorter = std::min(old.size(), now.size());
    prefix_ = same_begin(old.substr(0, shorter), now.substr(0, shorter));
    const std::size_t left = shorter - prefix_;
    suffix_ = same_end(old.substr(old.size() - left), now.substr(now.size() - left));
  }

  /// The facts of the block that stood here, if it is the same still. Blocks are asked for in ascending order.
  std::shared_ptr<const BlockFacts> facts(Kind form, Span span) {
    if (previous_ == nullptr) return nullptr;
    std::size_t begin = span.begin;
    if (span.end > prefix_) {
      if (span.begin < now_size_ - suffix_) return nullptr;
      begin = span.begin + previous_->text.size() - now_size_;
    }
    const std::vector<Block>& blocks = previous_->blocks;
    while (next_ < blocks.size() && blocks[next_].begin < begin) ++next_;
    if (next_ == blocks.size() || blocks[next_].begin != begin || blocks[next_].form != form) return nullptr;
    // It lies where the texts are the same, so its bytes are if there are as many.
    const auto& facts = blocks[next_].facts;
    return facts->bytes.size() == span.size() ? facts : nullptr;
  }

 private:
  const Note* previous_;
  std::size_t now_size_;
  std::size_t prefix_ = 0;
  std::size_t suffix_ = 0;
  std::size_t next_ = 0;
};

/// Level of a heading by its form: the number of #s, 1 or 2 for an underline, 7 for a line that reads as a heading.
std::uint8_t heading_level(Kind form, std::string_view bytes) {
  if (form != Kind::heading) return 7;
  std::uint8_t level = 0;
  while (level < bytes.size() && bytes[level] == '#') ++level;
  if (level != 0) return std::min<std::uint8_t>(level, 6);
  return bytes.ends_with('=') ? 1 : 2;
}

class Builder {
 public:
  Builder(text::Text text, const syntax::Tree& tree, std::shared_ptr<const Vocabulary> vocabulary, const Note* previous)
      : note_(std::make_shared<Note>()), earlier_(nullptr, {}) {
    note_->text = std::move(text);
    note_->vocabulary = std::move(vocabulary);
    const bool same_words = previous != nullptr && previous->vocabulary == note_->vocabulary;
    earlier_ = Earlier(same_words ? previous : nullptr, note_->text.bytes());
    if (same_words) note_->blocks.reserve(previous->blocks.size() + 16);
    syntax::Cursor cursor = tree.root();
    gather(cursor);
  }

  std::shared_ptr<const Note> finish(std::string_view file_name) && {
    resolve_header();
    find_checklists();
    resolve_format();
    resolve_sections();
    resolve_fields();
    resolve_opening_line();
    resolve_kind(file_name);
    resolve_signature();
    return std::move(note_);
  }

 private:
  [[nodiscard]] std::string_view bytes() const { return note_->text.bytes(); }

  void gather(syntax::Cursor& cursor) {
    if (!cursor.first_child()) return;
    do {
      switch (const Kind form = cursor.kind()) {
        case Kind::front_matter:
          note_->front_matter = trimmed(bytes(), cursor.span());
          gather(cursor);
          break;
        case Kind::section:
        case Kind::label_section:
          gather(cursor);
          break;
        default:
          add_block(cursor, form);
          break;
      }
    } while (cursor.next_sibling());
    cursor.parent();
  }

  void add_block(syntax::Cursor& cursor, Kind form) {
    Span span = trimmed(bytes(), cursor.span());
    if (span.empty()) return;
    if (form == Kind::item) {  // the indentation belongs to an item: it tells what stands under what
      while (span.begin > 0 && (bytes()[span.begin - 1] == ' ' || bytes()[span.begin - 1] == '\t')) --span.begin;
    }
    if (auto facts = earlier_.facts(form, span); facts != nullptr) return push_block(form, span, std::move(facts));
    nodes_.clear();
    flatten(cursor, span, nodes_);
    const auto titles = form == Kind::paragraph || form == Kind::labelled ? title_lines(span) : std::vector<Span>{};
    if (titles.empty()) {
      push_block(form, span, read_block(note_->text.slice(span), nodes_, *note_->vocabulary));
    } else {
      add_parts(form, span, titles);
    }
  }

  void push_block(Kind form, Span span, std::shared_ptr<const BlockFacts> facts) {
    note_->blocks.push_back({.kind = block_kind(form), .begin = span.begin, .form = form, .facts = std::move(facts)});
  }

  /// Lines of the block in `nodes_` that are nothing but the name of a section, "Subjective", and begin the block or
  /// follow a whole sentence: records that were copied out of a form have their headings so. Places are the block's.
  [[nodiscard]] std::vector<Span> title_lines(Span block) const {
    constexpr std::size_t longest = 40;  // bytes
    const std::string_view lines = note_->text.slice(block);
    const auto is_break = [&](std::size_t at) { return at >= lines.size() || lines[at] == '\n' || lines[at] == '\r'; };
    std::vector<Span> out;
    for (std::size_t i = 1; i < nodes_.size(); i = nodes_[i].end) {
      const Span line = nodes_[i].span;
      if (nodes_[i].kind != Kind::text || line.empty() || line.size() > longest || !text::is_upper(lines[line.begin]) ||
          !(line.begin == 0 || is_break(line.begin - 1)) || !is_break(line.end))
        continue;
      const std::string_view before = trimmed(lines.substr(0, line.begin));
      constexpr std::string_view ends = ".!?:)\"";
      const bool follows =
          before.empty() || ends.find(before.back()) != std::string_view::npos || before.ends_with("”");
      if (follows && note_->vocabulary->section_named(lines.substr(line.begin, line.size())) != nullptr)
        out.push_back(line);
    }
    return out;
  }

  /// The block in `nodes_` as those that it stands for: what stands between its titles, and they themselves.
  void add_parts(Kind form, Span block, const std::vector<Span>& titles) {
    const std::vector<FlatNode> all = nodes_;
    const std::string_view lines = note_->text.slice(block);
    std::size_t next = 1;  // of `all`
    const auto add = [&](Kind kind, Span part) {
      part = trimmed(lines, part);
      if (part.empty()) return;
      nodes_.assign(1, {.kind = kind, .span = {0, part.size()}});
      while (next < all.size() && all[next].span.begin < part.begin) next = all[next].end;
      for (; next < all.size() && all[next].span.end <= part.end; next = all[next].end) {
        for (std::size_t i = next; i != all[next].end && kind != Kind::label_heading; ++i) {
          nodes_.push_back({.kind = all[i].kind,
                            .span = {all[i].span.begin - part.begin, all[i].span.end - part.begin},
                            .end = static_cast<std::uint32_t>(nodes_.size() + (all[i].end - i))});
        }
      }
      nodes_.front().end = static_cast<std::uint32_t>(nodes_.size());
      const Span place = part.shifted(block.begin);
      std::shared_ptr<const BlockFacts> facts = earlier_.facts(kind, place);
      if (facts == nullptr) facts = read_block(lines.substr(part.begin, part.size()), nodes_, *note_->vocabulary);
      push_block(kind, place, std::move(facts));
    };
    Offset at = 0;
    for (const Span title : titles) {
      add(at == 0 ? form : Kind::paragraph, {at, title.begin});
      add(Kind::label_heading, title);
      at = title.end;
    }
    add(Kind::paragraph, {at, block.size()});
  }

  /// The header: the front matter; without one, the labelled lines at the top that name fields.
  void resolve_header() {
    std::uint32_t end = 0;
    auto& blocks = note_->blocks;
    const bool front = !note_->front_matter.empty();
    for (std::uint32_t i = 0; i != blocks.size(); ++i) {
      Block& block = blocks[i];
      if (front && note_->front_matter.contains(block.begin)) {
        end = i + 1;
        continue;
      }
      if (block.kind == BlockKind::heading || block.kind == BlockKind::directive || block.kind == BlockKind::other) {
        // a title, a rule, a comment may stand among the header's lines; a section's heading ends them
        if (block.kind == BlockKind::heading && block.facts->section != nullptr && block.facts->format == nullptr &&
            !(i == 0 && can_stand_in_header(1) && can_stand_in_header(2)))  // "Session note" above fields is a title
          break;
        if (front && block.kind == BlockKind::heading) break;
        if (block.kind == BlockKind::directive) end = i + 1;
        continue;
      }
      constexpr std::uint32_t longest_title = 8;  // words of a title line that is not marked as a heading
      if (i == 0 && block.kind == BlockKind::paragraph && block.facts->words <= longest_title &&
          block.facts->options.empty()) {
        if (names_document(block.facts->bytes)) end = 1;
        continue;
      }
      if (!can_stand_in_header(i)) {
        // "LOCAL TITLE: …": a line or two that the vocabulary doesn't know, above those that it does
        if (is_unknown_line(i) &&
            (can_stand_in_header(i + 1) || (is_unknown_line(i + 1) && can_stand_in_header(i + 2)))) {
          block.kind = BlockKind::header_line;
          end = i + 1;
          continue;
        }
        break;
      }
      if (goes_on_as_narrative(block)) break;
      block.kind = BlockKind::header_line;
      end = i + 1;
    }
    note_->header_end_block = end;
  }

  /// "Psychotherapy progress note", "CRISIS SERVICE NOTE": the first line, if it is no sentence.
  [[nodiscard]] static bool names_document(std::string_view line) {
    constexpr auto words = std::to_array<std::string_view>({"note", "record", "report", "form", "summary"});
    const std::string folded = folded_title(line);
    return !folded.ends_with('.') &&
           std::ranges::any_of(words, [&](std::string_view word) { return folded.find(word) != std::string::npos; });
  }

  /// Where the value of a field ends: at the end of its line, if a sentence follows on the next one; a value that only
  /// wraps fills its line first.
  [[nodiscard]] static Offset value_end(const Block& block, const Label& label) {
    constexpr std::size_t full_line = 70;      // bytes
    constexpr std::uint32_t fewest_words = 6;  // of a sentence
    const std::string_view bytes = block.facts->bytes;
    const std::size_t break_at = bytes.find('\n', label.body.begin);
    if (label.field == nullptr || break_at >= label.body.end) return label.body.end;
    const std::size_t before = break_at == 0 ? std::string_view::npos : bytes.rfind('\n', break_at - 1);
    if (break_at - (before == std::string_view::npos ? 0 : before + 1) >= full_line) return label.body.end;
    const std::string_view rest = bytes.substr(break_at + 1, label.body.end - break_at - 1);
    const bool begins =
        !rest.empty() && ((rest[0] >= 'A' && rest[0] <= 'Z') || rest[0] == '"' || rest.starts_with("“"));
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const std::size_t stop = rest.find_first_of(".!?");
    const bool sentence = stop != std::string_view::npos && count_words(rest.substr(0, stop)) >= fewest_words;
    if (!begins || !sentence || count_words(line) < fewest_words) return label.body.end;
    const std::size_t value = bytes.find_last_not_of(" \t\r\n", break_at);
    return static_cast<Offset>(std::max<std::size_t>(value + 1, label.body.begin));
  }

  /// Whether narrative begins right below a line of the header.
  [[nodiscard]] static bool goes_on_as_narrative(const Block& block) {
    const Label& last = block.facts->labels.back();
    return value_end(block, last) != last.body.end;
  }

  [[nodiscard]] bool is_unknown_line(std::size_t index) const {
    if (index >= note_->blocks.size() || note_->blocks[index].kind != BlockKind::labelled) return false;
    const BlockFacts& facts = *note_->blocks[index].facts;
    constexpr std::size_t longest = 120;  // bytes
    return facts.options.empty() && facts.bytes.size() <= longest && facts.bytes.find('\n') == std::string::npos &&
           std::ranges::all_of(facts.labels, [](const Label& label) {
             return label.section == nullptr && label.facet == Facet::none && label.group.empty();
           });
  }

  [[nodiscard]] bool can_stand_in_header(std::size_t index) const {
    if (index >= note_->blocks.size()) return false;
    const Block& block = note_->blocks[index];
    return (block.kind == BlockKind::labelled || is_plain_item(block)) && is_header_line(block);
  }

  /// "- Client: J.D.": some write the header as a list.
  [[nodiscard]] static bool is_plain_item(const Block& block) {
    return block.kind == BlockKind::item && block.facts->options.empty() &&
           block.facts->bytes.find('\n') == std::string::npos;
  }

  [[nodiscard]] bool is_header_line(const Block& block) const {
    const auto& labels = block.facts->labels;
    if (labels.empty() || block.facts->section != nullptr) return false;
    const Label& label = labels.front();
    if (label.field == nullptr) {
      if (field_by_value(block.absolute(label.name), block.absolute(label.body)) != nullptr) return true;
      // "Grade: 3   Dx: F93.0": the line has a field, only the first it has not
      const auto is_field = [](const Label& one) {
        return one.field != nullptr && (one.section == nullptr || one.section->id == one.field->id);
      };
      return label.section == nullptr && label.facet == Facet::none && label.group.empty() &&
             std::any_of(labels.begin() + 1, labels.end(), is_field);
    }
    constexpr Offset longest_value = 120;  // bytes; more is narrative ("Presenting problem: …")
    const bool known_section = label.section != nullptr;
    const Offset size = value_end(block, label) - label.body.begin;
    return size <= (known_section ? 60U : longest_value) &&
           (!known_section || label.section->id != label.field->id || size < 60);
  }

  /// "Pt: 4471 | DOS 11/20/26 | 90834" below the narrative, where a printed form has its foot.
  [[nodiscard]] static bool is_footer(const Block& block) {
    const auto& labels = block.facts->labels;
    return block.kind == BlockKind::labelled && !labels.empty() && labels.front().field != nullptr &&
           (labels.front().field->id == "client" || labels.front().field->id == "date") &&
           block.facts->bytes.find(" | ") != std::string::npos;
  }

  /// "LOC: Office, client alone" tells a place, not a level of care.
  [[nodiscard]] const FieldName* field_by_value(Span name, Span value) const {
    const std::string_view told = note_->text.slice(value);
    const std::string_view first = told.substr(0, told.find_first_of("(,;|\r\n"));
    return note_->vocabulary->field_of_value(trimmed(first), note_->text.slice(name));
  }

  /// The one-letter headings in use ("S:", "## D"), and section ids, in order.
  void resolve_format() {
    std::vector<std::string_view> ids;
    std::vector<char> letters;
    for (std::uint32_t i = 0; i != note_->blocks.size(); ++i) {
      const Block& block = note_->blocks[i];
      const BlockFacts& facts = *block.facts;
      if (block.kind == BlockKind::heading && facts.format != nullptr && !named_format_) {
        named_format_ = true;
        note_->format = facts.format->format;
      }
      if (!opens_section(block)) continue;
      const std::string_view title = block.slice(facts.title);
      if (title.size() == 1) {
        letters.push_back(static_cast<char>(title.front() | 0x20));
      } else if (const SectionName* section = named_section(block); section != nullptr) {
        ids.emplace_back(section->id);
      }
    }
    std::size_t best = 0;
    const FormatName* best_format = nullptr;
    for (const FormatName& format : note_->vocabulary->formats()) {
      if (named_format_ && format.format != note_->format) continue;
      std::size_t matched = 0;
      std::vector<char> left = letters;  // one P is the problem or the plan, not both
      for (const std::string& id : format.sections) {
        const auto letter = std::ranges::find(format.letters, id, &std::pair<char, std::string>::second);
        const auto stands = letter == format.letters.end() ? left.end() : std::ranges::find(left, letter->first);
        if (stands == left.end() && std::ranges::find(ids, id) == ids.end()) continue;
        ++matched;
        if (stands != left.end()) left.erase(stands);
      }
      const std::size_t score = matched * 16 - std::min<std::size_t>(format.sections.size() - matched, 15);
      if ((matched >= 2 || named_format_) && score > best) {
        best = score;
        best_format = &format;
      }
    }
    letters_ = best_format != nullptr && letters.size() >= 2 ? best_format : nullptr;
    if (!named_format_ && best_format != nullptr) note_->format = best_format->format;
  }

  /// "Affect: [x] flat": a label and boxes of what it groups, and nothing told.
  [[nodiscard]] static bool is_row(const Block& block) {
    return block.kind == BlockKind::labelled && !block.facts->options.empty() && block.facts->statements.empty() &&
           !block.facts->labels.empty() && !block.facts->labels.front().group.empty();
  }

  /// "Behavior: [x] restless" among the rows of a checklist is one of them, whatever else its name may open. Rows for
  /// interventions are apart: what follows tells of them.
  void find_checklists() {
    checklist_.assign(note_->blocks.size(), false);
    for (std::size_t begin = 0; begin < checklist_.size(); ++begin) {
      std::size_t end = begin;
      bool plain = false;  // a row that opens nothing
      for (; end < checklist_.size() && is_row(note_->blocks[end]); ++end) {
        const Label& label = note_->blocks[end].facts->labels.front();
        if (label.group == "intervention") break;
        plain = plain || label.section == nullptr;
      }
      for (; plain && begin < end; ++begin) checklist_[begin] = true;
      begin = std::max(begin, end);
    }
  }

  [[nodiscard]] bool opens_section(const Block& block) const {
    if (block.kind == BlockKind::heading) return true;
    if (block.kind != BlockKind::labelled || block.facts->labels.empty()) return false;
    if (checklist_[static_cast<std::size_t>(&block - note_->blocks.data())]) return false;
    const Label& label = block.facts->labels.front();
    if (label.section != nullptr && is_header_line(block) && goes_on_as_narrative(block)) return false;
    return label.section != nullptr || label.name.size() == 1;
  }

  [[nodiscard]] static const SectionName* named_section(const Block& block) {
    return block.kind == BlockKind::heading ? block.facts->section : block.facts->labels.front().section;
  }

  void resolve_sections() {
    auto& sections = note_->sections;
    sections.push_back({.id = {}, .roles = {}, .title = {}});
    for (std::uint32_t i = 0; i != note_->blocks.size(); ++i) {
      Block& block = note_->blocks[i];
      if (i >= note_->header_end_block || block.kind == BlockKind::heading) {
        if (opens_section(block)) open_section(i);
      }
      block.section = static_cast<std::uint32_t>(sections.size() - 1);
    }
    sections.back().end_block = static_cast<std::uint32_t>(note_->blocks.size());
  }

  /// What a heading of one letter opens: PIRP's first P is the problem, its second the plan.
  [[nodiscard]] const SectionName* section_of_letter(char letter) const {
    const SectionName* name = nullptr;
    for (const auto& [of, id] : letters_->letters) {
      if (of != letter) continue;
      name = note_->vocabulary->section_by_id(id);
      if (std::ranges::find(note_->sections, id, &Section::id) == note_->sections.end()) break;
    }
    return name;
  }

  void open_section(std::uint32_t index) {
    auto& sections = note_->sections;
    const Block& block = note_->blocks[index];
    const std::string_view title = block.slice(block.facts->title);
    const SectionName* name = named_section(block);
    if (title.size() == 1) {
      name = nullptr;
      if (letters_ != nullptr) {
        const char letter = static_cast<char>(title.front() | 0x20);
        name = section_of_letter(letter);
        if (name == nullptr) name = named_section(block);  // "S O I R P" has two that SOAP lacks
      }
      if (name == nullptr && block.kind != BlockKind::heading) return;  // "Q: …" is a line like any other
    }
    Section section{.id = {}, .roles = {}, .title = block.absolute(block.facts->title)};
    section.level = block.kind == BlockKind::heading ? heading_level(block.form, block.facts->bytes) : std::uint8_t{7};
    section.first_block = index;
    std::int32_t parent = static_cast<std::int32_t>(sections.size()) - 1;
    while (parent > 0 && sections[static_cast<std::size_t>(parent)].level >= section.level) {
      parent = sections[static_cast<std::size_t>(parent)].parent;
    }
    section.parent = parent;
    if (block.facts->format != nullptr && name == nullptr) {
      section.roles = {};
    } else if (name != nullptr) {
      section.id = name->id;
      section.roles = name->roles;
    } else if (parent > 0) {
      section.roles = sections[static_cast<std::size_t>(parent)].roles;
    }
    section.addendum = section.roles.has(Role::addendum) || starts_with_addendum(title);
    if (section.addendum) section.roles.add(Role::addendum);
    sections.back().end_block = index;
    sections.push_back(section);
  }

  [[nodiscard]] static bool starts_with_addendum(std::string_view title) {
    constexpr std::string_view word = "addendum";
    return title.size() >= word.size() && std::ranges::equal(title.substr(0, word.size()), word, {},
                                                             [](char c) { return static_cast<char>(c | 0x20); });
  }

  void resolve_fields() {
    for (const Block& block : note_->blocks) {
      if (block.kind != BlockKind::field && block.kind != BlockKind::header_line && block.kind != BlockKind::labelled)
        continue;
      for (const Label& label : block.facts->labels) {
        Field field{.id = label.field != nullptr ? std::string_view(label.field->id) : std::string_view{},
                    .name = block.absolute(label.name),
                    .value = block.absolute({label.body.begin, value_end(block, label)})};
        if (block.kind == BlockKind::header_line || is_footer(block)) end_at_line(field);
        if (block.kind != BlockKind::labelled) {
          if (const FieldName* other = field_by_value(field.name, field.value)) field.id = other->id;
        }
        if (field.id.empty() && block.kind != BlockKind::field) continue;
        // "Session: 4:00 PM – 4:53 PM" tells no number.
        if (field.id == "session-number" && tells_times(note_->text.slice(field.value))) field.id = "time";
        note_->fields.push_back(field);
      }
    }
  }

  /// Fields above the narrative whose name is a line of its own with the value below, or a cell with the value beside
  /// it.
  void find_apart() {
    constexpr std::size_t blocks_at_top = 40;
    constexpr std::size_t longest_table = 4096;  // bytes
    for (std::size_t b = 0; b < std::min(blocks_at_top, note_->blocks.size()); ++b) {
      const Block& block = note_->blocks[b];
      const std::string_view lines = block.facts->bytes;
      if (block.kind == BlockKind::heading) {
        const SectionName* section = block.facts->section;
        if (section != nullptr && section->id != "diagnosis") return;
        const FieldName* field = note_->vocabulary->field_named(block.slice(block.facts->title));
        if (field == nullptr || b + 1 == note_->blocks.size()) continue;
        const Block& below = note_->blocks[b + 1];
        const std::string_view value = below.facts->bytes;
        constexpr std::size_t longest = 120;  // bytes
        if (below.kind == BlockKind::paragraph && value.find('\n') == std::string_view::npos && value.size() <= longest)
          add_apart(*field, block.absolute(block.facts->title), below.span());
      } else if (block.kind == BlockKind::table && lines.size() <= longest_table) {
        find_in_cells(block, lines);
      }
    }
  }

  void find_in_cells(const Block& block, std::string_view rows) {
    for (std::size_t at = 0; at < rows.size();) {
      const std::size_t end = std::min(rows.find('\n', at), rows.size());
      std::vector<Span> cells;
      for (std::size_t bar = rows.find('|', at); bar < end;) {
        const std::size_t next = std::min(rows.find('|', bar + 1), end);
        if (next != end) cells.push_back(trimmed(rows, {static_cast<Offset>(bar + 1), static_cast<Offset>(next)}));
        bar = next;
      }
      for (std::size_t c = 0; c + 1 < cells.size(); c += 2) {
        const FieldName* field = note_->vocabulary->field_named(block.slice(cells[c]));
        if (field != nullptr && !cells[c + 1].empty())
          add_apart(*field, block.absolute(cells[c]), block.absolute(cells[c + 1]));
      }
      at = end + 1;
    }
  }

  void add_apart(const FieldName& name, Span place, Span value) {
    const Field field{.id = name.id, .name = place, .value = value};
    if (!is_told(field)) note_->fields.push_back(field);
  }

  /// A date, a code, a time stand on one line; names, places and diagnoses may go on below. A bar ends any of them.
  void end_at_line(Field& field) const {
    const std::size_t bar = note_->text.slice(field.value).find(" |");
    if (bar != std::string_view::npos)
      field.value = trimmed(bytes(), {field.value.begin, field.value.begin + static_cast<Offset>(bar)});
    constexpr std::array<std::string_view, 9> short_ones = {
        "date", "time", "start-time", "end-time", "duration", "code", "modifier", "session-number", "dob"};
    if (std::ranges::find(short_ones, field.id) == short_ones.end()) return;
    const std::string_view value = note_->text.slice(field.value);
    const std::size_t end = value.find_first_of("\r\n");
    if (end != std::string_view::npos)
      field.value = trimmed(bytes(), {field.value.begin, field.value.begin + static_cast<Offset>(end)});
  }

  [[nodiscard]] static bool tells_times(std::string_view value) {
    return parse_time_range(trimmed(value.substr(0, value.find_first_of("(,;")))).has_value();
  }

  /// Where no label says what the session was, the lines at the top may.
  void resolve_opening_line() {
    find_apart();
    find_unlabelled();
    find_code_in_values();
    find_times_behind_date();
    find_times_in_values();
    find_diagnosis_in_header();
    find_couple();
    if (note_->field("date") == nullptr) find_opening_fields();
    find_in_lines_at_top();
  }

  void find_opening_fields() {
    if (note_->blocks.empty()) return;
    const Block& first = note_->blocks.front();
    if (first.kind != BlockKind::heading && first.kind != BlockKind::paragraph) return;
    const std::string_view own = first.facts->bytes;
    // "AB 11/20/26 0900-0950" above "CPT 90834" is no narrative, whatever it begins with.
    const Field* code = note_->field("code");
    const bool title = first.kind == BlockKind::heading || (code != nullptr && first.span().contains(code->value));
    for (const Field& field :
         opening_fields(own.substr(0, own.find_first_of("\r\n")), first.begin, title, *note_->vocabulary))
      if (!is_told(field)) note_->fields.push_back(field);
  }

  [[nodiscard]] bool is_told(const Field& field) const {
    return note_->field(field.id) != nullptr || (field.id == "time" && tells_when());
  }

  /// "A. and his mother, family session, 4:00 to 4:50 pm, 90847. Dx F91.3.", "Pt: 4471 / DOS: 10/20/26 / 7:45-8:15 am /
  /// 90832": above the narrative, lines that name a service, a diagnosis, or a date and times say the rest as well.
  void find_in_lines_at_top() {
    constexpr std::size_t blocks_at_top = 8;
    constexpr std::uint32_t longest = 60;  // words of a paragraph that may say it; a longer one is narrative
    constexpr auto asked = std::to_array<std::string_view>({"date", "code", "diagnosis", "client"});
    if (tells_when() && std::ranges::all_of(asked, [&](std::string_view id) { return note_->field(id) != nullptr; }))
      return;
    for (std::size_t b = 0; b < std::min(blocks_at_top, note_->blocks.size()); ++b) {
      const Block& block = note_->blocks[b];
      if (note_->front_matter.contains(block.begin)) continue;
      const Section& section = note_->sections[block.section];
      if (section.roles != Roles{} && section.id != "diagnosis") return;
      const bool lines_of_text = block.kind == BlockKind::heading || block.kind == BlockKind::paragraph ||
                                 block.kind == BlockKind::labelled || block.kind == BlockKind::header_line ||
                                 block.kind == BlockKind::item;
      if (!lines_of_text || !block.facts->options.empty()) continue;
      if (block.facts->words > longest) return;
      const std::string_view lines = block.facts->bytes;
      bool told = false;
      for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find_first_of("\r\n", at), lines.size());
        const Offset begin = block.begin + static_cast<Offset>(at);
        const std::vector<Field> found = fields_of_line(lines.substr(at, end - at), begin, *note_->vocabulary);
        told = told || !found.empty();
        add_of_line(found);
        at = end + 1;
      }
      if (!told) continue;
      add_of_line(fields_without_colon(lines, block.begin, *note_->vocabulary));
      find_between_bars(block);
    }
  }

  /// What the header lacks of `found`. The value of a field that takes up the line ends where the next piece begins.
  void add_of_line(std::vector<Field> found) {
    std::erase_if(found, [&](const Field& field) { return is_told(field); });
    if (found.empty()) return;
    const Span first = std::ranges::min_element(found, {}, [](const Field& one) { return one.name.begin; })->name;
    for (Field& other : note_->fields) {
      if (other.value.begin >= first.begin || first.begin >= other.value.end) continue;
      const std::string_view before = note_->text.slice({other.value.begin, first.begin});
      std::size_t end = before.size();
      for (const std::string_view parts : {" / ", "; ", ", ", " | ", "  "}) end = std::min(end, before.find(parts));
      for (std::size_t stop = before.find(". "); stop < end; stop = before.find(". ", stop + 1)) {
        if (stop >= 2 && before[stop - 2] != ' ') end = stop;  // not behind an initial: "M. Cole"
      }
      other.value = trimmed(bytes(), {other.value.begin, other.value.begin + static_cast<Offset>(end)});
    }
    note_->fields.insert(note_->fields.end(), found.begin(), found.end());
  }

  /// "CPT 90837", "Dx F32.1", without a colon, in the lines at the top, in a short line above or right below them, or
  /// at the foot.
  void find_unlabelled() {
    constexpr std::uint32_t longest = 16;  // words of that line
    for (std::uint32_t b = 0; b != note_->blocks.size(); ++b) {
      const Block& block = note_->blocks[b];
      const std::string& lines = block.facts->bytes;
      const bool beside = (b == note_->header_end_block || (b == 0 && note_->header_end_block != 0)) &&
                          block.kind == BlockKind::paragraph && block.facts->words <= longest && !lines.ends_with('.');
      if (block.kind != BlockKind::header_line && !beside && !is_footer(block)) continue;
      for (const Field& found : fields_without_colon(lines, block.begin, *note_->vocabulary)) {
        if (note_->field(found.id) != nullptr) continue;
        end_values_before(found.name);
        note_->fields.push_back(found);
      }
      if (beside) continue;
      find_between_bars(block);
      find_behind_gaps(block);
    }
  }

  /// "11-19-2026, 6:00-6:53pm": what parts them is no part of the date.
  [[nodiscard]] Span without_comma(Span value) const {
    if (!value.empty() && bytes()[value.end - 1] == ',') --value.end;
    return value;
  }

  [[nodiscard]] bool tells_when() const {
    return note_->field("time") != nullptr || note_->field("start-time") != nullptr;
  }

  /// "DOS: 10/29/2026 4:00-4:55 pm", "DOS 10/29/2026   4:00-4:55 pm  CPT 90837": up to the next field of the line.
  void find_times_behind_date() {
    const Field* date = note_->field("date");
    if (date == nullptr || tells_when()) return;
    const Span value = date->value;
    Offset end = note_->text.line(note_->text.line_of(value.begin)).end;
    for (const Field& field : note_->fields) {
      if (field.name.begin > value.begin) end = std::min(end, field.name.begin);
    }
    const Span rest{value.begin, std::max(end, value.end)};
    for (const Field& field : opening_fields(note_->text.slice(rest), rest.begin, true, *note_->vocabulary)) {
      if (field.id != "time") continue;
      const auto is_date = [&](const Field& one) { return one.id == "date" && one.value == value; };
      std::ranges::find_if(note_->fields, is_date)->value =
          without_comma(trimmed(bytes(), {value.begin, std::min(value.end, field.value.begin)}));
      note_->fields.push_back(field);
      return;
    }
  }

  /// "Service: 90837, 9:00-9:54", "Session type: individual, 50 min (1:00 pm – 1:50 pm)"
  void find_times_in_values() {
    if (tells_when()) return;
    for (const std::string_view id : {"code", "modality", "session-number", "kind", "duration", "place"}) {
      const Field* field = note_->field(id);
      if (field == nullptr) continue;
      const Span times = time_range_in(note_->text.slice(field->value)).shifted(field->value.begin);
      if (times.empty()) continue;
      note_->fields.push_back({.id = "time", .name = times, .value = times});
      return;
    }
    // "E/M: 2:00-2:18 PM.  Psychotherapy (apart from E/M): 2:18-2:42 PM"
    for (std::uint32_t b = 0; b != note_->header_end_block; ++b) {
      const Block& block = note_->blocks[b];
      const std::string lines = folded_title(block.facts->bytes);
      const std::size_t at = lines.find("psychotherapy");
      if (block.kind != BlockKind::header_line || at == std::string::npos) continue;
      const Span times = time_range_in(std::string_view(block.facts->bytes).substr(at));
      if (times.empty()) continue;
      const Span place = block.absolute(times.shifted(static_cast<Offset>(at)));
      note_->fields.push_back({.id = "time", .name = place, .value = place});
      return;
    }
  }

  /// "Session type: Individual (90837)", "Type: play therapy (90834)"
  void find_code_in_values() {
    if (note_->field("code") != nullptr) return;
    // What tells the service by its field, and what the vocabulary has no field for: a record's number is no code.
    constexpr auto telling =
        std::to_array<std::string_view>({"modality", "time", "date", "duration", "session-number", "kind"});
    const auto add = [&](Span value) {
      const Span code = service_code_in(note_->text.slice(value), *note_->vocabulary).shifted(value.begin);
      if (!code.empty()) note_->fields.push_back({.id = "code", .name = code, .value = code});
      return !code.empty();
    };
    for (const std::string_view id : telling) {
      const Field* field = note_->field(id);
      if (field != nullptr && add(field->value)) return;
    }
    for (std::uint32_t b = 0; b != note_->header_end_block; ++b) {
      const Block& block = note_->blocks[b];
      if (block.kind != BlockKind::header_line) continue;
      for (const Label& label : block.facts->labels) {
        const std::string name = folded_title(block.slice(label.name));
        const bool of_service = name.find("type") != std::string::npos || name.find("session") != std::string::npos ||
                                name.find("visit") != std::string::npos;
        if (label.field == nullptr && of_service && add(block.absolute(label.body))) return;
      }
    }
  }

  /// "IP: Renata (F33.1)"
  void find_diagnosis_in_header() {
    if (note_->field("diagnosis") != nullptr) return;
    for (std::uint32_t b = 0; b != note_->header_end_block; ++b) {
      const Block& block = note_->blocks[b];
      if (block.kind != BlockKind::header_line) continue;
      const Span code = diagnosis_code_in(block.facts->bytes, *note_->vocabulary);
      if (code.empty()) continue;
      note_->fields.push_back({.id = "diagnosis", .name = block.absolute(code), .value = block.absolute(code)});
      return;
    }
  }

  /// "Clients: Amina and Jorge" tells who took part as well.
  void find_couple() {
    const Field* clients = note_->field("client");
    if (clients == nullptr || note_->field("participants") != nullptr) return;
    const std::string name = text::lower_case(note_->text.slice(clients->name));
    if (name != "clients" && name != "couple") return;
    Field participants = *clients;
    participants.id = "participants";
    note_->fields.push_back(participants);
  }

  /// "Client: A.B. | 1:05p-1:58p | 90837"
  void find_between_bars(const Block& block) {
    const std::string_view lines = block.facts->bytes;
    for (std::size_t bar = lines.find('|'); bar != std::string_view::npos; bar = lines.find('|', bar + 1)) {
      const std::size_t end = std::min(lines.find_first_of("|\r\n", bar + 1), lines.size());
      const Span piece = trimmed(lines, {static_cast<Offset>(bar + 1), static_cast<Offset>(end)});
      const std::string_view told = lines.substr(piece.begin, piece.size());
      const auto add_at = [&](std::string_view id, Span name, Span value) {
        if (note_->field(id) == nullptr)
          note_->fields.push_back({.id = id, .name = block.absolute(name), .value = block.absolute(value)});
      };
      const auto add = [&](std::string_view id) { add_at(id, piece, piece); };
      if (const std::size_t colon = told.find(": "); block.kind == BlockKind::paragraph && colon != std::string::npos) {
        const auto middle = piece.begin + static_cast<Offset>(colon);
        if (const FieldName* field = note_->vocabulary->field_named(told.substr(0, colon)))  // "Present: pt"
          add_at(field->id, {piece.begin, middle}, trimmed(lines, {middle + 1, piece.end}));
      }
      if (note_->vocabulary->service_code(told) != nullptr) add("code");
      if (parse_date(told)) add("date");
      if (begins_with_icd10(told)) add("diagnosis");
      const std::string_view plain = trimmed(told.substr(0, told.find_first_of("(,;")));  // "Telehealth (video)"
      if (const auto* field = note_->vocabulary->field_of_value(plain)) add(field->id);
      const Span times = time_range_in(told).shifted(piece.begin);  // "45 min, 12:15-1:00 PM"
      if (!tells_when() && !times.empty())
        note_->fields.push_back({.id = "time", .name = block.absolute(times), .value = block.absolute(times)});
    }
  }

  /// "Dx: F33.1   Office   Present: client": what stands behind a gap without a name, and tells its field by itself.
  void find_behind_gaps(const Block& block) {
    for (const Label& label : block.facts->labels) {
      const std::string_view body = block.slice(label.body);
      const std::size_t gap = body.find("  ");
      if (gap == std::string_view::npos || body.find('\n') < gap) continue;
      const Span piece = trimmed(body, {static_cast<Offset>(gap), static_cast<Offset>(body.size())});
      const auto* field = note_->vocabulary->field_of_value(body.substr(piece.begin, piece.size()));
      if (field == nullptr || note_->field(field->id) != nullptr) continue;
      const Span place = block.absolute(piece.shifted(label.body.begin));
      end_values_before(place);
      note_->fields.push_back({.id = field->id, .name = place, .value = place});
    }
  }

  /// A name on a line of its own, or behind a gap, ends the value of the field that stands before it.
  void end_values_before(Span name) {
    const std::string_view before = bytes().substr(0, name.begin);
    constexpr std::string_view gaps = "\n\r\t";
    const bool apart =
        before.ends_with("  ") || (!before.empty() && gaps.find(before.back()) != std::string_view::npos);
    if (!apart) return;
    for (Field& other : note_->fields) {
      if (other.value.begin < name.begin && name.begin < other.value.end)
        other.value = trimmed(bytes(), {other.value.begin, name.begin});
    }
  }

  void resolve_kind(std::string_view file_name) {
    if (const auto kind = file_kind_named(note_->value("kind"))) {
      note_->kind = *kind;
      return;
    }
    // Nobody came, and nothing is billed: the record of that is no session note.
    const std::string service = folded_title(note_->value("code"));
    for (const std::string_view words :
         {"no-show", "no show", "not billed", "cancelled", "canceled", "did not attend"}) {
      if (service.find(words) == std::string::npos) continue;
      note_->kind = FileKind::no_show;
      return;
    }
    for (const Section& section : note_->sections) {
      if (section.title.empty()) continue;
      const std::string title = folded_title(note_->text.slice(section.title));
      // "In-home psychotherapy note", "Psychotherapy note (BIRP)" above codes and sections names the service.
      const bool of_service = named_format_ || title.find("progress") != std::string::npos ||
                              (note_->field("code") != nullptr && note_->format != Format::narrative);
      if ((title.find("psychotherapy note") != std::string::npos && !of_service) ||
          title.find("process note") != std::string::npos) {
        note_->kind = FileKind::psychotherapy_note;
      } else if (title.find("treatment plan") != std::string::npos && section.level == 1) {
        note_->kind = FileKind::treatment_plan;
      } else if (title.find("discharge summary") != std::string::npos) {
        note_->kind = FileKind::discharge;
      } else if (title.starts_with("intake") && section.level == 1) {
        note_->kind = FileKind::intake;
      }
      break;  // the title is the first heading
    }
    const std::size_t slash = file_name.find_last_of('/');
    const std::string_view base = slash == std::string_view::npos ? file_name : file_name.substr(slash + 1);
    if (note_->kind == FileKind::progress_note && (base == "plan.pnote" || base == "plan.note.md")) {
      note_->kind = FileKind::treatment_plan;
    }
  }

  [[nodiscard]] static std::string folded_title(std::string_view title) {
    std::string out(title);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
    return out;
  }

  void resolve_signature() {
    const auto holds_name = [&](Span value) {
      const std::string_view text = note_->text.slice(value);
      return count_words(text) >= 2 && text.find("‹") == std::string_view::npos &&
             text.find("___") == std::string_view::npos;
    };
    for (const Field& field : note_->fields) {
      if (field.id == "signed" && holds_name(field.value)) note_->signed_ = true;
    }
    for (const Section& section : note_->sections) {
      if (!section.roles.has(Role::signature) || section.first_block + 1 >= section.end_block) continue;
      const Span body{note_->blocks[section.first_block + 1].begin, note_->blocks[section.end_block - 1].span().end};
      if (holds_name(body)) note_->signed_ = true;
    }
    for (auto it = note_->blocks.rbegin(); it != note_->blocks.rend() && it - note_->blocks.rbegin() < 4; ++it) {
      if (it->begin < note_->front_matter.end || it->kind == BlockKind::header_line) break;
      const std::string_view bytes = it->facts->bytes;
      if (signs(bytes) || signs(closing_line(bytes))) note_->signed_ = true;
    }
  }

  /// The last line of a paragraph, if the line before it ends a sentence: a signature right below the text.
  [[nodiscard]] static std::string_view closing_line(std::string_view bytes) {
    while (bytes.ends_with('\n') || bytes.ends_with('\r') || bytes.ends_with(' ')) bytes.remove_suffix(1);
    const std::size_t end = bytes.find_last_of('\n');
    if (end == std::string_view::npos) return {};
    std::string_view before = bytes.substr(0, end);
    while (before.ends_with('\r') || before.ends_with(' ')) before.remove_suffix(1);
    const bool sentence =
        before.ends_with('.') || before.ends_with('!') || before.ends_with('?') || before.ends_with('"');
    return sentence ? bytes.substr(end + 1) : std::string_view{};
  }

  /// "Electronically signed by …", "Signed electronically by …", "/s/ …", "s/ …".
  [[nodiscard]] static bool opens_signature(std::string_view start) {
    if (start.starts_with("/s/") || start.starts_with("s/ ")) return true;
    constexpr auto how = std::to_array<std::string_view>({"electronically ", "digitally ", "e-", "e"});
    const auto skip_how = [&] {
      for (const std::string_view word : how) {
        if (start.starts_with(word)) return start.remove_prefix(word.size());
      }
    };
    skip_how();
    if (!start.starts_with("signed ")) return false;
    start.remove_prefix(std::string_view("signed ").size());
    skip_how();
    return start.starts_with("by ") || start.starts_with("by:");
  }

  /// "Ruth Halloran   Signed 3 November 2026": a name and when it was signed, and nothing else.
  [[nodiscard]] static bool is_name_signed(std::string_view line) {
    std::size_t signs = line.find("igned ");
    if (signs == std::string_view::npos || signs < 2 || (line[signs - 1] | 0x20) != 's') return false;
    const std::string_view behind = line.substr(signs + std::string_view("igned ").size());
    if (!leading_date(behind.starts_with("on ") ? behind.substr(3) : behind)) return false;
    std::size_t names = 0;
    for (std::size_t at = 0; at + 1 < signs;) {
      const std::size_t end = std::min(line.find_first_of(" ,\t\r\n", at), signs - 1);
      const bool small = line[at] >= 'a' && line[at] <= 'z' && end != at;
      if (small && line.substr(at, end - at) != "electronically" && line.substr(at, end - at) != "digitally")
        return false;
      names += end != at && !small ? 1 : 0;
      at = end + 1;
    }
    return names >= 2;
  }

  /// Two to four words that each begin with a capital, and nothing else: "J. Okafor ".
  [[nodiscard]] static bool is_name(std::string_view text) {
    std::uint32_t words = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      if (end != at && !(text[at] >= 'A' && text[at] <= 'Z')) return false;
      words += end != at ? 1 : 0;
      at = end + 1;
    }
    return words >= 2 && words <= 4;
  }

  /// A closing line in words that sign, or a name with its credentials.
  [[nodiscard]] bool signs(std::string_view line) const {
    constexpr std::uint32_t longest = 16;         // words of a signature
    constexpr std::uint32_t longest_opened = 30;  // of one that begins with "signed by": titles, time zone, place
    if (line.find("‹") != std::string_view::npos || line.find("___") != std::string_view::npos) return false;
    const std::uint32_t words = count_words(line);
    if (words <= longest_opened && words > 3 && opens_signature(folded_title(line.substr(0, 40)))) return true;
    if (words > longest) return false;
    if (is_name_signed(line)) return true;
    // "Dana Whitecloud, LMFT"
    for (const std::string& credential : note_->vocabulary->suggestions("credentials")) {
      for (std::size_t at = line.find(credential); at != std::string_view::npos; at = line.find(credential, at + 1)) {
        const std::size_t end = at + credential.size();
        const auto letter = [&](std::size_t i) {
          return i < line.size() && ((line[i] | 0x20) >= 'a' && (line[i] | 0x20) <= 'z');
        };
        const std::string_view before = line.substr(0, at);
        if (at >= 2 && !letter(at - 1) && !letter(end) &&
            (before.find(',') != std::string_view::npos || is_name(before)))
          return true;
      }
    }
    return false;
  }

  std::shared_ptr<Note> note_;
  Earlier earlier_;
  std::vector<FlatNode> nodes_;
  bool named_format_ = false;
  const FormatName* letters_ = nullptr;
  std::vector<bool> checklist_;  // by block: a row of one
};

}  // namespace

const Field* Note::field(std::string_view id) const {
  const auto it = std::ranges::find(fields, id, &Field::id);
  return it == fields.end() ? nullptr : &*it;
}

std::string_view Note::value(std::string_view id) const {
  const Field* found = field(id);
  return found == nullptr ? std::string_view{} : text.slice(found->value);
}

bool Note::states(std::string_view id) const {
  const FieldName* name = vocabulary->field_by_id(id);
  if (name == nullptr) return false;
  const auto index = static_cast<std::size_t>(name - vocabulary->fields().data());
  if (index >= 64) return false;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (i < header_end_block && blocks[i].kind != BlockKind::header_line) continue;
    if ((blocks[i].facts->stated_fields >> index & 1U) != 0 && sections[blocks[i].section].roles != Roles{Role::plan})
      return true;
  }
  return false;
}

std::shared_ptr<const Note> build(text::Text text, const syntax::Tree& tree,
                                  std::shared_ptr<const Vocabulary> vocabulary, const Note* previous,
                                  std::string_view file_name) {
  return Builder(std::move(text), tree, std::move(vocabulary), previous).finish(file_name);
}

}  // namespace notewell::note
