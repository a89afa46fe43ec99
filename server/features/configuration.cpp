// The client's settings by all roads: initializationOptions, workspace/configuration where the client can be asked, and
// workspace/didChangeConfiguration, which tells that they changed or brings them along.

#include <array>
#include <mutex>

#include "chart/editor_settings.hpp"
#include "features/features.hpp"
#include "features/workspace.hpp"
#include "protocol/types.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;

constexpr std::string_view section = "notewell";
/// What settings may hold, beside what the client keeps there for itself.
constexpr auto known_settings =
    std::to_array<std::string_view>({"profile", "rules", "options", "elements", "dates", "clinician", "index"});
constexpr auto settings_of_clients = std::to_array<std::string_view>(
    {"snippetChoices", "snippetCommand", "server", "logLevel", "trace", "enable", "path"});

/// An empty text and null mean that nothing is set.
bool is_set(const json::value& value) {
  return !value.is_null() && !(value.is_string() && value.get_string().empty());
}

/// JSON as TOML: texts, numbers, flags, lists and tables are written alike but for tables.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the settings are; the parser bounds them
std::string toml_value(const json::value& value) {
  if (const auto* object = value.if_object()) {
    std::string out = "{";
    for (const auto& [key, inner] : *object) {
      if (!is_set(inner)) continue;
      out += (out.size() == 1 ? "" : ", ") + json::serialize(json::value(key)) + " = " + toml_value(inner);
    }
    return out + "}";
  }
  if (const auto* array = value.if_array()) {
    std::string out = "[";
    for (const json::value& inner : *array) {
      if (!inner.is_null()) out += (out.size() == 1 ? "" : ", ") + toml_value(inner);
    }
    return out + "]";
  }
  return json::serialize(value);
}

/// The settings as a notewell.toml would have them, without the profile.
std::string toml_of(const json::object& settings) {
  std::string out;
  for (const std::string_view key : known_settings) {
    const json::value* value = settings.if_contains(key);
    if (key == "profile" || value == nullptr || !is_set(*value)) continue;
    out += std::string(key) + " = " + toml_value(*value) + "\n";
  }
  return out;
}

std::string profile_of(const json::object& settings) {
  const json::value* profile = settings.if_contains("profile");
  if (profile == nullptr || !is_set(*profile)) return {};
  return profile->is_string() ? std::string(profile->get_string()) : json::serialize(*profile);
}

/// `over` on top of `under`, key by key.
json::object merged(json::object under, const json::object& over) {
  for (const auto& [key, value] : over) {
    if (is_set(value)) under[key] = value;
  }
  return under;
}

void tell(Session& session, const std::string& message) {
  if (!session.settings.told.insert(message).second) return;
  constexpr int warning = 2;
  session.router.notify("window/showMessage", json::object{{"type", warning}, {"message", message}});
}

/// Tells once what is wrong in settings, with what would be right.
void tell_mistakes(Session& session, const json::object& settings, const lint::Knowledge& known) {
  for (const auto& [key, value] : settings) {
    const auto is_key = [&](std::string_view one) { return one == std::string_view(key); };
    if (std::ranges::any_of(known_settings, is_key) || std::ranges::any_of(settings_of_clients, is_key)) continue;
    const std::string_view near = lint::nearest_name(key, known_settings);
    std::string all;
    for (const std::string_view one : known_settings) all += (all.empty() ? "" : ", ") + std::string(one);
    tell(session, "Notewell has no setting “" + std::string(key) + "”. " +
                      (near.empty() ? "It knows: " + all + "." : "Did you mean “" + std::string(near) + "”?"));
  }
  const std::string profile = profile_of(settings);
  if (!profile.empty() && !known.profiles.contains(profile))
    tell(session, "Notewell has no profile “" + profile + "”. " + lint::profile_meant(known.profiles, profile));
  const std::string toml = toml_of(settings);
  if (toml.empty()) return;
  for (const std::string& mistake : chart::mistakes_in(toml, known)) tell(session, "Notewell's settings: " + mistake);
}

/// Finds configurations when the first note asks for one: loading the rules would hold up `initialize`.
chart::ConfigurationOf configurations(const json::object& settings) {
  struct Made {
    std::once_flag once;
    chart::ConfigurationOf of;
  };
  return [made = std::make_shared<Made>(), profile = profile_of(settings),
          toml = toml_of(settings)](const std::filesystem::path& folder) {
    std::call_once(made->once, [&] {
      const auto knowledge = lint::builtin_knowledge();
      const auto chosen = knowledge->profiles.find(profile);
      made->of = chart::with_settings(
          chart::configurations(knowledge, {.profile = chosen == knowledge->profiles.end() ? nullptr : chosen->second,
                                            .file = {},
                                            .top = chart::home_folder()}),
          toml);
    });
    return made->of(folder);
  };
}

/// Whether the note stands in the folder of this URI.
bool lies_in(const std::filesystem::path& note_folder, std::string_view folder_uri) {
  const std::filesystem::path folder = folder_path(folder_uri);
  return !folder.empty() && std::ranges::mismatch(folder, note_folder).in1 == folder.end();
}

/// What of the settings the server goes by, as one text.
std::string gist_of(const json::object& settings) {
  return profile_of(settings) + "\n" + toml_of(settings);
}

