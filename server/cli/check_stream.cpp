#include "cli/check_stream.hpp"

#include <atomic>
#include <filesystem>
#include <istream>
#include <ostream>
#include <streambuf>
#include <utility>

#include <boost/json.hpp>

#include "chart/chart_of.hpp"
#include "cli/check_files.hpp"
#include "cli/check_json.hpp"
#include "cli/in_order.hpp"
#include "cli/json_text.hpp"
#include "cli/print_config.hpp"
#include "cli/read_note.hpp"
#include "lint/chart_view.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr auto encoding = text::PositionEncoding::utf16;
constexpr std::size_t longest_line = 4 * largest_note;  // bytes
constexpr std::size_t most_lines = 64;                  // that a thread takes at a time
constexpr std::size_t most_bytes = std::size_t{256} << 10U;

struct Line {
  std::size_t number = 0;
  std::string bytes;
  bool too_long = false;  // `bytes` is its beginning
};

/// Some lines that follow one another, and what is answered.
struct Batch {
  std::vector<Line> lines;
  std::string out{};
  bool fails = false;  // the exit code is 1
};

class Lines {
 public:
  explicit Lines(std::istream& in) : in_(*in.rdbuf()) {}

  /// Blank lines are left out. Does not wait for more lines once it has one: who sends a record may wait for its
  /// answer.
  std::optional<Batch> next() {
    Batch batch;
    std::size_t bytes = 0;
    while (batch.lines.size() < most_lines && bytes < most_bytes && (batch.lines.empty() || in_.in_avail() > 0)) {
      Line line;
      if (!read(line)) break;
      if (line.bytes.find_first_not_of(" \t\r") == std::string::npos) continue;
      bytes += line.bytes.size();
      batch.lines.push_back(std::move(line));
    }
    return batch.lines.empty() ? std::nullopt : std::optional(std::move(batch));
  }

 private:
  bool read(Line& line) {
    constexpr auto end = std::streambuf::traits_type::eof();
    auto c = in_.sbumpc();
    if (c == end) return false;
    line.number = ++number_;
    for (; c != end && c != '\n'; c = in_.sbumpc()) {
      if (line.bytes.size() < longest_line) {
        line.bytes += static_cast<char>(c);
      } else {
        line.too_long = true;
      }
    }
    return true;
  }

  std::streambuf& in_;
  std::size_t number_ = 0;
};

/// Another file, as if it lay beside the note.
struct OtherFile {
  std::string path;
  std::string text;
};

struct Record {
  std::string path = "note.pnote";
  std::string text;
  std::optional<std::string> plan;
  std::vector<OtherFile> files;
};

/// The text under that key; false: something else stands there.
bool take_text(const json::object& object, std::string_view key, std::optional<std::string>& out) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || value->is_null()) return true;
  const json::string* text = value->if_string();
  if (text != nullptr) out.emplace(text->data(), text->size());
  return text != nullptr;
}

Error wrong(std::string what) {
  return {.where = {},
          .what = std::move(what),
          .remedy = R"(A line is {"id": "17", "text": "the note"}, with "path", "plan" and "files" if you have them.)"};
}

std::optional<Error> take_files(const json::object& object, std::vector<OtherFile>& out) {
  const json::value* files = object.if_contains("files");
  if (files == nullptr || files->is_null()) return std::nullopt;
  if (!files->is_array()) return wrong("has “files” that are no list");
  for (const json::value& file : files->get_array()) {
    std::optional<std::string> path;
    std::optional<std::string> text;
    if (!file.is_object() || !take_text(file.get_object(), "path", path) ||
        !take_text(file.get_object(), "text", text) || !path || !text)
      return wrong("has a file without “path” and “text”");
    out.push_back({.path = std::move(*path), .text = std::move(*text)});
  }
  return std::nullopt;
}

Outcome<Record> record_of(const json::object& object) {
  Record out;
  std::optional<std::string> path;
  std::optional<std::string> text;
  if (!take_text(object, "text", text) || !text) return wrong("has no “text”");
  if (!take_text(object, "path", path)) return wrong("has a “path” that is no text");
  if (!take_text(object, "plan", out.plan)) return wrong("has a “plan” that is no text");
  if (auto problem = take_files(object, out.files)) return std::move(*problem);
  if (path) out.path = std::move(*path);
  out.text = std::move(*text);
  if (out.text.size() > largest_note)
    return Error{.where = {},
                 .what = "has a text of more than " + std::to_string(largest_note >> 20U) + " MiB",
                 .remedy = "Notes are kept one session a record; split this one."};
  return out;
}

/// The view of a note's chart where the plan is given with the note, whatever the note says of it.
struct WithPlan {
  std::shared_ptr<const lint::ChartView> view;
  chart::Facts plan;
};

class StreamChecker {
 public:
  StreamChecker(const CheckOptions& options, const chart::Configuration& configuration)
      : options_(options), configuration_(configuration), settings_(settings_for(options)) {
    settings_.profile = configuration.profile;
  }

  void check(Batch& batch) {
    for (const Line& line : batch.lines) {
      try {
        batch.out += answer(line, batch.fails);
      } catch (const std::exception&) {
        batch.fails = batch.fails || options_.fail_on != FailOn::never;
        batch.out += refusal(line, {},
                             {.where = {},
                              .what = "could not be checked, because of a mistake in Notewell itself",
                              .remedy = "Please report it, with a made-up note that shows it."});
      }
    }
    batch.lines.clear();
  }

