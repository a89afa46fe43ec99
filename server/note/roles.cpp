#include "note/roles.hpp"

namespace notewell::note {
namespace {

constexpr std::array<std::string_view, role_count> role_names = {
    "subjective", "objective",          "intervention",  "response", "assessment", "progress", "risk",
    "plan",       "presenting-problem", "mental-status", "goal",     "signature",  "addendum"};
constexpr std::array<std::string_view, 7> format_names = {"narrative", "soap", "dap", "birp", "girp", "pirp", "sirp"};
constexpr std::array<std::string_view, 6> kind_names = {"progress-note", "treatment-plan",     "intake",
                                                        "discharge",     "psychotherapy-note", "no-show"};
constexpr std::array<std::string_view, 7> facet_names = {"none", "observed", "reported", "why",
                                                         "how",  "response", "detail"};

template <class Enum, std::size_t Size>
std::optional<Enum> named(const std::array<std::string_view, Size>& names, std::string_view name) {
  for (std::size_t i = 0; i != Size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Role role) {
  return role_names.at(static_cast<std::size_t>(role));
}
std::string_view name_of(Format format) {
  return format_names.at(static_cast<std::size_t>(format));
}
std::string_view name_of(FileKind kind) {
  return kind_names.at(static_cast<std::size_t>(kind));
}
std::string_view name_of(Facet facet) {
  return facet_names.at(static_cast<std::size_t>(facet));
}

std::optional<Role> role_named(std::string_view name) {
  return named<Role>(role_names, name);
}
std::optional<Format> format_named(std::string_view name) {
  return named<Format>(format_names, name);
}
std::optional<FileKind> file_kind_named(std::string_view name) {
  return named<FileKind>(kind_names, name);
}
std::optional<Facet> facet_named(std::string_view name) {
  return named<Facet>(facet_names, name);
}

}  // namespace notewell::note
