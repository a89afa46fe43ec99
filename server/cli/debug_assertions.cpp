// What sentences assert of concepts, a JSON object a line.

#include <istream>
#include <optional>
#include <ostream>
#include <string>

#include <boost/json.hpp>

#include "cli/debug.hpp"
#include "lint/builtin.hpp"
#include "note/assertion.hpp"
#include "text/ascii.hpp"

namespace notewell::cli {
namespace {

using text::is_alphanumeric;

namespace json = boost::json;

std::string_view name_of(note::Polarity polarity) {
  return polarity == note::Polarity::negated ? "negated" : "affirmed";
}

std::string_view name_of(note::Temporality temporality) {
  switch (temporality) {
    case note::Temporality::recent:
      return "recent";
    case note::Temporality::historical:
      return "historical";
    case note::Temporality::hypothetical:
      return "hypothetical";
  }
  return "recent";
}

std::string_view name_of(note::Experiencer experiencer) {
  return experiencer == note::Experiencer::other ? "other" : "client";
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// How many bytes of `text` from `at` on are `words`, runs of blanks counting as one; 0: they are not.
std::size_t length_at(std::string_view text, std::size_t at, std::string_view words, bool in_capitals) {
  std::size_t end = at;
  for (std::size_t i = 0; i != words.size(); ++i) {
    if (is_blank(words[i])) {
      if (i != 0 && is_blank(words[i - 1])) continue;
      if (end == text.size() || !is_blank(text[end])) return 0;
      while (end != text.size() && is_blank(text[end])) ++end;
    } else {
      if (end == text.size() || (in_capitals ? text[end] : upper(text[end])) != upper(words[i])) return 0;
      ++end;
    }
  }
  return end - at;
}

/// Where the concept stands: rather in capitals than in any case, rather as whole words than inside of others.
std::optional<text::Span> find_concept(std::string_view sentence, std::string_view words) {
  while (!words.empty() && is_blank(words.front())) words.remove_prefix(1);
  while (!words.empty() && is_blank(words.back())) words.remove_suffix(1);
  std::optional<text::Span> best;
  int best_rank = 0;
  for (std::size_t at = 0; at != sentence.size() && !words.empty(); ++at) {
    const std::size_t length = length_at(sentence, at, words, false);
    if (length == 0) continue;
    const bool whole = (at == 0 || !is_alphanumeric(sentence[at - 1])) &&
                       (at + length == sentence.size() || !is_alphanumeric(sentence[at + length]));
    const int rank = 1 + (whole ? 1 : 0) + (length_at(sentence, at, words, true) != 0 ? 2 : 0);
    if (rank <= best_rank) continue;
    best_rank = rank;
    best = text::Span{static_cast<text::Offset>(at), static_cast<text::Offset>(at + length)};
  }
  return best;
}

/// The answer to one line, or what is wrong with it.
Outcome<std::string> answer(const note::Vocabulary& vocabulary, std::string_view line) {
  const Error form{.where = {},
                   .what = "is not of the form that is asked for",
                   .remedy = R"(A line is {"sentence": "No tears today.", "concept": "tears"}.)"};
  json::error_code wrong;
  const json::value question = json::parse(line, wrong);
  if (wrong || !question.is_object()) return form;
  const json::value* sentence = question.as_object().if_contains("sentence");
  const json::value* words = question.as_object().if_contains("concept");
  if (sentence == nullptr || !sentence->is_string() || words == nullptr || !words->is_string()) return form;
  const std::string_view text = sentence->as_string();
  const auto span = find_concept(text, words->as_string());
  // A sentence that does not hold the concept puts it into no cue's scope.
  const note::Assertions assertions = span ? note::assertions_in(vocabulary, text, *span) : note::Assertions{};
  return json::serialize(json::object{{"polarity", name_of(assertions.polarity)},
                                      {"temporality", name_of(assertions.temporality)},
                                      {"experiencer", name_of(assertions.experiencer)}});
}

}  // namespace

Exit debug_assertions(Streams streams) {
  const auto vocabulary = lint::builtin_knowledge()->vocabulary;
  Exit exit = Exit::clean;
  std::string line;
  for (std::size_t number = 1; std::getline(streams.in, line); ++number) {
    auto outcome = answer(*vocabulary, line);
    if (auto* problem = std::get_if<Error>(&outcome)) {
      problem->where = "standard input: line " + std::to_string(number);
      streams.err << message_of(*problem);
      exit = Exit::failed;
    } else {
      streams.out << std::get<std::string>(outcome) << '\n';
    }
  }
  return exit;
}

}  // namespace notewell::cli
