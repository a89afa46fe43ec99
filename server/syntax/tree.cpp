#include "syntax/tree.hpp"

#include <array>
#include <stdexcept>
#include <vector>

#include <tree_sitter/api.h>

extern "C" const TSLanguage* tree_sitter_pnote();

namespace notewell::syntax {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Kind::unknown) + 1> names = {"document",
                                                                                             "front_matter",
                                                                                             "field",
                                                                                             "field_name",
                                                                                             "section",
                                                                                             "heading",
                                                                                             "heading_marker",
                                                                                             "setext_underline",
                                                                                             "label_section",
                                                                                             "label_heading",
                                                                                             "labelled",
                                                                                             "label",
                                                                                             "paragraph",
                                                                                             "item",
                                                                                             "marker",
                                                                                             "block_quote",
                                                                                             "quote_marker",
                                                                                             "table",
                                                                                             "row",
                                                                                             "fence",
                                                                                             "thematic_break",
                                                                                             "comment",
                                                                                             "directive",
                                                                                             "text",
                                                                                             "option",
                                                                                             "box_ticked",
                                                                                             "box_empty",
                                                                                             "option_label",
                                                                                             "quote",
                                                                                             "reference",
                                                                                             "placeholder",
                                                                                             "unknown"};

/// The kind of each of the language's symbols, once.
const std::vector<Kind>& kinds() {
  static const std::vector<Kind> table = [] {
    const TSLanguage* language = tree_sitter_pnote();
    std::vector<Kind> out(ts_language_symbol_count(language), Kind::unknown);
    for (std::size_t symbol = 0; symbol != out.size(); ++symbol) {
      const std::string_view name = ts_language_symbol_name(language, static_cast<TSSymbol>(symbol));
      for (std::size_t kind = 0; kind != names.size(); ++kind) {
        if (names[kind] == name) out[symbol] = static_cast<Kind>(kind);
      }
    }
    return out;
  }();
  return table;
}

Kind kind_of(TSNode node) {
  const TSSymbol symbol = ts_node_symbol(node);
  return symbol < kinds().size() ? kinds()[symbol] : Kind::unknown;
}

struct Release {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};

/// A parser costs more to make than a note to parse, so each thread keeps one.
TSParser* parser() {
  thread_local const std::unique_ptr<TSParser, Release> own = [] {
    std::unique_ptr<TSParser, Release> fresh(ts_parser_new());
    if (!ts_parser_set_language(fresh.get(), tree_sitter_pnote())) {
      throw std::logic_error("the grammar was generated for another tree-sitter");
    }
    return fresh;
  }();
  return own.get();
}

std::shared_ptr<const TSTree> parsed(const TSTree* old, const text::Text& text) {
  const std::string_view bytes = text.bytes();
  TSTree* tree = ts_parser_parse_string(parser(), old, bytes.data(), static_cast<std::uint32_t>(bytes.size()));
  return {tree, [](const TSTree* dead) { ts_tree_delete(const_cast<TSTree*>(dead)); }};
}

}  // namespace

std::string_view kind_name(Kind kind) {
  return names.at(static_cast<std::size_t>(kind));
}

Tree parse(const text::Text& text) {
  Tree tree;
  tree.tree_ = parsed(nullptr, text);
  return tree;
}

Tree reparse(const Tree& old, std::span<const Edit> edits, const text::Text& after) {
  if (!old) return parse(after);
  const std::unique_ptr<TSTree, void (*)(TSTree*)> edited(ts_tree_copy(old.get()), ts_tree_delete);
  for (const Edit& edit : edits) {
    const auto point = [&](text::Offset offset) { return TSPoint{0, offset}; };
    const text::Offset new_end = edit.removed.begin + edit.inserted;
    const TSInputEdit input = {.start_byte = edit.removed.begin,
                               .old_end_byte = edit.removed.end,
                               .new_end_byte = new_end,
                               .start_point = point(edit.removed.begin),
                               .old_end_point = point(edit.removed.end),
                               .new_end_point = point(new_end)};
    ts_tree_edit(edited.get(), &input);
  }
  Tree tree;
  tree.tree_ = parsed(edited.get(), after);
  return tree;
}

struct Cursor::State {
  TSTreeCursor cursor;
};

Cursor::Cursor(const Tree& tree) : state_(new State{ts_tree_cursor_new(ts_tree_root_node(tree.get()))}) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::Cursor(const Cursor& other) : state_(new State{ts_tree_cursor_copy(&other.state_->cursor)}) {}
Cursor& Cursor::operator=(const Cursor& other) {
  if (this != &other) *this = Cursor(other);
  return *this;
}
Cursor::~Cursor() {
  if (state_) ts_tree_cursor_delete(&state_->cursor);
}

Cursor Tree::root() const {
  return Cursor(*this);
}

bool Tree::has_error() const {
  return ts_node_has_error(ts_tree_root_node(tree_.get()));
}

std::string Tree::s_expression() const {
  const std::unique_ptr<char, void (*)(void*)> text(ts_node_string(ts_tree_root_node(tree_.get())), std::free);
  return text.get();
}

Kind Cursor::kind() const {
  return kind_of(ts_tree_cursor_current_node(&state_->cursor));
}

text::Span Cursor::span() const {
  const TSNode node = ts_tree_cursor_current_node(&state_->cursor);
  return {ts_node_start_byte(node), ts_node_end_byte(node)};
}

// The grammar has no anonymous nodes: every token comes from the scanner, and those that show have a name.
bool Cursor::first_child() {
  return ts_tree_cursor_goto_first_child(&state_->cursor);
}

bool Cursor::next_sibling() {
  return ts_tree_cursor_goto_next_sibling(&state_->cursor);
}

bool Cursor::parent() {
  return ts_tree_cursor_goto_parent(&state_->cursor);
}

}  // namespace notewell::syntax
