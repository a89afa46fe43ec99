// <!-- notewell: allow RULE because REASON -->: what it silences, and what is wrong with it.

#include <algorithm>
#include <map>
#include <span>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

/// A directive with the span of text it speaks for.
struct Allowance {
  const note::Block* block = nullptr;
  const note::Directive* directive = nullptr;
  text::Span scope;
};

/// What directives allow: a rule within a scope, and whether it silenced anything there. Scopes are blocks, or the
/// file.
using Allowed = std::map<std::pair<text::Span, std::string_view>, bool>;

text::Span whole(const note::Note& note) {
  return {0, note.text.size()};
}

/// The file for a directive in the header; the block itself for one inside narrative; else the next block. `next` is
/// that block's index, kept from call to call with rising indices.
text::Span scope_of(const note::Note& note, std::uint32_t index, std::uint32_t& next) {
  if (index < note.header_end_block || note.front_matter.contains(note.blocks[index].begin)) return whole(note);
  if (note.blocks[index].kind != note::BlockKind::directive) return note.blocks[index].span();
  next = std::max(next, index + 1);
  while (next < note.blocks.size() && note.blocks[next].kind == note::BlockKind::directive) ++next;
  return next < note.blocks.size() ? note.blocks[next].span() : text::Span{note.text.size(), note.text.size()};
}

/// The block that the finding stands in.
text::Span block_of(const note::Note& note, const Finding& finding) {
  const auto it = std::ranges::upper_bound(note.blocks, finding.span.begin, {}, &note::Block::begin);
  return it == note.blocks.begin() ? text::Span{} : std::prev(it)->span();
}

/// Takes out what is allowed, and notes which allowances were of use.
void silence(const note::Note& note, Allowed& allowed, Findings& findings) {
  std::erase_if(findings, [&](const Finding& finding) {
    if (finding.rule->group == "meta") return false;
    bool silenced = false;
    const text::Span block = block_of(note, finding);
    for (const text::Span scope : {whole(note), block}) {
      const auto it = allowed.find({scope, finding.rule->id});
      if (it == allowed.end() || (scope != whole(note) && !scope.contains(finding.span))) continue;
      it->second = true;
      silenced = true;
    }
    return silenced;
  });
}

/// What a fix takes out for the i-th rule: the directive if it names no other, else the name with its comma.
text::Span removable(const note::Directive& directive, std::size_t i) {
  const auto& rules = directive.rules;
  if (rules.size() == 1) return directive.span;
  if (i + 1 < rules.size()) return {rules[i].second.begin, rules[i + 1].second.begin};
  return {rules[i - 1].second.end, rules[i].second.end};
}

/// The directive's rules as they stand in it; a list longer than any that is meant is cut.
std::string names_of(const note::Directive& directive) {
  constexpr std::size_t most = 50;
  std::string names;
  for (const auto& [id, place] : std::span(directive.rules).first(std::min(most, directive.rules.size())))
    names += (names.empty() ? "" : ", ") + id;
  return names;
}

}  // namespace

void apply_directives(Context& context, Findings& findings) {
  const note::Note& note = context.note;
  std::vector<Allowance> allowances;
  Allowed allowed;
  std::uint32_t next = 0;
  const auto& counts = counts_of_blocks(context);
  for (std::uint32_t b = 0; b != note.blocks.size(); ++b) {
    if (!counts[b].directives) continue;
    for (const note::Directive& directive : note.blocks[b].facts->directives) {
      allowances.push_back({.block = &note.blocks[b], .directive = &directive, .scope = scope_of(note, b, next)});
      if (directive.reason.empty()) continue;
      for (const auto& [id, place] : directive.rules)
        allowed.try_emplace({allowances.back().scope, std::string_view(id)}, false);
    }
  }
  if (allowances.empty()) return;
  silence(note, allowed, findings);
  const Rule* unknown = context.rules.find("directive-unknown-rule");
  const Rule* unreasoned = context.rules.find("directive-without-reason");
  const Rule* unused = context.rules.find("directive-unused");
  for (const Allowance& allowance : allowances) {
    const note::Directive& directive = *allowance.directive;
    const note::Block& block = *allowance.block;
    for (std::size_t i = 0; i != directive.rules.size(); ++i) {
      const auto& [id, place] = directive.rules[i];
      const Rule* named = context.rules.find(id);
      const bool exists = named != nullptr;
      // A rule that is off finds nothing to silence here, and may be on for whoever reads the note next.
      const bool off = exists && !severity_of(*named, context.settings.profile.get(), true);
      if (exists && (off || directive.reason.empty() || allowed.at({allowance.scope, id}))) continue;
      const Rule* rule = exists ? unused : unknown;
      if (rule == nullptr) continue;
      Finding finding = finding_at(*rule, block.absolute(place));
      finding.arguments.emplace_back("rule", id);
      if (exists) {
        finding.anchor = block.absolute(removable(directive, i));
      } else if (const std::string_view near = context.rules.nearest(id); !near.empty()) {
        finding.arguments.emplace_back("nearest", std::string(near));
      }
      findings.push_back(std::move(finding));
    }
    if (!directive.understood && unknown != nullptr) {
      Finding finding = finding_at(*unknown, block.absolute(directive.span));
      finding.arguments.emplace_back("rule", "");
      findings.push_back(std::move(finding));
    } else if (directive.reason.empty() && unreasoned != nullptr) {
      Finding finding = finding_at(*unreasoned, block.absolute(directive.span));
      finding.arguments.emplace_back("rules", names_of(directive));
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace notewell::lint
