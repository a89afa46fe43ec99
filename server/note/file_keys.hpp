#pragma once
// The keys of the files that people write by hand: rules, words, settings. One table says what there is and what it
// means; the loaders check files against it, and the published schemas, completion and hover are made from it.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace notewell::note {

class Vocabulary;

/// What a key takes.
enum class Holds : std::uint8_t {
  text,
  texts,
  flag,
  number,
  numbers,
  option,  // a text, a number, true or false
  table,
  tables,
};

/// What a text names, where the names are not a closed set: a practice can add to them.
enum class Names : std::uint8_t {
  anything,
  authority,
  element,
  entry,
  field,
  group,
  option,
  profile,
  rule,
  service,
  tag
};

struct Key {
  std::string_view name;
  Holds holds = Holds::text;
  std::string_view about;  // a sentence or two
  bool required = false;
  std::vector<std::string_view> choices = {};  // the closed set that its texts are from; empty: any text
  Names names = Names::anything;
};

struct KeyTable {
  std::string_view name;   // "check", "concept.stems"; empty: the top of the file
  std::string_view what;   // in messages: "a field check"
  std::string_view about;  // a sentence or two
  bool repeated = false;   // written [[name]], once for each
  std::vector<Key> keys;
  std::optional<Key> any = {};  // what a key of any other name takes; its `names`: what the key itself names

  [[nodiscard]] const Key* find(std::string_view key) const;
};

/// All tables of one kind of file. Several may have one name: [check] has other keys for each kind.
struct FileKeys {
  std::string_view title;
  std::string_view about;
  std::vector<KeyTable> tables;

  [[nodiscard]] const KeyTable* find(std::string_view table) const;
};

/// The keys of vocabulary files.
[[nodiscard]] const FileKeys& vocabulary_keys();

/// "a, b, c"
[[nodiscard]] std::string listed(std::span<const std::string_view> names);
/// "; did you mean `b`?", or `otherwise` and all of them where none is near.
[[nodiscard]] std::string meant(std::string_view name, std::span<const std::string_view> names,
                                std::string_view otherwise);

/// The names of all roles of sections.
[[nodiscard]] std::vector<std::string_view> role_names();

/// What is named, in messages: "field", "group".
[[nodiscard]] std::string_view name_of(Names names);
/// The entries, elements, fields or groups of the vocabulary, each once; none for what it does not hold.
[[nodiscard]] std::vector<std::string_view> names_in(const Vocabulary& vocabulary, Names names);

}  // namespace notewell::note
