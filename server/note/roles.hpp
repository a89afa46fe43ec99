#pragma once
// The closed sets that the note model speaks in: roles of sections, formats, kinds of file, facets.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace notewell::note {

/// What a section is for, whatever its heading says. A section may carry several (DAP's Data).
enum class Role : std::uint8_t {
  subjective,
  objective,
  intervention,
  response,
  assessment,
  progress,
  risk,
  plan,
  presenting_problem,
  mental_status,
  goal,
  signature,
  addendum,
};
inline constexpr std::size_t role_count = 13;

/// A set of roles.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (Role role : roles) add(role);
  }
  constexpr void add(Role role) { bits_ = static_cast<std::uint16_t>(bits_ | bit(role)); }
  [[nodiscard]] constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  [[nodiscard]] constexpr bool any(Roles other) const { return (bits_ & other.bits_) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr std::uint16_t bits() const { return bits_; }
  constexpr Roles& operator|=(Roles other) {
    bits_ = static_cast<std::uint16_t>(bits_ | other.bits_);
    return *this;
  }
  friend constexpr bool operator==(Roles, Roles) = default;

 private:
  static constexpr std::uint16_t bit(Role role) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(role));
  }
  std::uint16_t bits_ = 0;
};

enum class Format : std::uint8_t { narrative, soap, dap, birp, girp, pirp, sirp };

enum class FileKind : std::uint8_t { progress_note, treatment_plan, intake, discharge, psychotherapy_note, no_show };

/// A line that says outright what kind of evidence it holds.
enum class Facet : std::uint8_t { none, observed, reported, why, how, response, detail };

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::string_view name_of(Format format);
[[nodiscard]] std::string_view name_of(FileKind kind);
[[nodiscard]] std::string_view name_of(Facet facet);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);
[[nodiscard]] std::optional<Format> format_named(std::string_view name);
[[nodiscard]] std::optional<Facet> facet_named(std::string_view name);
[[nodiscard]] std::optional<FileKind> file_kind_named(std::string_view name);

}  // namespace notewell::note
