// Copied narrative: which passages count, what makes two of them alike, and what the index finds of it, held against a
// comparison of every pair.

#include "chart/copied.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "chart/print_table.hpp"
#include "lint/builtin.hpp"
#include "syntax/tree.hpp"

#include "bench/charts.hpp"

using namespace notewell;
using namespace notewell::chart;

namespace {

constexpr auto utf16 = text::PositionEncoding::utf16;
constexpr auto us = note::DateOrder::month_first;

std::shared_ptr<const note::Note> note_of(const std::string& text, std::string_view name = "a.pnote") {
  const text::Text whole(text);
  return note::build(whole, syntax::parse(whole), lint::builtin_knowledge()->vocabulary, nullptr, name);
}

std::string note_text(const std::string& body, const std::string& client = "MRN-1",
                      const std::string& date = "2026-11-20") {
  return "---\nclient: " + client + "\ndate: " + date + "\n---\n## Data\n" + body + "\n";
}

CopyIndex::Change change(const std::string& path, const std::string& text) {
  return {.path = path,
          .passages = indexed_passages(*note_of(text), std::make_shared<const std::string>(path), utf16, us)};
}

CopyIndex index_of(std::initializer_list<std::pair<std::string, std::string>> files) {
  std::vector<CopyIndex::Change> changes;
  for (const auto& [path, text] : files) changes.push_back(change(path, text));
  return CopyIndex().with(std::move(changes));
}

std::vector<lint::CopiedPassage> copies(const CopyIndex& index, const std::string& path, const std::string& text,
                                        const lint::CopyTerms& terms = {}) {
  return CopiedIn(index, path, us)(*note_of(text), terms);
}

PassageContent words(std::string_view text) {
  std::vector<PassageWord> out;
  append_words(text, {0, static_cast<text::Offset>(text.size())}, out);
  return passage_of(std::move(out));
}

std::vector<std::string> passages_in(const std::string& text) {
  const auto note = note_of(text);
  std::vector<std::string> out;
  for (const Passage& passage : passages_of(*note)) out.emplace_back(note->text.slice(passage.span()));
  return out;
}

/// Exact, over whole shingles.
struct Alike {
  double jaccard = 0;
  double overlap = 0;
};
/// Of shingles that are sorted, each once.
Alike alike(const std::vector<std::uint64_t>& one, const std::vector<std::uint64_t>& other) {
  std::vector<std::uint64_t> common;
  std::ranges::set_intersection(one, other, std::back_inserter(common));
  const auto size = [](const auto& list) { return static_cast<double>(list.size()); };
  return {size(common) / (size(one) + size(other) - size(common)), size(common) / std::min(size(one), size(other))};
}
std::vector<std::uint64_t> each_once(std::vector<std::uint64_t> all) {
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

const std::string radio =
    "She described how the quiet of the flat after seven makes her turn the radio on in every room, and that it "
    "helped until the news came.";
const std::string ladder =
    "Built a ladder of twelve steps together, from standing at the door of the canteen to eating soup at the middle "
    "table with two colleagues.";

}  // namespace

TEST_CASE("what copies change without saying anything else is alike") {
  const auto same = [](std::string_view one, std::string_view other) {
    return words(one).shingles == words(other).shingles;
  };
  CHECK(same("She slept 4 hours on Monday, “like a stone.”", "he SLEPT 11 hours on Friday - 'like a stone'"));
  CHECK(same("Since 10/3/24 the client can't sleep", "since November 3, 2026, the patient can’t sleep"));
  CHECK(same("went with Maria to the lake", "went with Thomas Okafor to the lake"));
  CHECK_FALSE(same("went with her sister to the lake", "went with her brother to the lake"));
  CHECK(words("").words.empty());
  CHECK(words("Größe — naïve…").words.size() == 2);
}

TEST_CASE("passages are the narrative of a block; what may well be the same is none") {
  const std::string long_line =
      "walks to the river, calls her sister, calls the crisis line, goes to the emergency room on Fourth Street";
  CHECK(passages_in(note_text(radio)) == std::vector{radio.substr(0, radio.size() - 1)});
  CHECK(passages_in(note_text("- [x] sad\n  - Observed: tearful from the first minutes; spoke so softly that I asked "
                              "twice.\n  - Reported: \"I can't do people right now.\""))
            .size() == 1);
  CHECK(passages_in(note_text("Denies thoughts of death or of harming others.")).empty());
  for (const std::string& exempt :
       {"## Safety plan\n" + long_line, "## Goal\n" + long_line, "Safety plan: " + long_line, "# " + long_line,
        "I attest that " + long_line, "<!-- " + long_line + " -->", "| a | b |\n|---|---|\n| " + long_line + " | x |",
        "walks to ‹where›, calls her sister" + long_line, "PHQ-9 item 9, 2: " + long_line, "Signature: " + long_line,
        "- [x] " + long_line, "Coping: [x] " + long_line + "  [ ] none", "## Treatment goals\n" + long_line,
        "## Crisis plan\n1. " + long_line}) {
    INFO(exempt);
    CHECK(passages_in(note_text("\n" + exempt)).empty());
  }
  CHECK(passages_in("---\nclient: MRN-1\nparticipants: " + long_line + "\n---\n").empty());
  CHECK(passages_in("---\nkind: treatment-plan\n---\n" + radio).empty());
  CHECK(passages_in("---\nkind: psychotherapy-note\n---\n" + radio).empty());
}

TEST_CASE("a quote's words count once, however many sentences it has") {
  const auto quoted = [](const std::string& quote) {
    return passages_of(*note_of(note_text("In the rain, a cousin and he paid; “" + quote + "”"))).front().content;
  };
  CHECK(quoted("That door keeps waiting. On an empty plate. Since May.")->words.size() ==
        quoted("That door keeps waiting on an empty plate since May")->words.size());
}

TEST_CASE("what is kept of a file's passages comes back as it was") {
  std::mt19937_64 random(5);
  FilePassages file;
  std::vector<std::pair<text::Range, std::vector<std::uint16_t>>> added;
  for (std::size_t count : {0UL, 1UL, 2UL, 13UL, 60UL, 700UL, 65'536UL}) {
    std::set<std::uint16_t> shingles;
    while (shingles.size() != count) shingles.insert(static_cast<std::uint16_t>(random()));
    const auto line = static_cast<std::uint32_t>(random() % 100'000);
    const auto column = static_cast<std::uint32_t>(random() % 1'000'000);
    added.push_back({{{line, column}, {line + 3, 7}}, {shingles.begin(), shingles.end()}});
    file.add(added.back().first, added.back().second);
  }
  REQUIRE(file.size() == added.size());
  std::vector<std::uint16_t> shingles;
  for (std::uint32_t i = 0; i != file.size(); ++i) {
    CHECK(file.place(i) == added[i].first);
    file.shingles_of(i, shingles);
    CHECK(shingles == added[i].second);
  }
}

TEST_CASE("a table of prints finds what was put in, few or many") {
  std::mt19937_64 random(6);
  for (const std::size_t size : {0UL, 1UL, 500UL, 40'000UL}) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> all;
    for (std::size_t i = 0; i != size; ++i)
      all.emplace_back(static_cast<std::uint32_t>(random()) & 0xFFF0FFF0U,
                       static_cast<std::uint32_t>(random() % 70'000));
    if (size > 1) all.emplace_back(0xFFFFFFFF, 3);
    if (size > 1) all.emplace_back(0, 4);
    std::ranges::sort(all);
    PrintTable table(all.size(), 70'000);
    for (const auto& [print, passage] : all) table.add(print, passage);
    table.finish();
    CHECK(table.size() == all.size());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> walked;
    for (PrintTable::Walk walk(table); !walk.at_end(); walk.go_on()) walked.emplace_back(walk.print(), walk.passage());
    CHECK(walked == all);
    bool right = true;
    for (const auto& [print, passage] : all) {
      const auto [begin, end] = table.of(print);
      const auto range = std::ranges::equal_range(all, print, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
      right = right && end - begin == range.size() && table.passage(begin) == range.front().second;
    }
    CHECK(right);
    const auto [begin, end] = table.of(0x00010001);
    CHECK(begin == end);
  }
}

TEST_CASE("passages with a run of twelve words in common share a print") {
  std::mt19937_64 random(7);
  for (int round = 0; round != 500; ++round) {
    const auto from = words(bench::made_passage(random)).words;
    const auto before = words(bench::made_passage(random)).words;
    const auto behind = words(bench::made_passage(random)).words;
    if (from.size() < sure_run) continue;
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(random() % (from.size() - sure_run + 1));
    std::vector<PassageWord> copy(before);
    copy.insert(copy.end(), begin, begin + sure_run);
    copy.insert(copy.end(), behind.begin(), behind.end());
    const auto one = passage_of(from).prints;
    const auto other = passage_of(copy).prints;
    CHECK(std::ranges::any_of(one, [&](std::uint64_t print) { return std::ranges::binary_search(other, print); }));
  }
}

TEST_CASE("a copied passage is told with its place; the older note is not told of the younger") {
  const CopyIndex index =
      index_of({{"/c/1/a.pnote", note_text("🙂 " + ladder + "\n\n" + radio, "MRN-1", "2026-11-13")},
                {"/c/1/b.pnote", note_text(radio, "MRN-1", "2026-11-20")}});
  const auto found = copies(index, "/c/1/b.pnote", note_text(radio));
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "/c/1/a.pnote");
  CHECK(found[0].name == "a.pnote");
  CHECK(found[0].place == text::Range{{7, 0}, {7, static_cast<std::uint32_t>(radio.size() - 1)}});
  CHECK(found[0].same_client);
  CHECK(found[0].share == 1);
  CHECK(found[0].words == words(radio).words.size());
  CHECK(found[0].date == std::chrono::year(2026) / 11 / 13);
  CHECK(found[0].others == 0);
  CHECK(note_of(note_text(radio))->text.slice(found[0].span) == radio.substr(0, radio.size() - 1));
  CHECK(copies(index, "/c/1/a.pnote", note_text(radio, "MRN-1", "2026-11-13")).empty());
  // Without a date nobody knows which was first.
  CHECK(copies(index, "/c/1/a.pnote", note_text(radio, "MRN-1", "")).size() == 1);
}

TEST_CASE("another client's passage goes before the same client's, and names and days hide nothing") {
  const CopyIndex index = index_of({{"/c/1/a.pnote", note_text(radio, "MRN-1", "2026-11-13")},
                                    {"/c/2/a.pnote", note_text(radio, "MRN-2", "2026-11-14")}});
  const std::string changed =
      "He described how the quiet of the flat after seven makes him turn the radio on in every room, and that it "
      "helped until the news came.";
  const auto found = copies(index, "/c/1/b.pnote", note_text(changed));
  REQUIRE(found.size() == 1);
  CHECK(found[0].path == "/c/2/a.pnote");
  CHECK(found[0].name == "../2/a.pnote");
  CHECK_FALSE(found[0].same_client);
  CHECK(found[0].others == 1);
}

TEST_CASE("containment: a passage within a longer one is found, either way round") {
  const std::string longer = ladder + " " + radio + " " + "Ends the hour with a plan for two evenings and a call.";
  const CopyIndex of_short = index_of({{"/c/a.pnote", note_text(radio, "MRN-1", "2026-11-13")}});
  const auto found = copies(of_short, "/c/b.pnote", note_text(longer));
  REQUIRE(found.size() == 1);
  CHECK(found[0].share == 1);
  const std::string marked(note_of(note_text(longer))->text.slice(found[0].span));
  CHECK(marked == radio.substr(0, radio.size() - 1));
  const CopyIndex of_long = index_of({{"/c/a.pnote", note_text(longer, "MRN-1", "2026-11-13")}});
  CHECK(copies(of_long, "/c/b.pnote", note_text(radio)).size() == 1);
}

TEST_CASE("terms: share, words, and the practice's own wording") {
  const CopyIndex index = index_of({{"/c/a.pnote", note_text(radio, "MRN-2", "2026-11-13")}});
  const std::string half = radio.substr(0, radio.find("makes")) +
                           "ends with a call to the line that her aunt set up "
                           "for nights when nobody else would be awake.";
  CHECK(copies(index, "/d/b.pnote", note_text(half), {.least_share = 0.5}).empty());
  CHECK(copies(index, "/d/b.pnote", note_text(half), {.least_share = 0.3, .least_words = 9}).size() == 1);
  CHECK(copies(index, "/d/b.pnote", note_text(half), {.least_share = 0.3, .least_words = 12}).empty());
  CHECK(
      copies(index, "/d/b.pnote", note_text(radio), {.least_words = 15, .boilerplate = {"She described how the quiet"}})
          .size() == 1);
  CHECK(copies(index, "/d/b.pnote", note_text(radio), {.boilerplate = {radio}}).empty());
}

TEST_CASE("asking again costs what changed, and gives the same as asking anew") {
  const CopiedIn ask(index_of({{"/c/a.pnote", note_text(radio + "\n\n" + ladder, "MRN-1", "2026-11-13")}}),
                     "/c/b.pnote", us);
  CHECK(ask(*note_of(note_text(radio)), {}).size() == 1);
  const auto both = ask(*note_of(note_text("New today.\n\n" + ladder + "\n\n" + radio)), {});
  REQUIRE(both.size() == 2);
  CHECK(both[0].span.begin < both[1].span.begin);
  CHECK(ask.in(CopyIndex(), std::nullopt).now(*note_of(note_text(radio)), {}).empty());
}

TEST_CASE("in an index that changed, what may be another is looked up again, and nothing else") {
  const std::string mine = radio + "\n\n" + ladder;
  const auto note = note_of(note_text(mine));
  const auto before = index_of({{"/c/a.pnote", note_text(radio, "MRN-1", "2026-11-13")}});
  const CopiedIn ask(before, "/c/b.pnote", us);
  REQUIRE(ask(*note, {}).size() == 1);
  const auto with_ladder = before.with({change("/c/c.pnote", note_text(ladder, "MRN-1", "2026-11-14"))});
  const auto prints = [](const std::string& text) {
    std::vector<std::uint32_t> out;
    for (const std::uint64_t print : words(text).prints) out.push_back(short_print(print));
    return out;
  };
  const auto moved = ask.in(with_ladder, prints(ladder));
  CHECK(moved.differs);
  CHECK(moved.now(*note, {}).size() == 2);
  CHECK(ask(*note, {}).size() == 1);  // who asks the older one is told what that knows
  CHECK_FALSE(ask.in(with_ladder, prints(radio)).differs);
  CHECK_FALSE(ask.in(before, std::nullopt).differs);
  CHECK(ask.in(with_ladder, std::nullopt).differs);

  SECTION("from an index that knew nothing yet") {
    const CopiedIn fresh(CopyIndex(), "/c/b.pnote", us);
    CHECK(fresh(*note, {}).empty());
    CHECK_FALSE(fresh.in(CopyIndex(), std::nullopt).differs);
    const auto grown = fresh.in(before, prints(radio));
    CHECK(grown.differs);
    CHECK(grown.now(*note, {}).size() == 1);
  }
  SECTION("with the practice's own wording taken out of the passages") {
    const lint::CopyTerms terms{.least_words = 15, .boilerplate = {"built a ladder"}};
    const CopiedIn without(before, "/c/b.pnote", us);
    CHECK(without(*note, terms).size() == 1);
    const auto after = without.in(with_ladder, prints(ladder));
    CHECK(after.differs);
    CHECK(after.now(*note, terms).size() == 2);
  }
}

namespace {

/// Everything that the index finds of the passages, as text.
std::string all_found(const CopyIndex& index, const std::map<std::string, std::string>& files) {
  std::string out;
  for (const auto& [path, text] : files) {
    for (const Passage& passage : passages_of(*note_of(text))) {
      for (const PassageMatch& match : index.find(*passage.content, path, 0.3))
        out += path + " " + *match.file->path + " " + std::to_string(match.passage) + " " +
               std::to_string(match.shared) + "\n";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the index finds the same in whatever order and portions it was built") {
  std::mt19937_64 random(3);
  std::map<std::string, std::string> files;
  std::vector<std::string> made;
  for (int i = 0; i != 120; ++i) {
    made.push_back(i % 3 == 2
                       ? bench::altered(made[random() % made.size()], bench::Alteration::word_replaced, 1, random)
                       : bench::made_passage(random));
    files["/c/" + std::to_string(i) + ".pnote"] = note_text(made.back());
  }
  // One passage in far more files than a search looks at.
  for (int i = 0; i != 150; ++i) files["/d/" + std::to_string(i) + ".pnote"] = note_text(radio);
  std::vector<CopyIndex::Change> changes;
  for (const auto& [path, text] : files) changes.push_back(change(path, text));
  const CopyIndex at_once = CopyIndex().with(changes);
  CHECK(at_once.size() == files.size());
  const std::string expected = all_found(at_once, files);
  CHECK(std::ranges::count(expected, '\n') > 80);

  for (int round = 0; round != 3; ++round) {
    std::ranges::shuffle(changes, random);
    CopyIndex index;
    for (std::size_t begin = 0; begin < changes.size();) {
      const std::size_t end = std::min(changes.size(), begin + 1 + random() % 9);
      // What is wrong is put in first, and what goes again.
      std::vector<CopyIndex::Change> portion{change(changes[begin].path, note_text(ladder)),
                                             change("/gone/" + std::to_string(begin), note_text(radio))};
      index = index.with(std::move(portion));
      portion.assign(changes.begin() + static_cast<std::ptrdiff_t>(begin),
                     changes.begin() + static_cast<std::ptrdiff_t>(end));
      portion.push_back({.path = "/gone/" + std::to_string(begin), .passages = {}});
      index = index.with(std::move(portion));
      begin = end;
    }
    CHECK(index.size() == files.size());
    CHECK(all_found(index, files) == expected);
  }

  SECTION("a file that is gone is forgotten, one that changed is found as it is now") {
    const CopyIndex before = at_once;
    const CopyIndex after =
        at_once.with({{.path = "/c/0.pnote", .passages = {}}, change("/c/1.pnote", note_text(ladder))});
    const auto finds = [](const CopyIndex& index, const std::string& text, const std::string& path) {
      return std::ranges::any_of(index.find(words(text), "", 0.9),
                                 [&](const PassageMatch& match) { return *match.file->path == path; });
    };
    CHECK(finds(before, made[0], "/c/0.pnote"));
    CHECK_FALSE(finds(after, made[0], "/c/0.pnote"));
    CHECK_FALSE(finds(after, made[1], "/c/1.pnote"));
    CHECK(finds(after, ladder, "/c/1.pnote"));
    CHECK(finds(at_once, made[0], "/c/0.pnote"));  // who holds the older value keeps it
    CHECK_FALSE(finds(at_once.with({change("/c/0.pnote", "")}), made[0], "/c/0.pnote"));
    CHECK(at_once.find(words(made[0]), "/c/0.pnote", 0.99).empty());  // nothing is its own copy
  }
}

TEST_CASE("held against every pair: nothing alike is missed, nothing unlike is told") {
  std::mt19937_64 random(11);
  std::vector<std::string> made;
  for (std::size_t i = 0; i != 600; ++i) {
    if (i % 2 == 0) {
      made.push_back(bench::made_passage(random));
    } else {
      const auto how = static_cast<bench::Alteration>(random() % 6);
      made.push_back(bench::altered(made[i - 1], how, 1 + random() % 6, random));
    }
  }
  std::vector<PassageContent> contents;
  std::vector<std::vector<std::uint64_t>> shingles;
  std::vector<CopyIndex::Change> changes;
  for (const std::string& text : made) {
    contents.push_back(*passages_of(*note_of(note_text(text))).front().content);
    shingles.push_back(each_once(contents.back().shingles));
    changes.push_back(change("/c/" + std::to_string(changes.size()) + ".pnote", note_text(text)));
  }
  const CopyIndex index = CopyIndex().with(changes);
  constexpr double least = 0.5;
  std::size_t near = 0;
  std::size_t found_near = 0;
  std::size_t enough = 0;
  std::size_t found_enough = 0;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> seen;
  for (std::size_t i = 0; i != contents.size(); ++i) {
    std::set<std::size_t> found;
    for (const PassageMatch& match : index.find(contents[i], "/c/" + std::to_string(i) + ".pnote", least)) {
      const std::size_t other = std::stoul(match.file->path->substr(3));
      found.insert(other);
      seen[std::minmax(i, other)] += 1;
      const Alike exact = alike(shingles[i], shingles[other]);
      CHECK(exact.overlap >= least - 0.01);
      CHECK(match.share == Approx(exact.overlap).margin(0.03));
    }
    for (std::size_t j = 0; j != contents.size(); ++j) {
      if (i == j) continue;
      const Alike exact = alike(shingles[i], shingles[j]);
      near += exact.jaccard >= 0.8 ? 1 : 0;
      found_near += exact.jaccard >= 0.8 && found.contains(j) ? 1 : 0;
      enough += exact.overlap >= least ? 1 : 0;
      found_enough += exact.overlap >= least && found.contains(j) ? 1 : 0;
    }
  }
  // Whom one finds finds it.
  CHECK(std::ranges::all_of(seen, [](const auto& pair) { return pair.second == 2; }));
  CHECK(near > 250);
  CHECK(found_near == near);
  CHECK(enough > near);
  CHECK(static_cast<double>(found_enough) >= 0.95 * static_cast<double>(enough));
}

TEST_CASE("copies planted in charts are found, and no others") {
  const auto charts = bench::made_charts({.notes = 400, .seed = 5, .copied = 0.1});
  std::vector<CopyIndex::Change> changes;
  for (const auto& file : charts.files) changes.push_back(change("/c/" + file.path, file.text));
  const CopyIndex index = CopyIndex().with(changes);
  std::set<std::string> expected;
  for (const auto& one : charts.planted) {
    if (one.kind.starts_with("copied")) expected.insert(one.path + ":" + std::to_string(one.line));
  }
  REQUIRE(expected.size() > 20);
  std::set<std::string> found;
  for (const auto& file : charts.files) {
    const auto note = note_of(file.text);
    for (const auto& copy : copies(index, "/c/" + file.path, file.text)) {
      found.insert(file.path + ":" + std::to_string(note->text.line_of(copy.span.begin) + 1));
    }
  }
  std::vector<std::string> missed;
  std::vector<std::string> made_up;
  std::ranges::set_difference(expected, found, std::back_inserter(missed));
  std::ranges::set_difference(found, expected, std::back_inserter(made_up));
  CHECK(missed == std::vector<std::string>{});
  CHECK(made_up == std::vector<std::string>{});
}

TEST_CASE("what is planted in charts stands where the list says, and the same seed gives the same") {
  const bench::ChartsWanted wanted{.notes = 300, .seed = 9, .faults = 0.3, .full_days = 1.0};
  const auto charts = bench::made_charts(wanted);
  const auto again = bench::made_charts(wanted);
  CHECK(std::ranges::equal(charts.files, again.files, {}, &bench::MadeFile::text, &bench::MadeFile::text));
  std::set<std::string> kinds;
  for (const auto& one : charts.planted) {
    kinds.insert(one.kind);
    const auto file = std::ranges::find(charts.files, one.path, &bench::MadeFile::path);
    REQUIRE(file != charts.files.end());
    CHECK_FALSE(one.rule.empty());
    const text::Text text(file->text);
    REQUIRE(one.line >= 1);
    REQUIRE(one.line <= text.line_count());
    const std::string line(text.slice(text.line(static_cast<std::uint32_t>(one.line - 1))));
    const std::map<std::string, std::string> begins = {{"gap", "date: "},
                                                       {"burst", "date: "},
                                                       {"goal-neglected", "## G"},
                                                       {"goal-unknown", "Told of what is left to do for @G9."},
                                                       {"diagnosis-differs-from-plan", "diagnosis: F41.1"},
                                                       {"duplicate-session", "time: "},
                                                       {"overlapping-sessions", "time: "},
                                                       {"impossible-day", "time: "},
                                                       {"session-number-out-of-order", "session number: "},
                                                       {"late-entry", "signed: "},
                                                       {"signed-before-service", "signed: "},
                                                       {"duration-outside-code", "code: 90837"}};
    if (const auto begin = begins.find(one.kind); begin != begins.end()) {
      INFO(one.kind << ": " << line);
      CHECK(line.starts_with(begin->second));
    }
  }
  CHECK(kinds.size() >= 14);
}
