// The index of a workspace: facts of notes and plans, charts, and what a search of a folder finds.

#include "chart/index.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "chart/indexed_file.hpp"
#include "chart/note_search.hpp"
#include "syntax/tree.hpp"

using namespace notewell;
using namespace notewell::chart;
namespace fs = std::filesystem;

namespace {

constexpr auto utf16 = text::PositionEncoding::utf16;

Facts facts(const std::string& text, const std::string& path = "/charts/a.pnote") {
  const text::Text whole(text);
  const auto note = note::build(whole, syntax::parse(whole), lint::builtin_knowledge()->vocabulary, nullptr,
                                fs::path(path).filename().string());
  return facts_of(*note, path, utf16, note::DateOrder::month_first);
}

const std::string plan_text =
    "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-10-01\n---\n# Treatment plan\n\n"
    "## G1 Take part in family life again\n"
    "- G1.1 Eats dinner with the family 3 times a week by 2026-12-15 (now: 0)\n"
    "- **G1.2** “Calls” one friend a week (now: 0)\n"
    "Frequency: weekly\n\n"
    "## Goal 2: Sleep through\n"
    "- Objective 1: In bed by 23:00 on 5 days a week\n"
    "Frequency: with G1\n";

std::string note_text(const std::string& date, const std::string& body, const std::string& client = "MRN-1") {
  return "---\nclient: " + client + "\ndate: " + date + "\n---\n## Data\n" + body + "\n";
}

/// A folder that is gone when the test is.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "notewell-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = fs::canonical(name);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    fs::remove_all(path, error);
  }
  void write(const fs::path& name, const std::string& bytes = "x") const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] std::vector<std::string> notes() const {
    NoteSearch search(path, "", {}, read_indexed);
    while (search.advance(1)) {
    }
    std::sort(search.paths.begin(), search.paths.end());
    return search.paths;
  }

  fs::path path;
};

std::vector<std::string> names(const std::vector<PlanGoal>& goals) {
  std::vector<std::string> out;
  for (const PlanGoal& goal : goals) out.push_back(goal.mark.id.name() + ": " + goal.text);
  return out;
}

std::vector<std::string> names(const std::vector<GoalMark>& marks) {
  std::vector<std::string> out;
  for (const GoalMark& mark : marks) out.push_back(mark.id.name());
  return out;
}

std::vector<std::string> paths(std::span<const Facts> files) {
  std::vector<std::string> out;
  for (const Facts& file : files) out.push_back(file->path());
  return out;
}

}  // namespace

TEST_CASE("A plan's goals are read with text, target and place") {
  const Facts plan = facts(plan_text, "/charts/plan.pnote");
  CHECK(plan->is_plan());
  CHECK(names(plan->goals) ==
        std::vector<std::string>{"G1: Take part in family life again",
                                 "G1.1: Eats dinner with the family 3 times a week by 2026-12-15 (now: 0)",
                                 "G1.2: “Calls” one friend a week (now: 0)", "G2: Sleep through",
                                 "G2.1: In bed by 23:00 on 5 days a week"});
  CHECK(plan->goal({1, 1})->target == "by 2026-12-15 (now: 0)");
  CHECK(plan->goal({1, 2})->target == "(now: 0)");
  CHECK(plan->goal({1, 0})->mark.range() == text::Range{{7, 3}, {7, 5}});
  CHECK(plan->goal({2, 1})->mark.last_number() == text::Range{{13, 12}, {13, 13}});
  CHECK(plan->goal({3, 0}) == nullptr);
  CHECK(names(plan->references()) == std::vector<std::string>{"G1"});  // "with G1"
}

TEST_CASE("References are found in all their forms, with columns of the encoding") {
  const Facts note =
      facts(note_text("2026-11-20", "😀 @G1.2 and Goal 2; tx goal #1, Obj 2.1, objective 3.\nG1: walked."));
  CHECK(names(note->references()) == std::vector<std::string>{"G1.2", "G2", "G1", "G2.1", "G2.3", "G1"});
  CHECK(note->references()[0].range() == text::Range{{5, 3}, {5, 8}});
  CHECK(note->references()[0].last_number() == text::Range{{5, 7}, {5, 8}});
  CHECK(note->addresses({1, 0}));
  CHECK(note->addresses({2, 3}));
  CHECK_FALSE(note->addresses({3, 0}));
  CHECK_FALSE(facts(note_text("2026-11-20", "Dx G47.00, G2211 billed, HbG1c, path/G1, G1a."))->addresses({1, 0}));
}

