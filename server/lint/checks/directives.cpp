// <!-- notewell: allow RULE because REASON -->: what it silences, and what is wrong with it.

#include <algorithm>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

/// A directive with the span of text it speaks for.
struct Allowance {
  const note::Block* block = nullptr;
  const note::Directive* directive = nullptr;
  text::Span scope;
  std::vector<bool> used;  // by rule
};

/// The file for a directive in the header; the block itself for one inside narrative; else the next block.
text::Span scope_of(const note::Note& note, std::uint32_t index) {
  if (index < note.header_end_block || note.front_matter.contains(note.blocks[index].begin))
    return {0, note.text.size()};
  if (note.blocks[index].kind != note::BlockKind::directive) return note.blocks[index].span();
  std::uint32_t next = index + 1;
  while (next < note.blocks.size() && note.blocks[next].kind == note::BlockKind::directive) ++next;
  return next < note.blocks.size() ? note.blocks[next].span() : text::Span{note.text.size(), note.text.size()};
}

Finding directive_finding(const Rule& rule, const Allowance& allowance, text::Span span) {
  Finding finding = finding_at(rule, allowance.block->absolute(span));
  std::string names;
  for (const auto& [id, place] : allowance.directive->rules) names += (names.empty() ? "" : ", ") + id;
  finding.arguments.emplace_back("rules", names);
  return finding;
}

}  // namespace

void apply_directives(Context& context, Findings& findings) {
  const note::Note& note = context.note;
  std::vector<Allowance> allowances;
  for (std::uint32_t b = 0; b != note.blocks.size(); ++b) {
    for (const note::Directive& directive : note.blocks[b].facts->directives) {
      allowances.push_back({.block = &note.blocks[b],
                            .directive = &directive,
                            .scope = scope_of(note, b),
                            .used = std::vector<bool>(directive.rules.size())});
    }
  }
  if (allowances.empty()) return;
  const auto silences = [&](Allowance& allowance, const Finding& finding) {
    if (allowance.directive->reason.empty() || finding.rule->group == "meta") return false;
    const bool in_scope = allowance.scope.size() == note.text.size() || allowance.scope.contains(finding.span);
    bool silenced = false;
    for (std::size_t i = 0; in_scope && i != allowance.directive->rules.size(); ++i) {
      if (allowance.directive->rules[i].first != finding.rule->id) continue;
      allowance.used[i] = true;
      silenced = true;
    }
    return silenced;
  };
  std::erase_if(findings, [&](const Finding& finding) {
    bool silenced = false;
    for (Allowance& allowance : allowances) silenced = silences(allowance, finding) || silenced;
    return silenced;
  });
  const Rule* unknown = context.rules.find("directive-unknown-rule");
  const Rule* unreasoned = context.rules.find("directive-without-reason");
  const Rule* unused = context.rules.find("directive-unused");
  for (Allowance& allowance : allowances) {
    const note::Directive& directive = *allowance.directive;
    for (std::size_t i = 0; i != directive.rules.size(); ++i) {
      const auto& [id, place] = directive.rules[i];
      if (context.rules.find(id) == nullptr) {
        if (unknown == nullptr) continue;
        Finding finding = directive_finding(*unknown, allowance, place);
        finding.arguments.emplace_back("rule", id);
        if (const std::string_view near = context.rules.nearest(id); !near.empty())
          finding.arguments.emplace_back("nearest", std::string(near));
        findings.push_back(std::move(finding));
      } else if (!directive.reason.empty() && !allowance.used[i] && unused != nullptr) {
        Finding finding = directive_finding(*unused, allowance, place);
        finding.arguments.emplace_back("rule", id);
        // One that names a single rule goes as a whole.
        if (directive.rules.size() == 1) finding.anchor = allowance.block->absolute(directive.span);
        findings.push_back(std::move(finding));
      }
    }
    if (!directive.understood && unknown != nullptr) {
      Finding finding = directive_finding(*unknown, allowance, directive.span);
      finding.arguments.emplace_back("rule", "");
      findings.push_back(std::move(finding));
      continue;
    }
    if (directive.reason.empty() && unreasoned != nullptr) {
      findings.push_back(directive_finding(*unreasoned, allowance, directive.span));
    }
  }
}

}  // namespace notewell::lint
