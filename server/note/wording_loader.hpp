#pragma once
// Reads the tables of wording out of vocabulary files. Private to server/note/.

#include <functional>
#include <memory>
#include <string>

#include <toml++/toml.h>

#include "note/wording.hpp"

namespace notewell::note {

class WordingLoader {
 public:
  using Problem = std::function<void(const toml::node& at, std::string message)>;

  /// Takes up a file's [alternatives], [[wording]] and [[abbreviation]]; other tables are left alone.
  void read(const toml::table& root, const Problem& problem);
  [[nodiscard]] Wording finish();

 private:
  void read_entry(const toml::table& table, std::string_view phrases_key, const Problem& problem);
  void add_phrase(std::string_view phrase, const WordingEntry& entry, const toml::node& at, const Problem& problem);
  void connect();
  void add_form(const std::string& form, const WordingEntry& entry);

  std::shared_ptr<Wording::Tables> tables_;
};

}  // namespace notewell::note
