#include "note/file_keys.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "note/roles.hpp"
#include "note/vocabulary.hpp"
#include "text/nearest_name.hpp"

namespace notewell::note {

const Key* KeyTable::find(std::string_view key) const {
  const auto it = std::ranges::find(keys, key, &Key::name);
  return it == keys.end() ? nullptr : &*it;
}

const KeyTable* FileKeys::find(std::string_view table) const {
  const auto it = std::ranges::find(tables, table, &KeyTable::name);
  return it == tables.end() ? nullptr : &*it;
}

std::string listed(std::span<const std::string_view> names) {
  std::string out;
  for (const std::string_view name : names) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

std::string meant(std::string_view name, std::span<const std::string_view> names, std::string_view otherwise) {
  const std::string_view near = text::nearest_name(name, names);
  return near.empty() ? std::string(otherwise) + listed(names) : "; did you mean `" + std::string(near) + "`?";
}

std::vector<std::string_view> role_names() {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i != role_count; ++i) out.push_back(name_of(static_cast<Role>(i)));
  return out;
}

std::string_view name_of(Names names) {
  constexpr std::array<std::string_view, 11> all = {"text",   "authority", "element", "entry",        "field", "group",
                                                    "option", "profile",   "rule",    "service code", "tag"};
  return all.at(static_cast<std::size_t>(names));
}

std::vector<std::string_view> names_in(const Vocabulary& vocabulary, Names names) {
  std::vector<std::string_view> out;
  if (names == Names::element) {
    for (const Element& element : vocabulary.elements()) out.push_back(element.id);
  } else if (names == Names::field) {
    for (const FieldName& field : vocabulary.fields()) out.push_back(field.id);
  } else if (names == Names::entry) {
    for (const Concept& entry : vocabulary.concepts()) out.push_back(entry.id);
  } else if (names == Names::group) {
    for (const Concept& entry : vocabulary.concepts()) out.push_back(entry.group);
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
  } else if (names == Names::service) {
    for (const ServiceCode& service : vocabulary.service_codes()) out.push_back(service.code);
  }
  return out;
}

}  // namespace notewell::note
