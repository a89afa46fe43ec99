#pragma once
// A list of completion items in the form that the client takes: ranges, snippets, details and documentation.

#include <string>
#include <string_view>

#include "features/features.hpp"

namespace notewell::features {

/// LSP's CompletionItemKind, those used here: of the first version, which every client knows.
enum class ItemKind : int { field = 5, value = 12, keyword = 14, snippet = 15, reference = 18 };

/// One item, before it is told.
struct Item {
  std::string label;
  ItemKind kind = ItemKind::value;
  lint::Template pieces;     // what is put in
  std::string detail = {};   // behind the label
  std::string filter = {};   // what typing is held against, where it isn't the label
  std::string commits = {};  // characters that take the item and are typed behind it
  std::string topic = {};    // what its documentation is of: "code", "diagnosis", "concept", "rule"; empty: none
  std::string of = {};       // … which one
  std::string told = {};     // its documentation, where it is known already
};

class CompletionItems {
 public:
  /// Items replace `typed`, which ends at `at`, or, where the client can choose, what stands up to `end` as well.
  CompletionItems(const Session& session, const Document& document, text::Span typed, text::Offset end);

  /// Items are shown in the order in which they are added: what the note lacks first.
  void add(Item item);
  /// The client is to ask again when more is typed.
  void ask_again() { ask_again_ = true; }
  /// A CompletionList.
  [[nodiscard]] json::object take() &&;

 private:
  [[nodiscard]] json::value range() const;

  const Session& session_;
  const Document& document_;
  text::Span typed_;
  text::Offset end_;
  json::array items_;
  std::size_t snippets_ = 0;
  bool ask_again_ = false;
};

/// What there is to say of a topic, as Markdown; empty if nothing is known.
[[nodiscard]] std::string documentation(const lint::Knowledge& knowledge, std::string_view topic, std::string_view of);
/// As an item's `documentation`, in the form that the client takes.
[[nodiscard]] json::object documentation_value(std::string markdown, const Session& session);
/// "53 minutes and more"; empty for a code that has no bounds.
[[nodiscard]] std::string minutes_of(const note::ServiceCode& code);

}  // namespace notewell::features
