// A new note: what is filled in from the chart, what never is, and that nothing in it is wrong but what is left blank.

#include "chart/new_note.hpp"

#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "chart/chart_of.hpp"
#include "lint/analysis.hpp"
#include "note/format.hpp"
#include "syntax/tree.hpp"

using namespace notewell;
using namespace notewell::chart;
using namespace std::chrono_literals;

namespace {

constexpr auto utf8 = text::PositionEncoding::utf8;
constexpr auto day = 2026y / 11 / 24;

std::shared_ptr<const note::Note> model(const std::string& text, const std::string& name) {
  const text::Text whole(text);
  return note::build(whole, syntax::parse(whole), lint::builtin_knowledge()->vocabulary, nullptr, name);
}

/// A chart without a disk.
class Chart {
 public:
  Chart& with(const std::string& name, const std::string& text) {
    const std::string path = "/charts/mrn-1/" + name;
    models_[path] = model(text, name);
    const Index::Change change{.path = path,
                               .facts = facts_of(*models_[path], path, utf8, note::DateOrder::month_first)};
    index_ = index_.with({&change, 1});
    return *this;
  }
  [[nodiscard]] BegunNote begun(const std::string& id, const NewNote& about) const {
    return begun_note(*note_template(id), about, index_, reading());
  }
  [[nodiscard]] std::string text(const std::string& id, const NewNote& about = {.client = "MRN-1",
                                                                                .date = day,
                                                                                .folder = "/charts/mrn-1",
                                                                                .clinician = {}}) const {
    return lint::to_plain(begun(id, about).pieces);
  }
  [[nodiscard]] ReadNote reading() const {
    return [this](const FileFacts& file) { return models_.at(file.path()); };
  }
  [[nodiscard]] const Index& index() const { return index_; }

