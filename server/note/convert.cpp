#include "note/convert.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "note/block.hpp"
#include "syntax/tree.hpp"
#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using text::Offset;
using text::Span;

/// Where the text of a section goes: the first of these that the target has. One that is only near takes it below its
/// old heading.
struct Home {
  std::string_view section;
  bool near = false;
};
struct Homes {
  std::string_view of;
  std::vector<Home> homes;
};

std::span<const Home> homes_of(std::string_view section) {
  static const std::vector<Homes> table = {
      {"subjective", {{"subjective"}, {"data"}, {"behavior"}, {"problem"}, {"situation"}, {"goal", true}}},
      {"objective", {{"objective"}, {"data"}, {"behavior"}, {"problem"}, {"situation"}, {"goal", true}}},
      {"data", {{"data"}, {"subjective", true}, {"behavior"}, {"problem"}, {"situation"}, {"goal", true}}},
      {"behavior", {{"behavior"}, {"data"}, {"problem"}, {"situation"}, {"subjective", true}, {"goal", true}}},
      {"problem", {{"problem"}, {"situation"}, {"data"}, {"behavior"}, {"subjective"}, {"goal", true}}},
      {"situation", {{"situation"}, {"problem"}, {"data"}, {"behavior"}, {"subjective"}, {"goal", true}}},
      {"goal",
       {{"goal"}, {"problem", true}, {"situation", true}, {"behavior", true}, {"data", true}, {"subjective", true}}},
      {"intervention", {{"intervention"}, {"data", true}, {"objective", true}}},
      {"response", {{"response"}, {"assessment", true}}},
      {"assessment", {{"assessment"}, {"response", true}}},
      {"plan", {{"plan"}}},
  };
  const auto it = std::ranges::find(table, section, &Homes::of);
  return it == table.end() ? std::span<const Home>{} : std::span<const Home>(it->homes);
}

const Home* home_of(std::string_view section, const FormatName& target) {
  for (const Home& home : homes_of(section)) {
    if (std::ranges::find(target.sections, home.section) != target.sections.end()) return &home;
  }
  return nullptr;
}

/// A section's heading with the text up to the next heading, as lines of the note.
struct Part {
  const Section* section = nullptr;
  Span heading;  // from the line's begin; of a heading with text on its line, up to that text
  Span whole;
  Span title;
  bool on_line = false;  // "S: Client arrived …"
  bool moved = false;    // goes to `home`, away from the section that it stands in
  const Home* home = nullptr;
};

/// A part that goes its own way, with the deeper parts that stay below it.
struct Group {
  std::vector<const Part*> parts;
};

/// What is written below one heading of the target.
struct Slot {
  std::string_view section;
  std::vector<Group> exact;   // that section by another of its names, or by this one
  std::vector<Group> joined;  // others that have their home here
  std::vector<Group> behind;  // what keeps its heading and its place behind the section before it
};

