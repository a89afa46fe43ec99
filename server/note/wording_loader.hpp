#pragma once
// Reads the tables of wording out of vocabulary files. Private to server/note/.

#include <functional>
#include <memory>
#include <string>

#include "note/wording.hpp"

#include "toml/value.hpp"

namespace notewell::note {

class WordingLoader {
 public:
  using Problem = std::function<void(const toml::Value& at, std::string message)>;

  WordingLoader();

  /// [alternatives]: comes before the entries that name them.
  void read_alternatives(const toml::Value& table);
  /// A [[wording]] or [[abbreviation]], whose keys were checked; the words stand under `phrases_key`.
  void read_entry(const toml::Value& table, std::string_view phrases_key, const Problem& problem);
  [[nodiscard]] Wording finish();

 private:
  void add_phrase(std::string_view phrase, const WordingEntry& entry, const toml::Value& at, const Problem& problem);
  void connect();
  void add_form(const std::string& form, const WordingEntry& entry);

  std::shared_ptr<Wording::Tables> tables_;
};

}  // namespace notewell::note
