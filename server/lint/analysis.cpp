#include "lint/analysis.hpp"

#include "lint/built_note.hpp"
#include "lint/kept.hpp"

namespace notewell::lint {
namespace {

std::shared_ptr<const Analysis> judge(BuiltNote built, std::shared_ptr<const Knowledge> knowledge,
                                      const Settings& settings, const Analysis* previous, const std::stop_token& stop) {
  auto analysis = std::make_shared<Analysis>();
  analysis->text = std::move(built.text);
  analysis->tree = std::move(built.tree);
  analysis->note = std::move(built.note);
  Settings given = settings;
  if (given.profile == nullptr) given.profile = knowledge->profiles.find("default")->second;
  const bool alike = previous != nullptr && previous->knowledge == knowledge && previous->profile == given.profile;
  auto kept = std::make_shared<Kept>(analysis->note, alike ? previous->kept.get() : nullptr);
  analysis->findings = lint(*kept, *knowledge->rules, given, stop);
  kept->settle();
  analysis->kept = std::move(kept);
  analysis->profile = given.profile;
  analysis->knowledge = std::move(knowledge);
  return analysis;
}

}  // namespace

BuiltNote build_note(text::Text text, std::string_view file_name,
                     const std::shared_ptr<const note::Vocabulary>& vocabulary) {
  BuiltNote built{.text = {}, .tree = syntax::parse(text), .note = nullptr};
  built.note = note::build(text, built.tree, vocabulary, nullptr, file_name);
  built.text = std::move(text);
  return built;
}

std::shared_ptr<const Analysis> analyse(BuiltNote built, std::shared_ptr<const Knowledge> knowledge,
                                        const Settings& settings, const std::stop_token& stop) {
  return judge(std::move(built), std::move(knowledge), settings, nullptr, stop);
}

std::shared_ptr<const Analysis> analyse(text::Text text, std::string_view file_name,
                                        std::shared_ptr<const Knowledge> knowledge, const Settings& settings,
                                        const Analysis* previous, std::span<const syntax::Edit> edits,
                                        const std::stop_token& stop) {
  if (previous == nullptr) {
    BuiltNote built = build_note(std::move(text), file_name, knowledge->vocabulary);
    return analyse(std::move(built), std::move(knowledge), settings, stop);
  }
  BuiltNote built{.text = {}, .tree = syntax::reparse(previous->tree, edits, text), .note = nullptr};
  built.note = note::build(text, built.tree, knowledge->vocabulary, previous->note.get(), file_name);
  built.text = std::move(text);
  return judge(std::move(built), std::move(knowledge), settings, previous, stop);
}

}  // namespace notewell::lint
