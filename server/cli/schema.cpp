#include "cli/schema.hpp"

#include <boost/json.hpp>

namespace notewell::cli {
namespace {

namespace json = boost::json;
using note::FileKeys;
using note::Holds;
using note::Key;
using note::KeyTable;

/// What a value of the key must be; `inner` is the schema of the tables that it holds, if it holds any.
json::object value_schema(const Key& key, const json::object& inner) {
  json::object text = {{"type", "string"}};
  if (!key.choices.empty()) text["enum"] = json::array(key.choices.begin(), key.choices.end());
  const auto list_of = [](json::object items) { return json::object{{"type", "array"}, {"items", std::move(items)}}; };
  switch (key.holds) {
    case Holds::text:
      return text;
    case Holds::texts:
      return list_of(std::move(text));
    case Holds::flag:
      return {{"type", "boolean"}};
    case Holds::number:
      return {{"type", "integer"}};
    case Holds::numbers:
      return list_of({{"type", "integer"}});
    case Holds::option:
      return {{"type", {"string", "integer", "boolean"}}};
    case Holds::table:
      return inner;
    case Holds::tables:
      return list_of(inner);
  }
  return {};
}

/// The tables of a name: one, or, if several have it, one of them.
json::object tables_schema(const FileKeys& keys, std::string_view name);

/// The name of a table below: "concept" and "stems" give "concept.stems".
std::string below(std::string_view table, std::string_view key) {
  return table.empty() ? std::string(key) : std::string(table) + "." + std::string(key);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as tables stand in one another
json::object key_schema(const FileKeys& keys, const KeyTable& table, const Key& key) {
  const bool holds_tables = key.holds == Holds::table || key.holds == Holds::tables;
  json::object out =
      value_schema(key, holds_tables ? tables_schema(keys, below(table.name, key.name)) : json::object{});
  out["description"] = key.about;
  return out;
}

// NOLINTNEXTLINE(misc-no-recursion): see key_schema()
json::object table_schema(const FileKeys& keys, const KeyTable& table) {
  json::object properties;
  json::array required;
  for (const Key& key : table.keys) {
    properties[key.name] = key_schema(keys, table, key);
    if (key.required) required.emplace_back(key.name);
  }
  json::object out = {{"type", "object"}};
  if (!properties.empty()) out["properties"] = std::move(properties);
  if (!required.empty()) out["required"] = std::move(required);
  if (table.any && table.any->names == note::Names::rule) {
    // Which rules there are is not for a schema to say: a practice has its own.
    out["patternProperties"] = {{"^[a-z0-9]+(-[a-z0-9]+)*$", key_schema(keys, table, *table.any)}};
    out["additionalProperties"] = false;
  } else if (table.any) {
    out["additionalProperties"] = key_schema(keys, table, *table.any);
  } else {
    out["additionalProperties"] = false;
  }
  return out;
}

// NOLINTNEXTLINE(misc-no-recursion): see key_schema()
json::object tables_schema(const FileKeys& keys, std::string_view name) {
  json::array found;
  for (const KeyTable& table : keys.tables) {
    if (table.name == name) found.push_back(table_schema(keys, table));
  }
  if (found.size() == 1) return found.front().as_object();
  return {{"type", "object"}, {"oneOf", std::move(found)}};
}

/// Two blanks for each level; what fits on a line stands on one, so that a person can read the file.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the value
void write(const json::value& value, std::size_t indent, std::size_t before, std::string& out) {
  constexpr std::size_t widest = 120;
  const bool whole = !value.is_structured() || (value.is_array() && value.get_array().empty()) ||
                     indent + before + json::serialize(value).size() <= widest;
  if (whole) {
    out += json::serialize(value);
    return;
  }
  const std::string line = "\n" + std::string(indent + 2, ' ');
  const char* separator = "";
  out += value.is_array() ? '[' : '{';
  if (const auto* array = value.if_array()) {
    for (const json::value& element : *array) {
      out += separator + line;
      write(element, indent + 2, 1, out);
      separator = ",";
    }
  } else {
    for (const auto& [key, member] : value.get_object()) {
      const std::string name = json::serialize(json::value(key)) + ": ";
      out += separator + line + name;
      write(member, indent + 2, name.size() + 1, out);
      separator = ",";
    }
  }
  out += "\n" + std::string(indent, ' ') + (value.is_array() ? ']' : '}');
}

}  // namespace

std::string json_schema(const FileKeys& keys, const std::string& name) {
  json::object schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                         {"$id", "https://notewell.dev/schemas/" + name + ".schema.json"},
                         {"title", keys.title},
                         {"description", keys.about}};
  for (auto& [key, value] : tables_schema(keys, "")) schema[key] = value;
  std::string out;
  write(schema, 0, 0, out);
  return out += '\n';
}

}  // namespace notewell::cli
