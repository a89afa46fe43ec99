#include "lint/fix_all.hpp"

#include <algorithm>

#include "note/seal.hpp"

namespace notewell::lint {
namespace {

bool has_blanks(const Template& pieces) {
  return std::ranges::any_of(pieces, [](const Piece& piece) { return std::holds_alternative<Blank>(piece); });
}

/// The first safe fix of each finding, in order, without those that overlap one before.
text::Edits one_round(const Analysis& analysis) {
  text::Edits edits;
  for (const Finding& finding : analysis.findings) {
    if (std::ranges::none_of(finding.rule->fixes, &FixPattern::safe)) continue;
    for (const Fix& fix : fixes(finding, *analysis.note)) {
      if (!fix.safe || has_blanks(fix.replacement)) continue;
      edits.push_back({.replaced = fix.replaced, .inserted = to_plain(fix.replacement)});
      break;
    }
  }
  std::ranges::stable_sort(edits, {}, &text::Edit::replaced);
  text::Edits apart;
  for (text::Edit& edit : edits) {
    if (apart.empty() || apart.back().replaced.end < edit.replaced.begin) apart.push_back(std::move(edit));
  }
  return apart;
}

}  // namespace

text::Edits safe_fixes(const Analysis& analysis, std::string_view file_name, const Settings& settings) {
  if (note::is_sealed(*analysis.note)) return {};
  text::Edits all;
  // Each round takes findings away; the bound is for a practice's own rules, whose fixes might bring each other back.
  constexpr int most_rounds = 16;
  const Analysis* now = &analysis;
  std::shared_ptr<const Analysis> again;
  for (int round = 0; round != most_rounds; ++round) {
    const text::Edits edits = one_round(*now);
    if (edits.empty()) return all;
    all = text::composed(all, edits);
    again = analyse(text::Text(text::applied(now->text.bytes(), edits)), file_name, now->knowledge, settings);
    now = again.get();
  }
  return {};
}

}  // namespace notewell::lint