 private:
  /// `head` is what is known of the record already: "id":…, or nothing.
  static std::string refusal(const Line& line, const std::string& head, const Error& problem) {
    return '{' + head + "\"line\":" + std::to_string(line.number) + ',' + json_error(problem) + "}\n";
  }

  std::string answer(const Line& line, bool& fails) {
    const auto refuse = [&](const std::string& head, const Error& problem) {
      fails = fails || options_.fail_on != FailOn::never;
      return refusal(line, head, problem);
    };
    if (line.too_long)
      return refuse({}, {.where = {},
                         .what = "is longer than " + std::to_string(longest_line >> 20U) + " MiB",
                         .remedy = "Send fewer of the chart's files along."});
    json::error_code error;
    json::monotonic_resource memory;
    const json::value value = json::parse(line.bytes, error, &memory);
    if (error) return refuse({}, wrong("is no JSON"));
    if (!value.is_object()) return refuse({}, wrong("is no JSON object"));
    const json::object& object = value.get_object();
    std::string head;
    if (const json::value* id = object.if_contains("id"); id != nullptr && !id->is_null()) {
      if (!id->is_string() && !id->is_number()) return refuse({}, wrong("has an “id” that is neither text nor number"));
      head = "\"id\":" + json::serialize(*id) + ',';
    }
    auto record = record_of(object);
    if (const auto* problem = std::get_if<Error>(&record)) return refuse(head, *problem);
    CheckedFile file = judged(std::get<Record>(std::move(record)));
    for (const lint::Finding* finding : file.findings)
      fails = fails || should_fail(options_.fail_on, finding->severity);
    return '{' + head + json_entry(file, options_.signatures) + "}\n";
  }

  CheckedFile judged(Record record) {
    const fs::path where = fs::path(record.path).lexically_normal();
    auto built = built_note(where, std::move(record.text));
    surround(*built.note, where, std::move(record.plan), std::move(record.files));
    CheckedFile out{.path = std::move(record.path), .analysis = nullptr, .findings = {}};
    out.analysis = lint::analyse(std::move(built), configuration_.knowledge, settings_);
    for (const lint::Finding& finding : out.analysis->findings)
      if (is_asked(options_, finding.rule->id)) out.findings.push_back(&finding);
    return out;
  }

  [[nodiscard]] lint::BuiltNote built_note(const fs::path& where, std::string text) const {
    return lint::build_note(text::Text(std::move(text)), where.filename().string(),
                            configuration_.knowledge->vocabulary);
  }

  /// Gives the settings what the record says of the chart, and nothing else.
  void surround(const note::Note& note, const fs::path& where, std::optional<std::string> plan,
                std::vector<OtherFile> files) {
    settings_.plan_of = {};
    settings_.chart_of = {};
    settings_.copied_of = {};
    const note::DateOrder dates = configuration_.profile->dates;
    const chart::FileFacts own = chart::header_facts(note, where, encoding, dates);
    std::string plan_path = own.plan();
    if (plan) {
      if (plan_path.empty()) plan_path = (where.parent_path() / "plan.pnote").string();
      files.push_back({.path = plan_path, .text = std::move(*plan)});
    }
    std::vector<chart::Index::Change> facts;
    std::vector<chart::CopyIndex::Change> passages;
    for (OtherFile& file : files) {
      const fs::path path = fs::path(file.path).lexically_normal();
      if (path == where) continue;
      const auto built = built_note(path, std::move(file.text));
      facts.push_back({.path = path.string(), .facts = chart::facts_of(*built.note, path, encoding, dates)});
      passages.push_back({.path = path.string(),
                          .passages = chart::indexed_passages(
                              *built.note, std::make_shared<const std::string>(path.string()), encoding, dates)});
      if (path == plan_path) {
        settings_.plan_of = [read = std::make_shared<const note::TreatmentPlan>(note::read_plan(*built.note))](
                                const note::Note&) { return read; };
      }
    }
    const chart::Index index = chart::Index().with(facts);
    const chart::ChartOf chart_of(index, where, configuration_.knowledge,
                                  {.encoding = encoding, .dates = dates, .disk = false});
    settings_.chart_of = [chart_of, given = plan ? index.file(plan_path) : nullptr](const note::Note& of) {
      auto view = chart_of(of);
      if (view == nullptr || given == nullptr) return view;
      auto with_plan = std::make_shared<lint::ChartView>(*view);
      with_plan->plan = &given->session;
      with_plan->keeps = std::make_shared<WithPlan>(WithPlan{.view = view, .plan = given});
      return std::shared_ptr<const lint::ChartView>(std::move(with_plan));
    };
    if (passages.empty() || !is_asked(options_, "copied-narrative")) return;
    settings_.copied_of = chart::CopiedIn(chart::CopyIndex().with(std::move(passages)), where, dates);
  }

  const CheckOptions& options_;
  const chart::Configuration& configuration_;
  lint::Settings settings_;
};

}  // namespace

Exit check_stream(const CheckOptions& options, const chart::Configuration& configuration, Streams streams) {
  streams.err << messages_of(configuration);
  Lines lines(streams.in);
  std::atomic<bool> lost = false;  // nobody reads what is written
  bool fails = false;
  in_order<Batch>(
      threads_for(options), [&] { return lost ? std::nullopt : lines.next(); },
      [&] { return [checker = StreamChecker(options, configuration)](Batch& batch) mutable { checker.check(batch); }; },
      [&](const Batch& batch) {
        streams.out << batch.out << std::flush;
        lost = !streams.out;
        fails = fails || batch.fails;
      });
  if (!configuration.problems.empty()) return Exit::failed;
  return fails ? Exit::findings : Exit::clean;
}

}  // namespace notewell::cli