bool all_upper(std::string_view text) {
  return std::ranges::any_of(text, text::is_upper) &&
         std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

class Converter {
 public:
  Converter(const Note& note, const FormatName& target) : note_(note), target_(target) {
    read_parts();
    find_newline();
  }

  [[nodiscard]] bool possible() const { return first_ != parts_.size(); }

  [[nodiscard]] text::Edits edits() {
    text::Edits out;
    rename_format(out);
    const Offset begin = parts_[first_].whole.begin;
    const Offset end = tail_ < parts_.size() ? parts_[tail_].whole.begin : note_.text.size();
    std::string text = written();
    const std::string_view old = note_.text.slice({begin, end});
    const std::size_t last = old.find_last_not_of(" \t\r\n");
    text += old.substr(last == std::string_view::npos ? 0 : last + 1);
    out.push_back({.replaced = {begin, end}, .inserted = std::move(text)});
    return out;
  }

  /// The edits, with a title that names the format: for a note whose headings alone would tell another.
  [[nodiscard]] text::Edits titled(text::Edits edits) const {
    std::string title = "# " + text_of_format() + newline_ + newline_;
    edits.back().inserted.insert(0, title);
    return edits;
  }

 private:
  [[nodiscard]] std::string_view slice(Span span) const { return note_.text.slice(span); }
  [[nodiscard]] Offset line_begin(Offset at) const { return note_.text.line(note_.text.line_of(at)).begin; }

  void read_parts() {
    const auto& sections = note_.sections;
    for (std::size_t s = 1; s < sections.size(); ++s) {
      const Section& section = sections[s];
      const Block& block = note_.blocks[section.first_block];
      Part part{.section = &section, .heading = {line_begin(block.begin), block.span().end}, .title = section.title};
      if (block.kind == BlockKind::labelled) {
        const Label& label = block.facts->labels.front();
        part.on_line = !label.body.empty();
        if (part.on_line) part.heading.end = block.absolute(label.body).begin;
      }
      part.whole.begin = part.heading.begin;
      if (!parts_.empty()) parts_.back().whole.end = part.whole.begin;
      parts_.push_back(part);
    }
    if (!parts_.empty()) parts_.back().whole.end = note_.text.size();
    settle();
  }

  /// Tells which parts move, where the note's own sections begin, and where its end (a signature, an addendum) does.
  void settle() {
    tail_ = parts_.size();
    while (tail_ > 0 && closes(*parts_[tail_ - 1].section)) --tail_;
    first_ = parts_.size();
    for (std::size_t p = 0; p != tail_; ++p) {
      Part& part = parts_[p];
      part.home = home_of(part.section->id, target_);
      part.moved = part.home != nullptr && leaves_its_section(*part.section);
      if (part.moved && first_ == parts_.size()) first_ = p;
    }
  }

  static bool closes(const Section& section) { return section.addendum || section.roles == Roles{Role::signature}; }

  /// "Objective" below a goal is the goal's, not what was observed.
  [[nodiscard]] bool leaves_its_section(const Section& section) const {
    for (std::int32_t up = section.parent; up > 0; up = note_.sections[static_cast<std::size_t>(up)].parent) {
      const Section& above = note_.sections[static_cast<std::size_t>(up)];
      if (above.id == "goal" || above.addendum) return false;
    }
    return true;
  }

  [[nodiscard]] const Part* part_of(std::int32_t section) const {
    return section <= 0 ? nullptr : &parts_[static_cast<std::size_t>(section) - 1];
  }

  /// The part that this one goes with: itself, or the nearest above that moves or has nothing above it.
  [[nodiscard]] const Part* leader(const Part& part) const {
    const Part* one = &part;
    while (!one->moved) {
      const Part* above = part_of(one->section->parent);
      if (above == nullptr || above->whole.begin < parts_[first_].whole.begin || names_format(*above)) break;
      one = above;
    }
    return one;
  }

  [[nodiscard]] bool names_format(const Part& part) const {
    return note_.blocks[part.section->first_block].facts->format != nullptr && part.section->id.empty();
  }

  void find_newline() {
    const Span first = note_.text.line(0);
    newline_ = slice({first.end, first.end + 2}) == "\r\n" ? "\r\n" : "\n";
    // Notes of one line a section stay so.
    gap_ = newline_;
    for (std::size_t p = first_; p + 1 < tail_; ++p) {
      const std::string_view whole = slice(parts_[p].whole);
      const std::size_t last = whole.find_last_not_of(" \t\r\n");
      if (std::ranges::count(whole.substr(last == std::string_view::npos ? 0 : last), '\n') > 1) {
        gap_ = newline_ + newline_;
        break;
      }
    }
  }

  [[nodiscard]] std::vector<Slot> slots() const {
    std::vector<Slot> out(target_.sections.size() + 1);  // the last for what stands before the first that moves
    for (std::size_t i = 0; i != target_.sections.size(); ++i) out[i].section = target_.sections[i];
    const Part* before = nullptr;
    Group* group = nullptr;
    std::size_t at = 0;
    for (std::size_t p = first_; p != tail_; ++p) {
      const Part& part = parts_[p];
      const Part* lead = leader(part);
      if (lead == before && lead != &part) {
        group->parts.push_back(&part);
        continue;
      }
      before = lead;
      if (lead->moved) {
        at = static_cast<std::size_t>(std::ranges::find(out, lead->home->section, &Slot::section) - out.begin());
        const bool same = lead->section->id == lead->home->section;
        auto& list = !same ? out[at].joined : out[at].exact.empty() ? out[at].exact : out[at].behind;
        group = &list.emplace_back();
      } else {
        group = &out[at].behind.emplace_back();
      }
      group->parts.push_back(&part);
    }
    return out;
  }

  /// The level of the note's own sections, and the heading after which new ones are written.
  [[nodiscard]] const Part& model() const {
    const Part* best = &parts_[first_];
    for (std::size_t p = first_; p != tail_; ++p) {
      if (parts_[p].moved && parts_[p].section->level < best->section->level) best = &parts_[p];
    }
    return *best;
  }

  [[nodiscard]] std::string text_of_format() const {
    std::string name(target_.names.front());
    std::ranges::transform(name, name.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c & ~0x20) : c; });
    return name;
  }

  /// The section's name as the note writes its own: in capitals, by one letter.
  [[nodiscard]] std::string named_like(std::string_view section, std::string_view title) const {
    const SectionName* known = note_.vocabulary->section_by_id(section);
    std::string name = known == nullptr || known->names.empty() ? std::string(section) : known->names.front();
    if (title.size() == 1) {
      const auto letter = std::ranges::find(target_.letters, section, &std::pair<char, std::string>::second);
      if (letter != target_.letters.end()) name = std::string(1, letter->first);
    }
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c; };
    if (all_upper(title)) {
      std::ranges::transform(name, name.begin(), upper);
    } else if (!title.empty() && text::is_upper(title.front()) && !name.empty()) {
      name.front() = upper(name.front());
    }
    return name;
  }

  [[nodiscard]] std::string heading_of(const Part& like, std::string_view title) const {
    std::string out(slice({like.heading.begin, like.title.begin}));
    out += title;
    return out += slice({like.title.end, like.heading.end});
  }

  /// A # heading moved up or down by `by` levels; others as they are.
  [[nodiscard]] std::string shifted(std::string heading, int by) const {
    if (!heading.starts_with('#') || by == 0) return heading;
    const auto level = static_cast<int>(std::min(heading.find_first_not_of('#'), heading.size()));
    heading.erase(0, static_cast<std::size_t>(level));
    return std::string(static_cast<std::size_t>(std::clamp(level + by, 1, 6)), '#') + heading;
  }

  /// What stands below the part's heading, without blank lines at its ends.
  [[nodiscard]] std::string_view body(const Part& part) const {
    std::string_view text = slice({part.heading.end, part.whole.end});
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos) return {};
    text = text.substr(0, last + 1);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    // The first line keeps its indentation, which may tell what stands under what.
    const std::size_t line = first == 0 ? std::string_view::npos : text.find_last_of("\r\n", first - 1);
    return text.substr(line == std::string_view::npos ? first : line + 1);
  }

  /// What stands between the part's heading and its text.
  [[nodiscard]] std::string_view lead_in(const Part& part) const {
    const std::string_view text = body(part);
    if (text.empty()) return {};
    const auto begin = static_cast<Offset>(text.data() - note_.text.bytes().data());
    return slice({part.heading.end, begin});
  }

  void add(std::string& out, std::string_view text) const {
    if (text.empty()) return;
    const bool on_line = out.ends_with(' ');  // behind "S: "
    if (!out.empty() && !out.ends_with('\n') && !on_line) out += gap_;
    out += text;
  }

  /// The deeper parts of a group, their headings moved by as many levels as their leader's.
  void add_deeper(std::string& out, const Group& group, int by) const {
    for (std::size_t i = 1; i < group.parts.size(); ++i) {
      const Part& part = *group.parts[i];
      add(out, shifted(std::string(slice(part.heading)), by) + std::string(lead_in(part)) + std::string(body(part)));
    }
  }

  /// The group below its old heading, one level deeper than the section that it joins.
  void add_below(std::string& out, const Group& group, std::uint8_t main_level) const {
    const Part& part = *group.parts.front();
    if (main_level == label_level) {  // such headings know no levels: the old one stays as a line of its own
      const bool letter = part.title.size() == 1;
      add(out, "(" + (letter ? named_like(part.section->id, "A section") : std::string(slice(part.title))) + ")");
      if (!body(part).empty()) out += (part.on_line ? " " : newline_ + newline_) + std::string(body(part));
      add_deeper(out, group, 0);
      return;
    }
    const auto level = static_cast<std::uint8_t>(std::min<int>(main_level + 1, 6));
    const std::string marks(level, '#');
    const std::string between = body(part).empty() ? "" : part.on_line ? newline_ : std::string(lead_in(part));
    add(out, marks + " " + std::string(slice(part.title)) + between + std::string(body(part)));
    add_deeper(out, group, part.section->level == label_level ? 0 : level - part.section->level);
  }

  /// The group's text right below the section's new heading.
  void add_text(std::string& out, const Group& group, std::uint8_t main_level) const {
    const Part& part = *group.parts.front();
    add(out, body(part));
    add_deeper(out, group,
               part.section->level == label_level || main_level == label_level ? 0 : main_level - part.section->level);
  }

  void add_section(std::string& out, const Slot& slot) const {
    if (slot.exact.empty() && slot.joined.empty()) return;
    const Part& like = model();
    const std::uint8_t level = like.section->level;
    const Group& opening = !slot.exact.empty() ? slot.exact.front() : slot.joined.front();
    const Part& part = *opening.parts.front();
    const bool own_heading = part.section->level == level;
    const bool labels = level == label_level;
    // Several that come together stay apart below their old headings, where headings have levels.
    const bool alone = slot.exact.size() + slot.joined.size() == 1;
    const bool opens = !slot.exact.empty() || (!part.home->near && (alone || labels));
    const Part& style = own_heading && opens ? part : like;
    const bool keeps_name = own_heading && !slot.exact.empty() && slice(part.title).size() > 1;
    const std::string title =
        keeps_name ? std::string(slice(part.title)) : named_like(slot.section, slice(style.title));
    std::string heading = heading_of(style, title);
    if (opens) {
      std::string_view between = style.on_line ? std::string_view{} : lead_in(part);
      if (between.empty() && !style.on_line) between = newline_;
      add(out, heading + (body(part).empty() ? "" : std::string(between) + std::string(body(part))));
      add_deeper(out, opening, labels || part.section->level == label_level ? 0 : level - part.section->level);
    } else {
      add(out, like.on_line ? heading : std::string(trimmed(heading)));
    }
    for (const Group& group : slot.joined) {
      if (opens && &group == &opening) continue;
      if (labels && !group.parts.front()->home->near) {
        add_text(out, group, level);
      } else {
        add_below(out, group, level);
      }
    }
  }

  void add_kept(std::string& out, const Group& group) const {
    add(out, slice(group.parts.front()->heading));
    const Part& part = *group.parts.front();
    out += std::string(lead_in(part)) + std::string(body(part));
    add_deeper(out, group, 0);
  }

  [[nodiscard]] std::string written() const {
    std::string out;
    for (const Slot& slot : slots()) {
      add_section(out, slot);
      for (const Group& group : slot.behind) add_kept(out, group);
    }
    return out;
  }

  /// Where the note names its format, in its title or in a field, the new one is named.
  void rename_format(text::Edits& out) const {
    const auto rename = [&](Span named) {
      const std::string_view old = slice(named);
      const std::size_t word = std::min(old.find_first_of(" \t"), old.size());
      const std::string rest = text::lower_case(trimmed(old.substr(word)));
      const bool goes_on = rest == "note" || rest == "progress note";
      const Span replaced{named.begin, goes_on ? named.begin + static_cast<Offset>(word) : named.end};
      std::string name = text_of_format();
      if (!all_upper(old.substr(0, word))) name = text::lower_case(name);
      out.push_back({.replaced = replaced, .inserted = std::move(name)});
    };
    for (const Field& field : note_.fields) {
      const std::string name = text::lower_case(slice(field.name));
      const bool tells = name == "format" || name == "note format" || name == "note type";
      if (tells && note_.vocabulary->format_named(slice(field.value)) != nullptr) rename(field.value);
    }
    for (std::size_t p = 0; p != first_; ++p) {
      if (names_format(parts_[p])) rename(parts_[p].title);
    }
    std::ranges::sort(out, {}, &text::Edit::replaced);
    std::erase_if(out, [&](const text::Edit& edit) { return edit.replaced.end > parts_[first_].whole.begin; });
  }

  const Note& note_;
  const FormatName& target_;
  std::vector<Part> parts_;
  std::size_t first_ = 0;  // the first part that moves; parts_.size(): none does
  std::size_t tail_ = 0;   // from here on everything stays
  std::string newline_;
  std::string gap_;
};

}  // namespace

std::string_view why_not_converted(const Note& note, Format target) {
  if (note.kind != FileKind::progress_note) return "Only progress notes have such a format.";
  if (note.format == target) return "The note has this format already.";
  const FormatName& format = note.vocabulary->format(target);
  const bool any = std::ranges::any_of(note.sections,
                                       [&](const Section& section) { return home_of(section.id, format) != nullptr; });
  if (note.format == Format::narrative || !any) return "The note has no sections that could be told apart.";
  return {};
}

text::Edits converted(const Note& note, Format target) {
  if (!why_not_converted(note, target).empty()) return {};
  Converter converter(note, note.vocabulary->format(target));
  if (!converter.possible()) return {};
  text::Edits edits = converter.edits();
  const text::Text after(text::applied(note.text.bytes(), edits));
  const auto read = build(after, syntax::parse(after), note.vocabulary, nullptr);
  return read->format == target ? edits : converter.titled(std::move(edits));
}

}  // namespace notewell::note
