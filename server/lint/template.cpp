#include "lint/template.hpp"

#include <algorithm>

namespace notewell::lint {
namespace {

constexpr std::string_view open_mark = "‹";
constexpr std::string_view close_mark = "›";

std::string trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return std::string(text);
}

/// A word of the note that was filled in may bring marks of its own: a blank's name never holds them.
std::string without_marks(std::string_view text) {
  std::string out(text);
  for (const std::string_view mark : {open_mark, close_mark}) {
    for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark)) out.erase(at, mark.size());
  }
  return out;
}

/// Where the blank that begins `source` is closed, blanks within it passed over; npos if it isn't.
std::size_t closing(std::string_view source) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < source.size(); ++at) {
    if (source.substr(at).starts_with(open_mark)) ++depth;
    if (source.substr(at).starts_with(close_mark) && --depth == 0) return at;
  }
  return std::string_view::npos;
}

std::vector<std::string> split(std::string_view text, char mark) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t at = std::min(text.find(mark), text.size());
    if (std::string part = trimmed(text.substr(0, at)); !part.empty()) out.push_back(std::move(part));
    if (at == text.size()) return out;
    text.remove_prefix(at + 1);
  }
}

/// `prompt` or `prompt: one | another`.
Blank blank_of(std::string_view written) {
  const std::string plain = without_marks(written);
  const std::string_view inside = plain;
  const std::size_t bar = inside.find('|');
  const std::size_t colon = inside.find(':');
  if (bar == std::string_view::npos || colon > bar) return {.name = trimmed(inside), .choices = {}};
  return {.name = trimmed(inside.substr(0, colon)), .choices = split(inside.substr(colon + 1), '|')};
}

void add_words(Template& pieces, std::string_view text) {
  if (text.empty()) return;
  if (!pieces.empty()) {
    if (auto* words = std::get_if<Words>(&pieces.back())) {
      words->text += text;
      return;
    }
  }
  pieces.emplace_back(Words{std::string(text)});
}

/// The length of a `${…}` at the start of `source` with its inside; 0 if there is none. The inside may hold ‹blanks›.
std::size_t read_dollar(std::string_view source, std::string_view& inside) {
  if (!source.starts_with("${")) return 0;
  const std::size_t close = source.find('}');
  if (close == std::string_view::npos) return 0;
  inside = source.substr(2, close - 2);
  return close + 1;
}

std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string marked(const Blank& blank) {
  std::string out(open_mark);
  out += blank.name;
  for (std::size_t i = 0; i != blank.choices.size(); ++i) out += (i == 0 ? ": " : " | ") + blank.choices[i];
  return out += close_mark;
}

}  // namespace

Template parse_template(std::string_view source) {
  Template pieces;
  while (!source.empty()) {
    const std::size_t mark = std::min(source.find(open_mark), source.find("${"));
    add_words(pieces, source.substr(0, mark));
    if (mark == std::string_view::npos) break;
    source.remove_prefix(mark);
    if (source.starts_with(open_mark)) {
      const std::size_t close = closing(source);
      if (close == std::string_view::npos) {
        add_words(pieces, source);
        break;
      }
      pieces.emplace_back(blank_of(source.substr(open_mark.size(), close - open_mark.size())));
      source.remove_prefix(close + close_mark.size());
      continue;
    }
    std::string_view inside;
    const std::size_t length = read_dollar(source, inside);
    if (length == 0) {
      add_words(pieces, source.substr(0, 2));
      source.remove_prefix(2);
      continue;
    }
    while (!inside.empty() && inside.front() >= '0' && inside.front() <= '9') inside.remove_prefix(1);
    if (inside.starts_with('|') && inside.ends_with('|') && inside.size() > 1) {
      auto choices = split(std::string(inside.substr(1, inside.size() - 2)), ',');
      std::string name = choices.empty() ? "choose" : "choose one";
      pieces.emplace_back(Blank{.name = std::move(name), .choices = std::move(choices)});
    } else {
      if (inside.starts_with(':')) inside.remove_prefix(1);
      if (inside.find(open_mark) != std::string_view::npos) {
        for (Piece& piece : parse_template(inside)) pieces.push_back(std::move(piece));
      } else {
        pieces.emplace_back(Blank{.name = trimmed(inside), .choices = {}});
      }
    }
    source.remove_prefix(length);
  }
  return pieces;
}

std::string to_snippet(const Template& pieces) {
  std::string out;
  int stop = 0;
  for (const Piece& piece : pieces) {
    if (const auto* words = std::get_if<Words>(&piece)) {
      out += escaped(words->text, "\\$}");
      continue;
    }
    const Blank& blank = std::get<Blank>(piece);
    const std::string prompt = std::string(open_mark) + blank.name + std::string(close_mark);
    out += "${" + std::to_string(++stop);
    if (blank.choices.empty()) {
      out += ":" + escaped(prompt, "\\$}") + "}";
      continue;
    }
    // The prompt is the first choice, so tabbing past it leaves a visible blank, never an answer.
    out += "|" + escaped(prompt, "\\$},|");
    for (const std::string& choice : blank.choices) out += "," + escaped(choice, "\\$},|");
    out += "|}";
  }
  return out + "$0";
}

std::string to_plain(const Template& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    const auto* words = std::get_if<Words>(&piece);
    out += words != nullptr ? words->text : marked(std::get<Blank>(piece));
  }
  return out;
}

std::string filled(const Template& pieces, const std::vector<std::string>& fill) {
  std::string out;
  std::size_t next = 0;
  for (const Piece& piece : pieces) {
    if (const auto* words = std::get_if<Words>(&piece)) {
      out += words->text;
    } else if (!fill.empty()) {
      out += fill[std::min(next++, fill.size() - 1)];
    }
  }
  return out;
}

}  // namespace notewell::lint
