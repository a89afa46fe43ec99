#include "note/meaning.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using text::Span;

constexpr std::string_view blanks = " \t\r\n";

/// Whether the texts differ in nothing but how much blank stands between their words.
bool same_words(std::string_view one, std::string_view other) {
  while (true) {
    one.remove_prefix(std::min(one.find_first_not_of(blanks), one.size()));
    other.remove_prefix(std::min(other.find_first_not_of(blanks), other.size()));
    if (one.empty() || other.empty()) return one.empty() && other.empty();
    const std::size_t length = std::min(one.find_first_of(blanks), one.size());
    if (length != std::min(other.find_first_of(blanks), other.size()) ||
        one.substr(0, length) != other.substr(0, length))
      return false;
    one.remove_prefix(length);
    other.remove_prefix(length);
  }
}

bool same_signals(const Signals& one, const Signals& other) {
  const auto bits = [](const Signals& of) {
    return std::array{of.rationale, of.delivery, of.response, of.skill, of.done,  of.future,
                      of.observes,  of.reports,  of.generic,  of.quote, of.number};
  };
  return bits(one) == bits(other);
}

/// Compares two blocks, or two notes, part by part.
class Comparison {
 public:
  explicit Comparison(std::optional<DateOrder> dates) : dates_(dates) {}

  [[nodiscard]] bool same(const Note& one, const Note& other) const {
    return one.kind == other.kind && one.format == other.format && one.signed_ == other.signed_ &&
           one.header_end_block == other.header_end_block && one.front_matter.empty() == other.front_matter.empty() &&
           std::ranges::equal(one.fields, other.fields,
                              [&](const Field& a, const Field& b) {
                                return a.id == b.id && same_words(one.text.slice(a.name), other.text.slice(b.name)) &&
                                       same_value(one.text.slice(a.value), other.text.slice(b.value));
                              }) &&
           std::ranges::equal(one.sections, other.sections,
                              [&](const Section& a, const Section& b) {
                                return a.id == b.id && a.roles == b.roles && a.level == b.level &&
                                       a.parent == b.parent && a.first_block == b.first_block &&
                                       a.end_block == b.end_block && a.addendum == b.addendum &&
                                       same_words(one.text.slice(a.title), other.text.slice(b.title));
                              }) &&
           std::ranges::equal(one.blocks, other.blocks, [&](const Block& a, const Block& b) { return same(a, b); });
  }

 private:
  [[nodiscard]] bool same(const Block& one, const Block& other) const {
    if (one.kind != other.kind || one.form != other.form || one.section != other.section) return false;
    const BlockFacts& a = *one.facts;
    const BlockFacts& b = *other.facts;
    if (&a == &b || a.bytes == b.bytes) return true;
    if (one.kind == BlockKind::other || one.kind == BlockKind::directive) return same_words(a.bytes, b.bytes);
    const auto slices = [&](Span x, Span y) { return same_value(one.slice(x), other.slice(y)); };
    // A line of the header is read by its labels: its dates are no narrative, though they count as words of it.
    const bool header = one.kind == BlockKind::header_line;
    return a.section == b.section && a.format == b.format && (header || a.words == b.words) &&
           a.stated_fields == b.stated_fields && slices(a.title, b.title) && same_options(one, other) &&
           same_labels(one, other) && (header || same_statements(one, other)) &&
           std::ranges::equal(a.references, b.references,
                              [&](const Reference& x, const Reference& y) { return slices(x.span, y.span); }) &&
           std::ranges::equal(a.quotes, b.quotes, slices) &&
           std::ranges::equal(a.placeholders, b.placeholders, slices) &&
           std::ranges::equal(a.directives, b.directives,
                              [&](const Directive& x, const Directive& y) { return slices(x.span, y.span); });
  }

  [[nodiscard]] bool same_options(const Block& one, const Block& other) const {
    return std::ranges::equal(one.facts->options, other.facts->options, [&](const Option& a, const Option& b) {
      return a.ticked == b.ticked && a.entry == b.entry && a.own_line == b.own_line &&
             same_words(one.slice(a.label), other.slice(b.label));
    });
  }

  [[nodiscard]] bool same_labels(const Block& one, const Block& other) const {
    return std::ranges::equal(one.facts->labels, other.facts->labels, [&](const Label& a, const Label& b) {
      return a.facet == b.facet && a.section == b.section && a.field == b.field && a.group == b.group &&
             a.option == b.option && a.body.empty() == b.body.empty() &&  // what the body holds is compared by itself
             same_words(one.slice(a.name), other.slice(b.name));
    });
  }

  [[nodiscard]] bool same_statements(const Block& one, const Block& other) const {
    const BlockFacts& a = *one.facts;
    const BlockFacts& b = *other.facts;
    return std::ranges::equal(a.statements, b.statements,
                              [&](const Statement& x, const Statement& y) {
                                return x.speaker == y.speaker && x.facet == y.facet && x.option == y.option &&
                                       x.content_words == y.content_words && x.first_mention == y.first_mention &&
                                       x.mention_count == y.mention_count && same_signals(x.signals, y.signals) &&
                                       same_value(one.slice(x.span), other.slice(y.span));
                              }) &&
           std::ranges::equal(a.mentions, b.mentions,
                              [&](const Mention& x, const Mention& y) {
                                return x.entry == y.entry && x.sense == y.sense && x.assertion == y.assertion &&
                                       x.reported == y.reported;
                              }) &&
           std::ranges::equal(a.element_matches, b.element_matches, [](const ElementMatch& x, const ElementMatch& y) {
             return x.statement == y.statement && x.cue == y.cue;
           });
  }

  [[nodiscard]] bool same_value(std::string_view one, std::string_view other) const {
    if (same_words(one, other)) return true;
    const auto date = unambiguous_date(one, dates_);
    return date && date == unambiguous_date(other, dates_);
  }

  std::optional<DateOrder> dates_;
};

}  // namespace

std::optional<std::chrono::year_month_day> unambiguous_date(std::string_view text, std::optional<DateOrder> dates) {
  std::size_t digits = 0;
  bool year = false;
  for (const char c : text) {
    digits = text::is_digit(c) ? digits + 1 : 0;
    year = year || digits == 4;
  }
  if (!year) return std::nullopt;
  if (dates) return parse_date(text, *dates);
  const auto month_first = parse_date(text, DateOrder::month_first);
  const auto day_first = parse_date(text, DateOrder::day_first);
  if (month_first && day_first && month_first != day_first) return std::nullopt;
  return month_first ? month_first : day_first;
}

bool same_meaning(const Note& one, const Note& other, std::optional<DateOrder> dates) {
  return Comparison(dates).same(one, other);
}

}  // namespace notewell::note
