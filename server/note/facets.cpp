#include "note/facets.hpp"

#include <algorithm>

namespace notewell::note {

std::vector<Facet> facets_asked(const Note& note, const Block& block, const Option& option) {
  const bool intervention = option.entry != no_concept
                                ? note.vocabulary->entry(option.entry).group == "intervention"
                                : note.sections[block.section].roles == Roles{Role::intervention};
  if (intervention) return {Facet::why, Facet::how, Facet::response, Facet::detail};
  return {Facet::observed, Facet::reported};
}

std::vector<Facet> facets_lacking(const Note& note, const Block& block, const Option& option) {
  const auto index = static_cast<std::int16_t>(&option - block.facts->options.data());
  std::vector<Facet> out = facets_asked(note, block, option);
  std::erase_if(out, [&](Facet facet) {
    return std::ranges::any_of(block.facts->labels,
                               [&](const Label& label) { return label.option == index && label.facet == facet; });
  });
  return out;
}

}  // namespace notewell::note