 private:
  std::map<std::string, std::shared_ptr<const note::Note>> models_;
  Index index_;
};

std::string session(const std::string& date, const std::string& more, const std::string& body = {}) {
  return "---\nclient: MRN-1\ndate: " + date + "\ntime: 14:00-14:53\nclinician: Ana Ruiz, LCSW\n" + more +
         "---\n## Data\nCried when she spoke of the empty chair.\n\n## Assessment\nLow mood on most days.\n\n" + body;
}

const std::string plan_text =
    "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-10-01\nreview: 2026-12-30\ndiagnosis: F33.1\n---\n"
    "# Treatment plan\n\n## G1 Take part in family life again\n"
    "- G1.1 Eats dinner with the family 3 times a week by 2026-12-15 (now: 0)\n\n## G2 Sleep through\n";

Chart two_sessions() {
  Chart chart;
  chart.with("plan.pnote", plan_text)
      .with("a.pnote", session("2026-11-10", "code: 90837\nplace: office (11)\nsession number: 6\n"))
      .with("b.pnote",
            session("2026-11-17", "code: 90837\nplace: telehealth, video\nsession number: 7\nplan: plan.pnote\n",
                    "## Plan\nTwo dinners, Sunday and Wednesday.\nNext session 11/24 --> bring the list.\n\n"
                    "Signed: Ana Ruiz, LCSW, 2026-11-17 17:00\n"));
  return chart;
}

bool has(const std::string& text, std::string_view what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("A new note has who, when, which session and which plan from the chart") {
  const std::string text = two_sessions().text("dap");
  CHECK(has(text, "\nclient: MRN-1\n"));
  CHECK(has(text, "\ndate: 2026-11-24\n"));
  CHECK(has(text, "\ndiagnosis: F33.1\n"));
  CHECK(has(text, "\nclinician: Ana Ruiz, LCSW\n"));
  CHECK(has(text, "\nsession number: 8\n"));
  CHECK(has(text, "\nplan: plan.pnote\n"));
  CHECK(has(text, "\ngoals: ‹goals that this session served: @G1 | @G1.1 | @G2›\n"));
  CHECK(has(text, "\n@G1.1 Eats dinner with the family 3 times a week by 2026-12-15 (now: 0)\n"));
}

TEST_CASE("Code and place are filled in only where the last two sessions agree") {
  const std::string text = two_sessions().text("dap");
  CHECK(has(text, "\ncode: 90837\n"));
  CHECK(has(text, "\nplace: ‹"));
  Chart one;
  one.with("a.pnote", session("2026-11-10", "code: 90837\nplace: office (11)\n"));
  CHECK(has(one.text("dap"), "\ncode: ‹"));
}

TEST_CASE("Of the last session nothing is copied but its plan, as a comment that is no part of the note") {
  const std::string text = two_sessions().text("dap");
  CHECK_FALSE(has(text, "chair"));
  CHECK_FALSE(has(text, "Low mood"));
  CHECK_FALSE(has(text, "14:00"));
  CHECK(has(text,
            "<!-- A reminder, to be taken out before signing. Planned on 2026-11-17:\n"
            "Two dinners, Sunday and Wednesday.\nNext session 11/24 → bring the list.\n-->\n"));
  CHECK_FALSE(has(text, "17:00"));
  const auto note = model(text, "new.pnote");
  CHECK_FALSE(note->signed_);
  for (const note::Block& block : note->blocks) {
    if (has(block.facts->bytes, "Two dinners")) CHECK(block.kind == note::BlockKind::other);
  }
}

TEST_CASE("A session after the note's date, a psychotherapy note and a no-show are no last session") {
  Chart chart = two_sessions();
  chart.with("c.pnote", session("2026-12-01", "session number: 9\n", "## Plan\nLater.\n"))
      .with("d.pnote", "---\nkind: psychotherapy-note\nclient: MRN-1\ndate: 2026-11-20\n---\nA dream.\n## Plan\nAsk.\n")
      .with("e.pnote", session("2026-11-21", "kind: no-show\n", "## Plan\nCall.\n"));
  const std::string text = chart.text("birp");
  CHECK(has(text, "\nsession number: 8\n"));
  for (const char* other : {"Later.", "Ask.", "Call.", "dream"}) CHECK_FALSE(has(text, other));
}

TEST_CASE("Settings say who the clinician is, and links lead from the new note's folder") {
  const NewNote about = {.client = "mrn-1",
                         .date = day,
                         .folder = "/charts/new",
                         .clinician = {.name = "D. Reyes", .credentials = "LCSW"}};
  const std::string text = two_sessions().text("soap", about);
  CHECK(has(text, "\nclinician: D. Reyes, LCSW\n"));
  CHECK(has(text, "\nplan: ../mrn-1/plan.pnote\n"));
  CHECK(has(text, "\nclient: MRN-1\n"));  // as the chart writes it
}

TEST_CASE("Without a chart only what was said is filled in") {
  const std::string text = Chart().text("dap", {.client = {}, .date = day, .folder = "/charts", .clinician = {}});
  CHECK(has(text, "\nclient: ‹"));
  CHECK(has(text, "\ndate: 2026-11-24\n"));
  CHECK_FALSE(has(text, "<!--"));
  CHECK_FALSE(has(text, "goals:"));
}

TEST_CASE("A plan and an intake take who and when, and neither goals nor the last plan") {
  for (const char* id : {"plan", "intake"}) {
    const std::string text = two_sessions().text(id);
    CHECK(has(text, "\nclient: MRN-1\n"));
    CHECK(has(text, "\ndate: 2026-11-24\n"));
    CHECK_FALSE(has(text, "dinner"));
    CHECK_FALSE(has(text, "plan.pnote"));
  }
}

TEST_CASE("A blank that was left in the last note is not taken for a fact") {
  Chart chart;
  chart.with("a.pnote",
             session("2026-11-10", "diagnosis: ‹ICD-10-CM code›\n", "## Plan\n‹next step›\n\nCalls her aunt.\n"));
  const std::string text = chart.text("dap");
  CHECK(has(text, "\ndiagnosis: ‹ICD-10-CM code›\n"));
  CHECK(has(text, "Calls her aunt."));
  CHECK(text.find("‹next step›") == std::string::npos);
}

TEST_CASE("The usual template is that of the last note") {
  Chart chart;
  const NewNote about = {.client = "MRN-1", .date = day, .folder = "/charts", .clinician = {}};
  CHECK(usual_template(about, chart.index(), chart.reading()).id == "dap");
  chart.with("a.pnote", "---\nclient: MRN-1\ndate: 2026-11-10\n---\n# BIRP\n\n## Behavior\nCame.\n");
  CHECK(usual_template(about, chart.index(), chart.reading()).id == "birp");
}

TEST_CASE("Every template is laid out as the formatter lays notes out, and finds fault with nothing but blanks") {
  // What only the clinician can write: the blanks, the signature, and the story of the intervention that will be
  // ticked.
  const std::set<std::string> expected = {"unfilled-placeholder", "signature-missing", "checkbox-only-section",
                                          "intervention-without-detail"};
  const Chart chart = two_sessions();
  for (const NoteTemplate& whole : note_templates()) {
    const std::string bytes = chart.text(whole.id);
    INFO(bytes);
    const lint::Settings settings = {.today = day, .strictness = lint::Strictness::as_signed};
    const auto analysis = lint::analyse(text::Text(bytes), "new.pnote", lint::builtin_knowledge(), settings);
    std::vector<std::string> unexpected;
    for (const lint::Finding& finding : analysis->findings) {
      if (!expected.contains(finding.rule->id)) unexpected.push_back(finding.rule->id);
    }
    CHECK(unexpected == std::vector<std::string>{});
    CHECK(note::format(*analysis->note, analysis->tree, {}, "new.pnote").empty());
    CHECK(analysis->note->kind == whole.kind);
    if (whole.kind == note::FileKind::progress_note) CHECK(note::name_of(analysis->note->format) == whole.id);
  }
}
