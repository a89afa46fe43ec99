#include "lint/analysis.hpp"

namespace notewell::lint {

std::shared_ptr<const Analysis> analyse(text::Text text, std::string_view file_name,
                                        std::shared_ptr<const Knowledge> knowledge, const Settings& settings,
                                        const Analysis* previous, std::span<const syntax::Edit> edits,
                                        const std::stop_token& stop) {
  auto analysis = std::make_shared<Analysis>();
  analysis->tree = previous != nullptr ? syntax::reparse(previous->tree, edits, text) : syntax::parse(text);
  analysis->note = note::build(text, analysis->tree, knowledge->vocabulary,
                               previous != nullptr ? previous->note.get() : nullptr, file_name);
  analysis->text = std::move(text);
  Settings given = settings;
  if (given.profile == nullptr) given.profile = knowledge->profiles.find("default")->second;
  analysis->findings = lint(*analysis->note, *knowledge->rules, given, stop);
  analysis->profile = given.profile;
  analysis->knowledge = std::move(knowledge);
  return analysis;
}

}  // namespace notewell::lint
