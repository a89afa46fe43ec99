// Finding a diagnosis by what a clinician types of it.

#include "note/diagnosis_search.hpp"

#include <catch2/catch.hpp>

#include "unit/note/knowledge.hpp"

using namespace notewell;

namespace {

std::vector<std::string> found(std::string_view typed) {
  static const note::DiagnosisSearch search(source_vocabulary());
  std::vector<std::string> out;
  for (const auto row : search.find(typed, 20).rows) out.push_back(source_vocabulary()->diagnoses()[row].first);
  return out;
}

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("a diagnosis is found by its code, with and without the dot, and by words in any order") {
  CHECK(found("F33.1").front() == "F33.1");
  CHECK(found("f331").front() == "F33.1");
  CHECK(has(found("major depress recurr moder"), "F33.1"));
  CHECK(has(found("moderate, recurrent major"), "F33.1"));
  CHECK(has(found("post-traumatic chronic"), "F43.12"));
  CHECK(found("zzz").empty());
  CHECK_FALSE(has(found("F33"), "F33"));  // a category is no diagnosis to bill
}

TEST_CASE("a long list is cut and says so") {
  const note::DiagnosisSearch search(source_vocabulary());
  CHECK(search.find("", 20).rows.size() == 20);
  CHECK(search.find("", 20).more);
  CHECK(search.find("disorder", 20).more);
  CHECK_FALSE(search.find("F33.1", 20).more);
}
