#pragma once
// What the client can do, read once from `initialize` into plain booleans. Nothing is assumed that was not declared.

#include <optional>
#include <string>
#include <vector>

#include "protocol/wire.hpp"
#include "text/text.hpp"

namespace notewell::protocol {

/// How tab stops of a fix reach the editor, best first.
enum class Placeholders : std::uint8_t {
  standard,      // LSP 3.18 SnippetTextEdit
  experimental,  // rust-analyzer's snippetTextEdit
  command,       // a command of the client's, which it asked for in initializationOptions
  plain,         // text with ‹…›
};

/// Of textDocument.semanticTokens; all off: the client takes none.
struct SemanticTokens {
  std::vector<std::string> types;
  std::vector<std::string> modifiers;
  bool full = false;
  bool delta = false;
  bool range = false;
  bool multiline = false;  // a token may go on over line ends
  bool refresh = false;
};

struct Capabilities {
  text::PositionEncoding encoding = text::PositionEncoding::utf16;
  bool pull_diagnostics = false;
  bool refresh_diagnostics = false;
  /// What the client can be asked for after it started.
  struct Dynamic {
    bool synchronization = false;
    bool diagnostics = false;
    bool completion = false;
    bool hover = false;
  } dynamic;
  bool watched_files = false;        // tells of changed files once it is asked to
  bool diagnostics_version = false;  // understands which version published diagnostics are of
  bool document_content = false;     // asks for the content of documents that the server makes
  bool relative_patterns = false;
  bool workspace_folders = false;
  bool configuration = false;          // can be asked for its settings
  bool dynamic_configuration = false;  // tells of changed settings once it is asked to
  bool work_done_progress = false;
  bool will_rename_files = false;
  bool did_rename_files = false;
  bool did_delete_files = false;
  bool did_create_files = false;
  bool definition_links = false;
  bool prepare_rename = false;
  bool change_annotations = false;
  bool refresh_code_lenses = false;
  bool related_information = false;
  bool code_description = false;
  bool diagnostic_data = false;
  bool unnecessary_tag = false;
  bool code_action_literals = false;
  bool preferred_actions = false;
  bool disabled_actions = false;       // shows why an action can't be taken here
  bool resolves_action_edits = false;  // asks for an action's edit when it is taken
  bool documented_actions = false;
  bool create_files = false;  // by workspace edits
  bool show_document = false;
  bool document_changes = false;
  bool apply_edit = false;
  bool completion_snippets = false;
  bool completion_markdown = false;
  bool completion_resolve_documentation = false;  // asks for an item's documentation when it shows it
  bool completion_insert_replace = false;
  bool completion_commit_characters = false;
  bool completion_label_details = false;
  bool completion_default_range = false;   // itemDefaults.editRange
  bool completion_default_format = false;  // itemDefaults.insertTextFormat
  bool hover_markdown = false;
  bool hierarchical_symbols = false;
  bool folds_whole_lines = false;
  bool fold_texts = false;  // shows a text in place of what is folded
  std::optional<std::uint32_t> most_folds;
  bool link_tooltips = false;
  SemanticTokens semantic_tokens;
  bool ranges_formatting = false;
  bool refresh_folds = false;
  bool refresh_inlay_hints = false;
  Placeholders placeholders = Placeholders::plain;
  std::string snippet_command;   // for Placeholders::command
  bool snippet_choices = false;  // shows the first of `${1|…|}` until one is taken; LSP has no word for that
};

/// `options` are the client's initializationOptions.
[[nodiscard]] Capabilities read_capabilities(const json::value& capabilities, const json::value& options);

}  // namespace notewell::protocol
