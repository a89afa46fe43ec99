// A light stemmer: it only has to give all regular forms of one word the same stem, and different words different ones
// where it matters. Irregular forms are entries of their own in the vocabulary.

#include <array>

#include "note/vocabulary.hpp"

namespace notewell::note {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool has_vowel(std::string_view word) {
  for (const char c : word) {
    if (is_vowel(c) || c == 'y') return true;
  }
  return false;
}

bool ends(std::string_view word, std::string_view with) {
  return word.ends_with(with);
}

/// What is left of a verb after -ed or -ing: "stopp" -> "stop", "not" -> "note", "us" -> "use".
void mend_verb(std::string& stem) {
  const std::size_t n = stem.size();
  const char last = stem[n - 1];
  if (n >= 3 && last == stem[n - 2] && !is_vowel(last) && last != 'l' && last != 's' && last != 'z' && last != 'f') {
    stem.pop_back();
    return;
  }
  if (is_vowel(last) || last == 'w' || last == 'x' || last == 'y') return;
  if (n == 2 && is_vowel(stem[0])) stem += 'e';
  if (n == 3 && is_vowel(stem[1]) && !is_vowel(stem[0])) stem += 'e';
}

bool strip_verb_ending(std::string& word, std::string_view ending) {
  if (!ends(word, ending)) return false;
  const std::string_view rest = std::string_view(word).substr(0, word.size() - ending.size());
  if (rest.size() < 2 || !has_vowel(rest) || (ending == "ed" && rest.back() == 'e')) return false;
  if (rest.size() == 2 && !is_vowel(rest[0])) return false;
  word.resize(rest.size());
  mend_verb(word);
  return true;
}

}  // namespace

std::string stem_of(std::string_view raw) {
  std::string word;
  word.reserve(raw.size());
  for (std::size_t i = 0; i != raw.size(); ++i) {
    const char c = raw[i];
    if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else if (raw.substr(i).starts_with("’")) {
      word += '\'';
      i += 2;
    } else {
      word += c;
    }
  }
  if (ends(word, "'s")) word.resize(word.size() - 2);
  if (word.size() <= 3) return word;
  if (ends(word, "ies") || ends(word, "ied")) {
    if (word.size() > 4) {
      word.resize(word.size() - 3);
      word += 'y';
      return word;
    }
    word.pop_back();
  } else if (ends(word, "sses") || ends(word, "shes") || ends(word, "ches") || ends(word, "xes")) {
    word.resize(word.size() - 2);
  } else if (ends(word, "s") && !ends(word, "ss") && !ends(word, "us") && !ends(word, "is")) {
    word.pop_back();
  }
  if (word.size() <= 3) return word;
  if (!strip_verb_ending(word, "ing") && !strip_verb_ending(word, "ed") && ends(word, "ly") && word.size() > 5) {
    word.resize(word.size() - 2);
  }
  if (word.size() >= 5 && word.back() == 'e') word.pop_back();
  return word;
}

}  // namespace notewell::note
