#include "lint/examples.hpp"

#include <algorithm>
#include <set>

#include "lint/analysis.hpp"
#include "lint/chart_view.hpp"

namespace notewell::lint {
namespace {

using namespace std::chrono_literals;

/// Tries the examples of one rule.
class Trial {
 public:
  Trial(const Rule& rule, std::shared_ptr<const Knowledge> knowledge) : rule_(rule), knowledge_(std::move(knowledge)) {}

  std::vector<ExampleProblem> run() && {
    for (const Example& example : rule_.flagged) flagged(example);
    for (const Example& example : rule_.accepted) accepted(example);
    for (const FixPattern& fix : rule_.fixes) {
      if (!tried_.contains(fix.title)) problem(1, "no flagged example is offered the fix “" + fix.title + "”");
    }
    return std::move(problems_);
  }

 private:
  using Places = std::vector<std::pair<std::size_t, std::size_t>>;

  void problem(std::uint32_t line, std::string message) {
    problems_.push_back({.line = line, .message = std::move(message)});
  }

  [[nodiscard]] std::shared_ptr<const Analysis> analysed(const std::string& note,
                                                         const std::vector<ExampleFile>& files) const {
    const auto plan = std::ranges::find(files, "plan.pnote", &ExampleFile::name);
    const auto read = [&](const note::Note&) -> std::shared_ptr<const note::TreatmentPlan> {
      if (plan == files.end()) return nullptr;
      return std::make_shared<const note::TreatmentPlan>(note::read_plan(*model_of(*plan)));
    };
    const auto around = [&](const note::Note& own) { return chart_among(own, files); };
    return analyse(text::Text(note), "example.pnote", knowledge_,
                   {.today = std::chrono::year(2026) / 11 / 23,
                    .strictness = Strictness::as_signed,
                    .plan_of = read,
                    .chart_of = around});
  }

  [[nodiscard]] std::shared_ptr<const note::Note> model_of(const ExampleFile& file) const {
    const text::Text text(file.text);
    return note::build(text, syntax::parse(text), knowledge_->vocabulary, nullptr, file.name);
  }

  [[nodiscard]] SessionFacts facts_of(const note::Note& note, const std::string& name) const {
    SessionFacts out = session_facts(note, text::PositionEncoding::utf8, note::DateOrder::month_first);
    out.path = name;
    if (note.kind == note::FileKind::treatment_plan) {
      for (const note::Goal& goal : note::read_goals(note.text)) out.goals.push_back({.id = goal.name.id});
    } else {
      out.documented = documented_bits(note);
      for (const GoalReference& reference : references(note))
        out.goals.push_back({.id = {reference.goal, reference.objective}});
    }
    return out;
  }

  static std::vector<GoalReference> references(const note::Note& note) {
    std::vector<GoalReference> out;
    for (const note::Block& block : note.blocks) {
      for (const note::Reference& one : block.facts->references)
        out.push_back({.goal = one.goal, .objective = one.objective, .span = block.absolute(one.span)});
    }
    return out;
  }

  /// The example's files are those of one client, but for a file that names another.
  [[nodiscard]] std::shared_ptr<const ChartView> chart_among(const note::Note& note,
                                                             const std::vector<ExampleFile>& files) const {
    auto kept = std::make_shared<std::vector<SessionFacts>>();
    for (const ExampleFile& file : files) kept->push_back(facts_of(*model_of(file), file.name));
    std::ranges::stable_sort(*kept, {}, &SessionFacts::date);
    const SessionFacts own = facts_of(note, "example.pnote");
    auto view = std::make_shared<ChartView>();
    view->references = references(note);
    for (const SessionFacts& file : *kept) {
      const bool of_client = file.client.empty() || own.client.empty() || file.client == own.client;
      const bool is_plan = file.kind == note::FileKind::treatment_plan;
      const bool holds = view->plan == nullptr || file.date <= own.date;
      if (of_client && is_plan && holds) view->plan = &file;
      if (of_client && !is_plan) view->chart.push_back(&file);
      if (!is_plan && !own.clinician.empty() && file.clinician == own.clinician && file.date == own.date)
        view->of_clinician.push_back(&file);
    }
    view->keeps = std::move(kept);
    return view;
  }

  [[nodiscard]] std::vector<const Finding*> of_rule(const Analysis& analysis) const {
    std::vector<const Finding*> out;
    for (const Finding& finding : analysis.findings) {
      if (finding.rule->id == rule_.id) out.push_back(&finding);
    }
    return out;
  }