TEST_CASE("Names of goals are read as people write them") {
  for (const char* name : {"G3", "g3", "@G3", "3", " Goal 3 ", "Tx goal #3"}) CHECK(goal_named(name) == GoalId{3, 0});
  for (const char* name : {"G1.2", "1.2", "@g1.2", "Obj 1.2"}) CHECK(goal_named(name) == GoalId{1, 2});
  for (const char* name : {"", "G", "G0", "G1.", "G1.0", "three", "G1 x", "Objective 2", "G1.2.3", "9999"})
    CHECK(goal_named(name) == std::nullopt);
}

TEST_CASE("How far a goal has come is kept where a note says so beside its name, as a number alone") {
  CHECK(value_now("Calls one friend a week (now: 0)") == "0");
  CHECK(value_now(", now 2/7 days") == "2/7");
  CHECK(value_now("Now at 40%.") == "40%");
  CHECK(value_now("is now 3.") == "3");
  CHECK(value_now("now and then").empty());
  CHECK(value_now("known: 4").empty());
  CHECK(value_now("now").empty());
  const auto note =
      facts(note_text("2026-11-20", "@G1.1 now: 2, @G1.2 as before.\nNow: 3 calls (@G2).\nGoal 2 rests."));
  CHECK(note->values == std::vector<GoalValue>{{.id = {1, 1}, .value = "2"}, {.id = {2, 0}, .value = "3"}});
}

TEST_CASE("Of a note the index keeps facts, and of a psychotherapy note nothing") {
  const Facts note = facts(
      "---\nclient: MRN-1\ndate: 11/20/26\nplan: ../plans/p.pnote\n---\nPHQ-9 14 today (was 18). GAD-7: 9.\n\n"
      "signed: Dana Whitecloud, LMFT 2026-11-20\n",
      "/charts/mrn-1/a.pnote");
  CHECK(note->client() == "MRN-1");
  CHECK(note->date() ==
        std::chrono::year_month_day{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(20)});
  CHECK(note->plan() == "/charts/plans/p.pnote");
  CHECK(note->plan_place == text::Range{{3, 6}, {3, 22}});
  CHECK(note->is_signed);
  REQUIRE(note->scores.size() == 2);
  CHECK(note->scores[0] == ScoreFact{.instrument = "phq-9", .total = 14});
  CHECK(facts("---\nkind: psychotherapy-note\nclient: MRN-1\n---\nAbout @G1.\n") == nullptr);
  CHECK(facts("") != nullptr);
}

TEST_CASE("Notes are held against the plan they link to, else the one of their client at their date") {
  const auto old_plan = facts("---\nkind: treatment-plan\nclient: mrn-1\ndate: 2026-01-01\n---\n", "/c/old.pnote");
  const auto plan = facts(plan_text, "/c/plan.pnote");
  const auto before = facts(note_text("2026-03-01", "@G1"), "/c/1.pnote");
  const auto after = facts(note_text("2026-11-01", "@G1"), "/c/2.pnote");
  const auto linked = facts("---\nplan: plan.pnote\n---\n@G1\n", "/c/3.pnote");
  const auto other = facts(note_text("2026-11-01", "@G1", "MRN-2"), "/c/4.pnote");
  std::vector<Index::Change> changes;
  for (const Facts& file : {after, plan, other, old_plan, linked, before}) changes.push_back({file->path(), file});
  const Index empty;
  const Index index = empty.with(changes);
  CHECK(empty.size() == 0);
  CHECK(index.size() == 6);
  CHECK(index.plan_of(*before) == old_plan);
  CHECK(index.plan_of(*after) == plan);
  CHECK(index.plan_of(*linked) == plan);
  CHECK(index.plan_of(*plan) == plan);
  CHECK(index.plan_of(*other) == nullptr);
  CHECK(paths(index.notes_of(*plan)) == std::vector<std::string>{"/c/3.pnote", "/c/2.pnote"});
  CHECK(paths(index.notes_of(*old_plan)) == std::vector<std::string>{"/c/1.pnote"});
  SECTION("a change makes another index and leaves the one before as it was") {
    const std::vector<Index::Change> later = {{"/c/plan.pnote", nullptr}, {"/c/9.pnote", nullptr}};
    const Index now = index.with(later);
    CHECK(now.size() == 5);
    CHECK(now.file("/c/plan.pnote") == nullptr);
    CHECK(now.plan_of(*after) == old_plan);
    CHECK(index.plan_of(*after) == plan);
  }
  SECTION("of several changes to one file the last counts") {
    const Facts moved = facts(note_text("2026-01-05", "@G1"), "/c/2.pnote");
    const std::vector<Index::Change> later = {{"/c/2.pnote", nullptr}, {"/c/2.pnote", after}, {"/c/2.pnote", moved}};
    const Index now = index.with(later);
    CHECK(now.size() == 6);
    CHECK(now.file("/c/2.pnote") == moved);
    CHECK(paths(now.chart_of(*moved)) ==
          std::vector<std::string>{"/c/old.pnote", "/c/2.pnote", "/c/1.pnote", "/c/plan.pnote"});
    const std::vector<Index::Change> gone = {{"/c/2.pnote", nullptr}};
    const Index without = now.with(gone);
    CHECK(paths(without.chart_of(*moved)).size() == 3);
  }
}