/// Takes over the settings as they are now; whether anything that counts is other than before.
bool apply(Session& session) {
  protocol::EditorSettings& settings = session.settings;
  const json::object general = merged(settings.initial, settings.general);
  std::string gist = gist_of(general);
  for (const auto& [uri, own] : settings.by_folder) gist += uri + "\n" + gist_of(merged(settings.initial, own));
  if (session.configuration_of && gist == settings.applied) return false;
  settings.applied = std::move(gist);
  std::vector<std::pair<std::string, chart::ConfigurationOf>> folders;
  for (const auto& [uri, own] : settings.by_folder) {
    if (json::object of_folder = merged(settings.initial, own); gist_of(of_folder) != gist_of(general))
      folders.emplace_back(uri, configurations(of_folder));
  }
  session.configuration_of = [folders = std::move(folders),
                              otherwise = configurations(general)](const std::filesystem::path& folder) {
    const std::pair<std::string, chart::ConfigurationOf>* nearest = nullptr;
    for (const auto& one : folders) {
      if (lies_in(folder, one.first) && (nearest == nullptr || one.first.size() > nearest->first.size()))
        nearest = &one;
    }
    return nearest == nullptr ? otherwise(folder) : nearest->second(folder);
  };
  session.profile = nullptr;
  if (toml_of(general).empty() && profile_of(general).empty()) return true;
  const auto knowledge = lint::builtin_knowledge();
  const auto named = knowledge->profiles.find(profile_of(general));
  const auto base = named != knowledge->profiles.end() ? named->second : knowledge->profiles.find("default")->second;
  std::vector<lint::ProfileProblem> told_elsewhere;
  session.profile = lint::load_settings({.name = "the editor's settings", .text = toml_of(general)},
                                        knowledge->nameable(), knowledge->profiles, base, told_elsewhere);
  return true;
}

/// With the rules and words of the practice whose folder it is, if it is one.
std::shared_ptr<const lint::Knowledge> knowledge_of(Session& session, const std::string& folder_uri) {
  const std::filesystem::path folder = folder_path(folder_uri);
  return folder.empty() ? lint::builtin_knowledge() : session.configuration_of(folder)->knowledge;
}

/// Tells what is wrong in any settings.
void tell_all_mistakes(Session& session) {
  const auto& folders = session.workspace.folders;
  const auto& settings = session.settings;
  tell_mistakes(session, merged(settings.initial, settings.general),
                *knowledge_of(session, folders.empty() ? std::string{} : folders.front().uri));
  for (const auto& [uri, own] : settings.by_folder) tell_mistakes(session, own, *knowledge_of(session, uri));
}

void changed(Session& session) {
  const bool others = apply(session);
  tell_all_mistakes(session);
  if (!others) return;
  settings_changed(session);
  index_anew(session);
}

/// Asks for the settings of every folder, and for those of none.
void ask(Session& session) {
  json::array items;
  std::vector<std::string> folders;
  for (const auto& folder : session.workspace.folders) {
    items.push_back(json::object{{"scopeUri", folder.uri}, {"section", section}});
    folders.push_back(folder.uri);
  }
  items.push_back(json::object{{"section", section}});
  session.router.request("workspace/configuration", json::object{{"items", std::move(items)}},
                         [&session, folders = std::move(folders)](const Outcome& outcome) {
                           const auto* result = std::get_if<json::value>(&outcome);
                           const auto* given = result == nullptr ? nullptr : result->if_array();
                           if (given == nullptr || given->size() != folders.size() + 1) return;
                           const auto settings = [&](std::size_t i) {
                             const auto* object = (*given)[i].if_object();
                             return object == nullptr ? json::object{} : *object;
                           };
                           session.settings.by_folder.clear();
                           for (std::size_t i = 0; i != folders.size(); ++i)
                             session.settings.by_folder[folders[i]] = settings(i);
                           session.settings.general = settings(folders.size());
                           changed(session);
                         });
}

void settings_told(Session& session, const protocol::DidChangeConfigurationParams& params) {
  if (session.client.configuration) return ask(session);
  const auto* pushed = params.settings ? params.settings->if_object() : nullptr;
  const json::value* own = pushed == nullptr ? nullptr : pushed->if_contains(section);
  if (own == nullptr || !own->is_object()) return;
  session.settings.general = own->get_object();
  changed(session);
}

}  // namespace

void set_options(Session& session, const protocol::InitializeParams& params) {
  if (params.initializationOptions && params.initializationOptions->is_object())
    session.settings.initial = params.initializationOptions->get_object();
  (void)apply(session);
}

void start_configuration(Session& session) {
  if (session.client.dynamic_configuration)
    session.router.request(
        "client/registerCapability",
        json::object{{"registrations", json::array{json::object{{"id", "notewell.configuration"},
                                                                {"method", "workspace/didChangeConfiguration"},
                                                                {"registerOptions", {{"section", section}}}}}}});
  if (!session.settings.initial.empty()) tell_all_mistakes(session);
  if (session.client.configuration) ask(session);
}

void bind_configuration(Session& session) {
  session.router.on_notification<protocol::DidChangeConfigurationParams>(
      "workspace/didChangeConfiguration", [&session](const auto& params) { settings_told(session, params); });
}

}  // namespace notewell::features
