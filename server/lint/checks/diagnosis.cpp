// Diagnosis codes by the ICD-10-CM list (CMS order file; a code is valid only at its full number of characters).

#include <algorithm>

#include "lint/checks/checks.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using text::is_digit;
using text::is_letter;
using text::Offset;
using text::Span;

enum class State : std::uint8_t { good, malformed, not_specific, unknown };

struct CodeFound {
  std::string code;
  Span span;
  State state = State::good;
};

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// Letter, digit, digit or letter, and after a dot one to four more.
bool has_form(std::string_view code) {
  if (code.size() < 3 || code.size() > 8 || !is_letter(code[0]) || !is_digit(code[1])) return false;
  if (!is_digit(code[2]) && !is_letter(code[2])) return false;
  if (code.size() == 3) return true;
  return code[3] == '.' && code.size() > 4 &&
         std::ranges::all_of(code.substr(4), [](char c) { return is_digit(c) || is_letter(c); });
}

State judge(const note::Vocabulary& vocabulary, const std::string& code) {
  if (!has_form(code)) return State::malformed;
  const note::Diagnosis* known = vocabulary.diagnosis(code);
  if (known != nullptr) return known->billable ? State::good : State::not_specific;
  // The list holds the codes of mental health; of other chapters it can't say that a code does not exist.
  return code[0] == 'F' || vocabulary.diagnosis(code.substr(0, 3)) != nullptr ? State::unknown : State::good;
}

std::vector<CodeFound> diagnoses(const note::Note& note) {
  std::vector<CodeFound> found;
  const note::Field* field = given_field(note, "diagnosis");
  if (field == nullptr) return found;
  const std::string_view value = note.text.slice(field->value);
  bool any_code = false;
  for (std::size_t at = 0; at < value.size();) {
    // "F33,1": a comma between two digits is a slip, not a list
    const auto in_word = [&](std::size_t i) {
      const bool slip =
          value[i] == ',' && i != 0 && i + 1 < value.size() && is_digit(value[i - 1]) && is_digit(value[i + 1]);
      return is_letter(value[i]) || is_digit(value[i]) || value[i] == '.' || value[i] == '-' || slip;
    };
    if (!in_word(at)) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < value.size() && in_word(end)) ++end;
    std::string_view word = value.substr(at, end - at);
    while (word.ends_with('.') && word.size() > 4 && has_form(word.substr(0, word.size() - 1))) word.remove_suffix(1);
    const bool instrument =
        word.find('-') != std::string_view::npos && !is_digit(word[std::min<std::size_t>(1, word.size() - 1)]);
    if (word.size() >= 2 && is_letter(word[0]) && is_digit(word[1]) && !instrument) {
      any_code = true;
      std::string code(word);
      std::ranges::transform(code, code.begin(), upper);
      const auto begin = static_cast<Offset>(field->value.begin + at);
      found.push_back({.code = code,
                       .span = {begin, begin + static_cast<Offset>(word.size())},
                       .state = judge(*note.vocabulary, code)});
    }
    at = end;
  }
  if (!any_code) found.push_back({.code = std::string(value), .span = field->value, .state = State::malformed});
  return found;
}

Findings of_state(const Rule& rule, Context& context, State state) {
  Findings findings;
  for (CodeFound& found : diagnoses(context.note)) {
    if (found.state != state) continue;
    Finding finding = finding_at(rule, found.span);
    finding.arguments.emplace_back("code", std::move(found.code));
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

std::vector<std::string> diagnosis_codes(const note::Note& note) {
  std::vector<std::string> codes;
  for (CodeFound& found : diagnoses(note)) {
    if (found.state != State::malformed) codes.push_back(std::move(found.code));
  }
  return codes;
}

Findings diagnosis_malformed(const Rule& rule, Context& context) {
  return of_state(rule, context, State::malformed);
}

Findings diagnosis_not_specific(const Rule& rule, Context& context) {
  Findings findings = of_state(rule, context, State::not_specific);
  for (Finding& finding : findings) {
    const std::string code = finding.arguments.front().second;
    const auto all = context.note.vocabulary->diagnoses();
    auto it = std::ranges::lower_bound(all, code, {}, &std::pair<std::string, note::Diagnosis>::first);
    constexpr std::size_t most = 5;
    std::string examples;
    for (std::size_t n = 0; it != all.end() && it->first.starts_with(code) && n != most; ++it) {
      if (!it->second.billable) continue;
      finding.arguments.emplace_back("child" + std::to_string(n++),
                                     it->first + " " + std::string(it->second.description));
      examples += (examples.empty() ? "" : ", ") + it->first;
    }
    finding.arguments.emplace_back("examples", examples);
  }
  return findings;
}

Findings diagnosis_unknown(const Rule& rule, Context& context) {
  return of_state(rule, context, State::unknown);
}

}  // namespace notewell::lint
