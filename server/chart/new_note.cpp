#include "chart/new_note.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

#include "note/block.hpp"
#include "note/clock.hpp"
#include "text/ascii.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;
using lint::Blank;
using lint::Words;
using note::FileKind;
using text::Span;

FileFacts beginning(const NewNote& about) {
  FileFacts out;
  out.session.path = (about.folder / "new.pnote").string();
  out.session.client = about.client;
  out.session.date = about.date;
  return out;
}

/// The client's sessions before the date, the last one first. Another note of the day is begun, not a session before.
std::vector<Facts> sessions(const NewNote& about, const Index& index) {
  std::vector<Facts> out;
  if (about.client.empty()) return out;
  for (const Facts& file : index.chart_of(beginning(about))) {
    const bool session = file->kind() == FileKind::progress_note || file->kind() == FileKind::intake;
    if (session && file->date() && *file->date() < about.date) out.push_back(file);
  }
  std::ranges::reverse(out);
  return out;
}

/// The newer of the plan that the chart has and the one that the last note links to.
Facts plan_for(const NewNote& about, const Index& index, const Facts& last) {
  if (about.client.empty()) return nullptr;
  Facts plan = index.plan_of(beginning(about));
  if (last == nullptr || last->plan_link.empty()) return plan;
  Facts linked = index.file(last->plan());
  if (linked == nullptr || !linked->is_plan()) return plan;
  return plan == nullptr || plan->date() <= linked->date() ? linked : plan;
}

bool holds_blank(const note::Note& note, Span span) {
  return std::ranges::any_of(note.blocks, [&](const note::Block& block) {
    return std::ranges::any_of(block.facts->placeholders, [&](Span inner) {
      const Span blank = block.absolute(inner);
      return blank.begin < span.end && span.begin < blank.end;
    });
  });
}

/// What a header gives, in one line; empty where nothing is given or a blank was left.
std::string given(const note::Note* note, std::string_view id) {
  const note::Field* field = note == nullptr ? nullptr : note->field(id);
  if (field == nullptr || holds_blank(*note, field->value)) return {};
  std::string value(note->text.slice(field->value));
  std::ranges::replace(value, '\n', ' ');
  std::ranges::replace(value, '\r', ' ');
  return value;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

/// Lines as they can stand in a comment, which they must not end.
std::string as_comment(std::string_view title, std::string lines) {
  replace_all(lines, "<!--", "");
  replace_all(lines, "-->", "→");
  return "<!-- " + std::string(title) + "\n" + lines + "-->\n\n";
}

/// What the note planned, line by line; passages in which a blank was left are left out.
std::string planned(const note::Note& note) {
  std::string out;
  for (std::size_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const note::Block& block = note.blocks[b];
    const note::Section& section = note.sections[block.section];
    using note::BlockKind;
    if (section.roles != note::Roles{note::Role::plan} || section.addendum || block.kind == BlockKind::heading ||
        block.kind == BlockKind::directive || block.kind == BlockKind::other || !block.facts->placeholders.empty())
      continue;
    std::string_view text = block.facts->bytes;
    if (block.kind == BlockKind::labelled && block.facts->section != nullptr) {  // "P: next session …"
      text.remove_prefix(block.facts->title.end);
      text.remove_prefix(std::min(text.find_first_not_of(":* \t"), text.size()));
    }
    while (!text.empty()) {
      const std::size_t size = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, size);
      text.remove_prefix(std::min(size + 1, text.size()));
      while (!line.empty() && (line.back() == ' ' || line.back() == '\t' || line.back() == '\r')) line.remove_suffix(1);
      if (!line.empty()) out += std::string(line) + '\n';
    }
  }
  return out;
}

std::string file_name(const NoteTemplate& whole) {
  std::string name = text::lower_case(whole.name);
  std::ranges::replace(name, ' ', '-');
  return name;
}

/// "8" after "7"; empty where no number stands.
std::string next_number(const std::string& last) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), number);
  constexpr unsigned most = 100'000;
  return error != std::errc{} || end != last.data() + last.size() || number > most ? "" : std::to_string(number + 1);
}

/// "D. Reyes, LCSW"; empty without a name.
std::string full_name(const lint::Clinician& clinician) {
  if (clinician.name.empty() || clinician.credentials.empty()) return clinician.name;
  return clinician.name + ", " + clinician.credentials;
}

/// What goes into a template.
struct Known {
  std::map<std::string_view, std::string> fields;  // by id; those that the template has as a blank
  lint::Template more_fields;                      // below them, a line each
  std::string comments;                            // below the header
};

bool ends_with_field(std::string_view line, std::string_view id) {
  return line.size() == id.size() + 2 && line.starts_with(id) && line.ends_with(": ");
}

