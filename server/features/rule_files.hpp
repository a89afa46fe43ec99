#pragma once
// What an editor shows in a practice's own rule files, words and notewell.toml. Each function says whether the document
// is one of them; if it is not, it has done nothing and the note's feature goes on.

#include "features/features.hpp"
#include "features/toml_statements.hpp"
#include "note/file_keys.hpp"

namespace notewell::features {

// rule_files.cpp

/// nullptr if the client has no such rule file open.
[[nodiscard]] std::shared_ptr<protocol::OpenRuleFile> rule_file(const Session& session, std::string_view uri);

/// Asks a client that can be asked to hand over the files in the configuration's folder of own rules, once.
void ask_for_rule_files(Session& session, const chart::Configuration& configuration);

[[nodiscard]] bool open_rule_file(Session& session, const protocol::TextDocumentItem& item);
[[nodiscard]] bool change_rule_file(Session& session, const protocol::DidChangeTextDocumentParams& params);
[[nodiscard]] bool close_rule_file(Session& session, std::string_view uri);
/// A file was saved, or changed on disk: what rule files say may mean something else now. Whether any is open.
bool look_at_rule_files(Session& session);
/// Answers textDocument/diagnostic; takes the reply only for a rule file.
[[nodiscard]] bool answer_rule_file(Session& session, const protocol::DocumentDiagnosticParams& params,
                                    protocol::Reply& reply);

/// A place in a rule file: what stands there, and which keys there are.
struct RuleFilePlace {
  const protocol::OpenRuleFile& file;
  text::Offset at = 0;
  const note::FileKeys* keys = nullptr;  // nullptr: no TOML stands here
  std::vector<TomlStatement> statements;
  const TomlStatement* statement = nullptr;  // that the place is in, or at the end of
  std::string table;                         // "check"; the one that a line here belongs to
  std::vector<const note::KeyTable*> known;  // the keys that this table may have; several kinds of [check] may fit
  std::vector<std::string_view> there;       // keys that the table has already
};
[[nodiscard]] RuleFilePlace place_in(const protocol::OpenRuleFile& file, text::Offset at);
/// What the key is: its name, or, of a table of any names, what every key is; nullptr: there is no such key.
[[nodiscard]] const note::Key* key_at(const RuleFilePlace& place, std::string_view name);

/// A name that can be written at a place, and what it stands for.
struct KnownName {
  std::string_view name;
  std::string_view about;
};
/// The names of this kind. `table` tells of which rule the options are asked: "options.RULE".
[[nodiscard]] std::vector<KnownName> known_names(const protocol::OpenRuleFile& file, note::Names names,
                                                 std::string_view table);

// rule_file_completion.cpp

/// nothing: it is no rule file.
[[nodiscard]] std::optional<json::value> complete_rule_file(const Session& session,
                                                            const protocol::TextDocumentPositionParams& params);

// rule_file_hover.cpp

/// nothing: it is no rule file.
[[nodiscard]] std::optional<json::value> hover_rule_file(const Session& session,
                                                         const protocol::TextDocumentPositionParams& params);

}  // namespace notewell::features
