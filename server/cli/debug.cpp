#include "cli/debug.hpp"

#include <filesystem>
#include <ostream>

#include "cli/read_note.hpp"
#include "lint/builtin.hpp"

namespace notewell::cli {
namespace {

std::string shown(text::Position position) {
  return std::to_string(position.line) + ':' + std::to_string(position.character);
}

}  // namespace

std::string describe_range(text::Span span, const text::Text& text) {
  const text::Range range = text.range(span, text::PositionEncoding::utf16);
  return shown(range.start) + '-' + shown(range.end);
}

std::string describe_tree(const syntax::Tree& tree, const text::Text& text) {
  std::string out;
  syntax::Cursor cursor = tree.root();
  std::size_t depth = 0;
  while (true) {
    out += std::string(depth * 2, ' ') + '(' + std::string(syntax::kind_name(cursor.kind())) + " [" +
           describe_range(cursor.span(), text) + ']';
    if (cursor.first_child()) {
      ++depth;
      out += '\n';
      continue;
    }
    out += ')';
    while (!cursor.next_sibling()) {
      if (!cursor.parent()) return out + '\n';
      --depth;
      out += ')';
    }
    out += '\n';
  }
}

Exit debug(DebugView view, const std::string& path, Streams streams) {
  auto bytes = path == "-" ? read_note(streams.in, "standard input") : read_note(path);
  if (const auto* problem = std::get_if<Error>(&bytes)) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  const text::Text text(std::move(std::get<std::string>(bytes)));
  const syntax::Tree tree = syntax::parse(text);
  if (view == DebugView::tree) {
    streams.out << describe_tree(tree, text);
  } else {
    const auto vocabulary = lint::builtin_knowledge()->vocabulary;
    streams.out << describe_note(
        *note::build(text, tree, vocabulary, nullptr, std::filesystem::path(path).filename().string()));
  }
  return Exit::clean;
}

}  // namespace notewell::cli