  static std::string shown(const Places& places, const std::string& text) {
    std::string out;
    for (const auto& [begin, end] : places)
      out += "\n    " + std::to_string(begin) + " «" + text.substr(begin, end - begin) + "»";
    return out.empty() ? "\n    nothing" : out;
  }

  [[nodiscard]] static Places places(const std::vector<const Finding*>& findings) {
    Places out;
    out.reserve(findings.size());
    for (const Finding* finding : findings) out.emplace_back(finding->span.begin, finding->span.end);
    return out;
  }

  /// Where an example that is a notewell.toml has mistakes; what is written in it is ASCII up to there.
  [[nodiscard]] Places mistakes_in(const std::string& settings) const {
    std::vector<ProfileProblem> problems;
    (void)load_settings({.name = "notewell.toml", .text = settings}, knowledge_->nameable(), knowledge_->profiles,
                        nullptr, problems);
    const text::Text text(settings);
    Places out;
    for (const ProfileProblem& mistake : problems) {
      const text::Span line = text.line(std::max<std::uint32_t>(mistake.line, 1) - 1);
      const std::size_t begin = mistake.columns.begin == 0 ? 0 : mistake.columns.begin - 1;
      const std::size_t end = mistake.columns.end == 0 ? line.size() : mistake.columns.end - 1;
      out.emplace_back(line.begin + begin, line.begin + end);
    }
    std::ranges::sort(out);
    return out;
  }

  void try_settings(const Example& example) {
    const Places found = mistakes_in(example.text);
    if (found == example.marks) return;
    problem(example.line, "these settings are marked at" + shown(example.marks, example.text) +
                              "\n  and the mistakes are at" + shown(found, example.text));
  }

  void accepted(const Example& example) {
    if (example.settings) return try_settings(example);
    const auto analysis = analysed(example.text, example.files);
    const auto found = of_rule(*analysis);
    if (!found.empty())
      problem(example.line, "this accepted example gives findings:" + shown(places(found), example.text));
  }

  void flagged(const Example& example) {
    if (example.settings) return try_settings(example);
    const auto analysis = analysed(example.text, example.files);
    const auto found = of_rule(*analysis);
    if (places(found) != example.marks) {
      problem(example.line, "this flagged example is marked at" + shown(example.marks, example.text) +
                                "\n  and the findings are at" + shown(places(found), example.text));
    }
    for (const Finding* finding : found) {
      for (const Fix& fix : fixes(*finding, *analysis->note)) try_fix(example, *finding, fix, found.size());
    }
  }

  void try_fix(const Example& example, const Finding& finding, const Fix& fix, std::size_t before) {
    const auto pattern = std::ranges::find_if(
        rule_.fixes, [&](const FixPattern& one) { return with_arguments(one.title, finding.arguments) == fix.title; });
    std::vector<std::string> fill;
    if (pattern != rule_.fixes.end()) {
      tried_.insert(pattern->title);
      fill = pattern->example;
    }
    const auto with = [&](const std::string& replacement) {
      std::string out = example.text;
      return out.replace(fix.replaced.begin, fix.replaced.size(), replacement);
    };
    const std::string done = with(filled(fix.replacement, fill));
    const auto after_it = analysed(done, example.files);
    const auto after = of_rule(*after_it);
    if (after.size() >= before) {
      problem(example.line, "the fix “" + fix.title + "”, filled in, does not clear the finding:\n" + done +
                                "\n  still found at" + shown(places(after), done));
    }
    const bool blanks =
        std::ranges::any_of(fix.replacement, [](const auto& piece) { return std::holds_alternative<Blank>(piece); });
    if (!blanks) return;
    const auto left = analysed(with(to_plain(fix.replacement)), example.files);
    const auto unfilled = [](const Finding& one) { return one.rule->id == "unfilled-placeholder"; };
    if (std::ranges::none_of(left->findings, unfilled))
      problem(example.line, "the fix “" + fix.title + "” leaves blanks that are not flagged as unfilled");
  }

  const Rule& rule_;
  std::shared_ptr<const Knowledge> knowledge_;
  std::vector<ExampleProblem> problems_;
  std::set<std::string> tried_;
};

}  // namespace

std::vector<ExampleProblem> try_examples(const Rule& rule, const std::shared_ptr<const Knowledge>& knowledge) {
  return Trial(rule, knowledge).run();
}

}  // namespace notewell::lint