TEST_CASE("Two thousand notes are indexed and each change keeps the rest") {
  const auto knowledge = lint::builtin_knowledge();
  const Folder folder;
  constexpr int clients = 100;
  constexpr int notes = 20;
  for (int c = 0; c != clients; ++c) {
    const std::string client = "MRN-" + std::to_string(1000 + c);
    for (int n = 0; n != notes; ++n)
      folder.write(client + "/" + std::to_string(n) + ".pnote",
                   note_text("2026-01-" + std::string(n < 9 ? "0" : "") + std::to_string(n + 1), "@G1", client));
  }
  Index index;
  for (const std::string& name : folder.notes()) {
    const std::string path = (folder.path / name).string();
    const Index::Change change{path, read_file(path, *knowledge, utf16, note::DateOrder::month_first).facts};
    REQUIRE(change.facts != nullptr);
    CHECK(change.facts->stamp == stamp_of(path));
    index = index.with({&change, 1});
  }
  CHECK(index.size() == clients * notes);
  std::size_t seen = 0;
  index.each([&](const Facts& file) {
    ++seen;
    CHECK(index.chart_of(*file).size() == notes);
    CHECK(index.file(file->path()) == file);
  });
  CHECK(seen == clients * notes);
}

TEST_CASE("A search passes by what is ignored, links to folders and .git, and tells the same of single files") {
  const Folder folder;
  folder.write(".gitignore", "old/\n");
  folder.write(".notewellignore", "*.draft.pnote\n");
  for (const char* name : {"a/1.pnote", "a/2.draft.pnote", "a/3.note.md", "a/readme.md", "old/4.pnote", ".git/5.pnote"})
    folder.write(name);
  fs::create_directory_symlink("..", folder.path / "a/up");
  fs::create_symlink("1.pnote", folder.path / "a/link.pnote");
  CHECK(folder.notes() == std::vector<std::string>{"a/1.pnote", "a/3.note.md", "a/link.pnote"});
  for (const char* name : {"a/1.pnote", "a/3.note.md"})
    CHECK(would_find(folder.path, folder.path / name, read_indexed));
  for (const char* name : {"a/2.draft.pnote", "a/readme.md", "old/4.pnote", ".git/5.pnote", "a/up/a/1.pnote"})
    CHECK_FALSE(would_find(folder.path, folder.path / name, read_indexed));
  CHECK_FALSE(would_find(folder.path / "a", folder.path / "old/4.pnote", read_indexed));
}

TEST_CASE("What is too large, gone, or no file has no facts") {
  const auto knowledge = lint::builtin_knowledge();
  const Folder folder;
  folder.write("large.pnote");
  fs::resize_file(folder.path / "large.pnote", largest_indexed + 1);
  fs::create_directory(folder.path / "folder.pnote");
  fs::create_symlink("circle.pnote", folder.path / "circle.pnote");
  for (const char* name : {"large.pnote", "none.pnote", "folder.pnote", "circle.pnote"})
    CHECK(read_file(folder.path / name, *knowledge, utf16, note::DateOrder::month_first).facts == nullptr);
  fs::resize_file(folder.path / "large.pnote", 3);
  CHECK(read_file(folder.path / "large.pnote", *knowledge, utf16, note::DateOrder::month_first).facts != nullptr);
}