lint::Template filled(const lint::Template& pieces, const Known& known) {
  constexpr std::string_view header_end = "\n---\n\n";
  lint::Template out;
  std::string line;
  bool in_header = true;
  for (const lint::Piece& piece : pieces) {
    const auto* words = std::get_if<Words>(&piece);
    const auto field =
        !in_header || words != nullptr ? known.fields.end() : std::ranges::find_if(known.fields, [&](const auto& one) {
          return !one.second.empty() && ends_with_field(line, one.first);
        });
    if (field != known.fields.end()) {
      out.emplace_back(Words{field->second});
      continue;
    }
    const std::size_t end = words == nullptr || !in_header ? std::string::npos : words->text.find(header_end);
    if (end == std::string::npos) {
      out.push_back(piece);
    } else {
      in_header = false;
      const std::string_view text = words->text;
      out.emplace_back(Words{std::string(text.substr(0, end))});
      out.insert(out.end(), known.more_fields.begin(), known.more_fields.end());
      out.emplace_back(Words{std::string(header_end) + known.comments});
      out.emplace_back(Words{std::string(text.substr(end + header_end.size()))});
    }
    if (words != nullptr) line = words->text.substr(words->text.rfind('\n') + 1);
  }
  return out;
}

/// Where the plan stands, as a note in that folder links to it; empty: there is none.
std::string link_to(const std::string& plan, const fs::path& folder) {
  return plan.empty() ? "" : fs::path(plan).lexically_relative(folder.lexically_normal()).generic_string();
}

/// What a session's note has beyond its template.
void add_session(Known& known, const NewNote& about, const BegunNote& begun, const note::Note* last) {
  if (const std::string number = next_number(given(last, "session-number")); !number.empty()) {
    const std::string name(last->text.slice(last->field("session-number")->name));
    known.more_fields.emplace_back(Words{"\n" + name + ": " + number});
  }
  const std::string link = link_to(begun.plan != nullptr   ? begun.plan->path()
                                   : begun.last != nullptr ? begun.last->plan()
                                                           : std::string{},
                                   about.folder);
  if (!link.empty()) known.more_fields.emplace_back(Words{"\nplan: " + link});
  if (begun.plan != nullptr && !begun.plan->goals.empty()) {
    Blank served{.name = "goals that this session served", .choices = {}};
    std::string goals;
    for (const PlanGoal& goal : begun.plan->goals) {
      served.choices.push_back("@" + goal.mark.id.name());
      goals += "@" + goal.mark.id.name() + " " + goal.text + '\n';
    }
    known.more_fields.emplace_back(Words{"\ngoals: "});
    known.more_fields.emplace_back(std::move(served));
    known.comments += as_comment("A reminder, to be taken out before signing. The goals of " + link + ":", goals);
  }
  const std::string plan = last == nullptr ? "" : planned(*last);
  if (!plan.empty())
    known.comments += as_comment(
        "A reminder, to be taken out before signing. Planned on " + note::iso_date(*begun.last->date()) + ":", plan);
}

}  // namespace

BegunNote begun_note(const NoteTemplate& whole, const NewNote& about, const Index& index, const ReadNote& read) {
  const std::vector<Facts> before = sessions(about, index);
  BegunNote begun;
  begun.last = before.empty() ? nullptr : before.front();
  begun.plan = plan_for(about, index, begun.last);
  const auto model = [&](const Facts& file) { return file == nullptr ? nullptr : read(*file); };
  const auto last = model(begun.last);
  const auto plan = model(begun.plan);
  const auto one_before = before.size() < 2 ? nullptr : model(before[1]);
  // What two sessions in a row had alike is taken to hold; else the clinician says it.
  const auto steady = [&](std::string_view id) {
    std::string value = given(last.get(), id);
    return value == given(one_before.get(), id) ? value : std::string{};
  };
  const auto first_of = [](const std::string& one, const std::string& other) { return one.empty() ? other : one; };
  Known known;
  known.fields = {
      {"client", begun.last != nullptr   ? given(last.get(), "client")
                 : begun.plan != nullptr ? given(plan.get(), "client")
                                         : std::string{}},
      {"date", note::iso_date(about.date)},
      {"diagnosis", first_of(given(plan.get(), "diagnosis"), given(last.get(), "diagnosis"))},
      {"clinician", first_of(full_name(about.clinician), given(last.get(), "clinician"))},
  };
  if (known.fields["client"].empty()) known.fields["client"] = about.client;
  if (whole.kind == FileKind::progress_note) {
    known.fields["code"] = steady("code");
    known.fields["place"] = steady("place");
    add_session(known, about, begun, last.get());
  }
  begun.pieces = filled(whole.pieces, known);
  return begun;
}

const NoteTemplate& usual_template(const NewNote& about, const Index& index, const ReadNote& read) {
  for (const Facts& file : sessions(about, index)) {
    if (file->kind() != FileKind::progress_note) continue;
    const auto last = read(*file);
    const NoteTemplate* found = last == nullptr ? nullptr : note_template(note::name_of(last->format));
    if (found != nullptr) return *found;
    break;
  }
  return note_templates().front();
}

fs::path free_path(const fs::path& folder, const NoteTemplate& whole, std::chrono::year_month_day date) {
  const std::string name = file_name(whole) + "-" + note::iso_date(date);
  constexpr int most = 1000;
  std::error_code error;
  fs::path out = folder / (name + ".pnote");
  for (int n = 2; n != most && fs::exists(out, error); ++n) out = folder / (name + "-" + std::to_string(n) + ".pnote");
  return out;
}

}  // namespace notewell::chart
