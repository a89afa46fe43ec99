#include "meta_model.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

#define CATCH_CONFIG_EXTERNAL_INTERFACES  // for listeners
#include <catch2/catch.hpp>

namespace {

enum class Kind : std::uint8_t {
  unset,
  any,
  null,
  boolean,
  string,
  integer,
  uinteger,
  decimal,
  uri,
  array,      // of parts[0]
  map,        // from parts[0] to parts[1]
  tuple,      // of parts
  one_of,     // parts
  structure,  // `index` of structures
  constants,  // one of `values`
};

struct Type {
  Kind kind = Kind::unset;
  std::vector<int> parts;
  std::size_t index = 0;
  json::array values;
};

struct Property {
  int type = MetaModel::none;
  bool optional = false;
};

struct Structure {
  std::string name;
  std::map<std::string, Property, std::less<>> properties;
};

constexpr std::int64_t most = 2'147'483'647;

std::string_view text_of(const json::value& object, std::string_view key) {
  return object.as_object().at(key).as_string();
}

bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '.' || c == '-';
  });
}

}  // namespace

struct MetaModel::Parts {
  std::vector<Type> types;
  std::vector<Structure> structures;
  std::map<std::string, int, std::less<>> named;
  std::map<std::string, Message, std::less<>> messages;
  std::map<std::string, int, std::less<>> registrations;  // by method
  std::string version;

  // Reading the model.
  std::map<std::string, const json::object*, std::less<>> structures_read;
  std::map<std::string, const json::object*, std::less<>> enumerations_read;
  std::map<std::string, const json::value*, std::less<>> aliases_read;

  int add(Type type) {
    types.push_back(std::move(type));
    return static_cast<int>(types.size()) - 1;
  }

  int named_type(const std::string& name) {
    if (const auto it = named.find(name); it != named.end()) return it->second;
    const int place = add({});  // types refer to themselves, so the place is there before what stands in it
    named[name] = place;
    Type made;
    if (name == "LSPAny") {
      made.kind = Kind::any;
    } else if (const auto structure = structures_read.find(name); structure != structures_read.end()) {
      made.kind = Kind::structure;
      made.index = structures.size();
      structures.push_back({.name = name, .properties = {}});
      std::map<std::string, Property, std::less<>> properties;
      collect(*structure->second, properties);
      structures[made.index].properties = std::move(properties);
    } else if (const auto enumeration = enumerations_read.find(name); enumeration != enumerations_read.end()) {
      const json::object& from = *enumeration->second;
      if (from.contains("supportsCustomValues") && from.at("supportsCustomValues").as_bool()) {
        made = types[static_cast<std::size_t>(type(from.at("type")))];
      } else {
        made.kind = Kind::constants;
        for (const auto& value : from.at("values").as_array()) made.values.push_back(value.at("value"));
      }
    } else if (const auto alias = aliases_read.find(name); alias != aliases_read.end()) {
      const int meant = type(*alias->second);
      made = types[static_cast<std::size_t>(meant)];
    } else {
      throw std::runtime_error("the meta model names a type that it does not have: " + name);
    }
    types[static_cast<std::size_t>(place)] = std::move(made);
    return place;
  }

  void collect_named(const json::value& parent, std::map<std::string, Property, std::less<>>& into) {
    collect(*structures_read.at(std::string(text_of(parent, "name"))), into);
  }

  /// The properties of a structure: those of what it extends and mixes in first, so that its own count.
  void collect(const json::object& from, std::map<std::string, Property, std::less<>>& into) {
    for (const std::string_view key : {"extends", "mixins"}) {
      if (const auto* parents = from.if_contains(key)) {
        for (const auto& parent : parents->as_array()) collect_named(parent, into);
      }
    }
    for (const auto& property : from.at("properties").as_array()) {
      const auto& object = property.as_object();
      const bool optional = object.contains("optional") && object.at("optional").as_bool();
      into[std::string(text_of(property, "name"))] = {.type = type(object.at("type")), .optional = optional};
    }
  }

  int add_structure(std::string name, std::map<std::string, Property, std::less<>> properties) {
    structures.push_back({.name = std::move(name), .properties = std::move(properties)});
    Type made;
    made.kind = Kind::structure;
    made.index = structures.size() - 1;
    return add(std::move(made));
  }

  int type(const json::value& from) {
    const std::string_view kind = text_of(from, "kind");
    const auto& object = from.as_object();
    Type made;
    if (kind == "reference") return named_type(std::string(text_of(from, "name")));
    if (kind == "base") {
      static const std::map<std::string_view, Kind> bases = {
          {"null", Kind::null},       {"boolean", Kind::boolean},   {"string", Kind::string},
          {"integer", Kind::integer}, {"uinteger", Kind::uinteger}, {"decimal", Kind::decimal},
          {"URI", Kind::uri},         {"DocumentUri", Kind::uri},   {"RegExp", Kind::string}};
      made.kind = bases.at(text_of(from, "name"));
    } else if (kind == "array") {
      made = {.kind = Kind::array, .parts = {type(object.at("element"))}, .index = 0, .values = {}};
    } else if (kind == "map") {
      made = {.kind = Kind::map, .parts = {type(object.at("key")), type(object.at("value"))}, .index = 0, .values = {}};
    } else if (kind == "tuple" || kind == "or") {
      made.kind = kind == "or" ? Kind::one_of : Kind::tuple;
      for (const auto& item : object.at("items").as_array()) made.parts.push_back(type(item));
    } else if (kind == "and") {
      std::map<std::string, Property, std::less<>> properties;
      for (const auto& item : object.at("items").as_array()) collect_named(item, properties);
      return add_structure("the structures that belong together here", std::move(properties));
    } else if (kind == "literal") {
      std::map<std::string, Property, std::less<>> properties;
      collect(object.at("value").as_object(), properties);
      return add_structure("the structure here", std::move(properties));
    } else if (kind == "stringLiteral" || kind == "integerLiteral" || kind == "booleanLiteral") {
      made.kind = Kind::constants;
      made.values = {object.at("value")};
    } else {
      throw std::runtime_error("the meta model has a type of an unknown kind: " + std::string(kind));
    }
    return add(std::move(made));
  }
};

namespace {

/// Looks through one value. Of several mistakes, the one that stands deepest is told: where a value may be of several
/// types, that is the mistake against the type that was meant.
class Check {
 public:
  Check(const std::vector<Type>& types, const std::vector<Structure>& structures)
      : types_(types), structures_(structures) {}

  bool fits(const json::value& value, int number) {
    const Type& type = types_[static_cast<std::size_t>(number)];
    switch (type.kind) {
      case Kind::any:
        return true;
      case Kind::null:
        return value.is_null() || wrong("expected null");
      case Kind::boolean:
        return value.is_bool() || wrong("expected true or false");
      case Kind::string:
        return value.is_string() || wrong("expected a string");
      case Kind::integer:
        return whole(value, -most - 1) || wrong("expected a whole number of 32 bits");
      case Kind::uinteger:
        return whole(value, 0) || wrong("expected a whole number from 0 to 2^31 - 1");
      case Kind::decimal:
        return value.is_number() || wrong("expected a number");
      case Kind::uri:
        return (value.is_string() && is_uri(value.get_string())) || wrong("expected a URI");
      case Kind::array:
        return array(value, type);
      case Kind::map:
        return map(value, type);
      case Kind::tuple:
        return tuple(value, type);
      case Kind::one_of:
        return one_of(value, type);
      case Kind::structure:
        return structure(value, structures_[type.index]);
      case Kind::constants:
        return std::find(type.values.begin(), type.values.end(), value) != type.values.end() ||
               wrong("expected one of " + json::serialize(type.values));
      case Kind::unset:
        break;
    }
    return wrong("the meta model refers to itself without end");
  }

  [[nodiscard]] std::string mistake() const { return where_.empty() ? what_ : where_ + ": " + what_; }

 private:
  static bool whole(const json::value& value, std::int64_t least) {
    if (value.is_uint64()) return value.get_uint64() <= static_cast<std::uint64_t>(most);
    return value.is_int64() && value.get_int64() >= least && value.get_int64() <= most;
  }

  bool wrong(std::string what) {
    if (!what_.empty() && path_.size() <= depth_) return false;
    depth_ = path_.size();
    what_ = std::move(what);
    where_.clear();
    for (const std::string& step : path_) where_ += where_.empty() && step.starts_with('.') ? step.substr(1) : step;
    return false;
  }

  bool inside(std::string step, const json::value& value, int type) {
    path_.push_back(std::move(step));
    const bool good = fits(value, type);
    path_.pop_back();
    return good;
  }

  bool array(const json::value& value, const Type& type) {
    if (!value.is_array()) return wrong("expected an array");
    std::size_t i = 0;
    return std::all_of(value.get_array().begin(), value.get_array().end(), [&](const json::value& element) {
      return inside("[" + std::to_string(i++) + "]", element, type.parts[0]);
    });
  }

  bool map(const json::value& value, const Type& type) {
    if (!value.is_object()) return wrong("expected an object");
    return std::all_of(value.get_object().begin(), value.get_object().end(), [&](const auto& pair) {
      const std::string step = "." + std::string(pair.key());
      return inside(step + " (the key)", json::value(pair.key()), type.parts[0]) &&
             inside(step, pair.value(), type.parts[1]);
    });
  }

  bool tuple(const json::value& value, const Type& type) {
    if (!value.is_array() || value.get_array().size() != type.parts.size())
      return wrong("expected " + std::to_string(type.parts.size()) + " elements");
    for (std::size_t i = 0; i != type.parts.size(); ++i) {
      if (!inside("[" + std::to_string(i) + "]", value.get_array()[i], type.parts[i])) return false;
    }
    return true;
  }

  bool one_of(const json::value& value, const Type& type) {
    const std::size_t depth = depth_;
    const std::string where = where_;
    const std::string what = what_;
    for (const int part : type.parts) {
      if (!fits(value, part)) continue;
      depth_ = depth;
      where_ = where;
      what_ = what;
      return true;
    }
    return false;
  }

  bool structure(const json::value& value, const Structure& type) {
    if (!value.is_object()) return wrong("expected " + type.name);
    const json::object& object = value.get_object();
    for (const auto& [name, property] : type.properties) {
      const json::value* found = object.if_contains(name);
      if (found == nullptr && !property.optional) return wrong(type.name + " lacks `" + name + "`");
      if (found != nullptr && !inside("." + name, *found, property.type)) return false;
    }
    for (const auto& [key, property] : object) {
      if (type.properties.find(std::string_view(key)) == type.properties.end())
        return wrong("`" + std::string(key) + "` is no property of " + type.name);
    }
    return type.name != "Range" || in_order(object);
  }

  /// What the types can't say: a range does not end before it starts.
  bool in_order(const json::object& range) {
    const auto place = [&](std::string_view end) {
      const auto& position = range.at(end).as_object();
      return std::pair(position.at("line").to_number<std::int64_t>(),
                       position.at("character").to_number<std::int64_t>());
    };
    return place("start") <= place("end") || wrong("the range ends before it starts");
  }

  const std::vector<Type>& types_;
  const std::vector<Structure>& structures_;
  std::vector<std::string> path_;
  std::size_t depth_ = 0;
  std::string where_;
  std::string what_;
};

}  // namespace

MetaModel::MetaModel(const json::value& model) : parts_(std::make_shared<Parts>()) {
  const auto& root = model.as_object();
  parts_->version = text_of(root.at("metaData"), "version");
  for (const auto& item : root.at("structures").as_array())
    parts_->structures_read.emplace(text_of(item, "name"), &item.as_object());
  for (const auto& item : root.at("enumerations").as_array())
    parts_->enumerations_read.emplace(text_of(item, "name"), &item.as_object());
  for (const auto& item : root.at("typeAliases").as_array())
    parts_->aliases_read.emplace(text_of(item, "name"), &item.as_object().at("type"));
  for (const auto* names : {"structures", "enumerations", "typeAliases"}) {
    for (const auto& item : root.at(names).as_array()) (void)parts_->named_type(std::string(text_of(item, "name")));
  }
  for (const auto* list : {"requests", "notifications"}) {
    for (const auto& item : root.at(list).as_array()) {
      const auto& object = item.as_object();
      const auto part = [&](std::string_view key) {
        const auto* type = object.if_contains(key);
        return type == nullptr ? none : parts_->type(*type);
      };
      const std::string_view direction = text_of(item, "messageDirection");
      const std::string method(text_of(item, "method"));
      const auto path = [&](std::string_view key) {
        return object.contains(key) ? std::string(object.at(key).as_string()) : std::string();
      };
      const Message message = {.request = std::string_view(list) == "requests",
                               .from_client = direction != "serverToClient",
                               .from_server = direction != "clientToServer",
                               .params = part("params"),
                               .result = part("result"),
                               .partial_result = part("partialResult"),
                               .registration = part("registrationOptions"),
                               .client_capability = path("clientCapability"),
                               .server_capability = path("serverCapability")};
      parts_->messages[method] = message;
      if (message.registration == none) continue;
      const auto* registered = object.if_contains("registrationMethod");
      parts_->registrations[registered == nullptr ? method : std::string(registered->as_string())] =
          message.registration;
    }
  }
  parts_->structures_read.clear();  // they point into the JSON, which may go
  parts_->enumerations_read.clear();
  parts_->aliases_read.clear();
}

std::string MetaModel::mistake(const json::value& value, int type) const {
  Check check(parts_->types, parts_->structures);
  return check.fits(value, type) ? "" : check.mistake();
}

std::string MetaModel::mistake(const json::value& value, std::string_view type) const {
  return mistake(value, parts_->named.find(type)->second);
}

const MetaModel::Message* MetaModel::message(std::string_view method) const {
  const auto it = parts_->messages.find(method);
  return it == parts_->messages.end() ? nullptr : &it->second;
}

std::optional<int> MetaModel::registration(std::string_view method) const {
  const auto it = parts_->registrations.find(method);
  return it == parts_->registrations.end() ? std::nullopt : std::optional(it->second);
}

const std::map<std::string, MetaModel::Message, std::less<>>& MetaModel::messages() const {
  return parts_->messages;
}

const std::string& MetaModel::version() const {
  return parts_->version;
}

void MetaModel::add_property(std::string_view structure, std::string_view name) {
  parts_ = std::make_shared<Parts>(*parts_);
  const int any = parts_->named.at("LSPAny");
  for (Structure& one : parts_->structures) {
    if (one.name == structure) one.properties[std::string(name)] = {.type = any, .optional = true};
  }
}

namespace {

/// A message's own keys: nothing but those that JSON-RPC has for its kind.
std::string envelope(const json::object& message) {
  const auto* version = message.if_contains("jsonrpc");
  if (version == nullptr || *version != "2.0") return "`jsonrpc` is \"2.0\"";
  const bool called = message.contains("method");
  if (called && !message.at("method").is_string()) return "`method` is a string";
  if (!called && !message.contains("id")) return "an answer has an id";
  for (const auto& [key, value] : message) {
    const bool known = key == "jsonrpc" || key == "id" ||
                       (called ? key == "method" || key == "params" : key == "result" || key == "error");
    if (!known) return "`" + std::string(key) + "` is no part of a message";
  }
  if (const auto* id = message.if_contains("id")) {
    const bool answers_nothing = id->is_null() && !called;
    if (!answers_nothing && !id->is_string() && !id->is_int64() && !id->is_uint64())
      return "`id` is a whole number or a string";
  }
  if (!called && message.contains("result") == message.contains("error"))
    return "an answer has either a result or an error";
  return {};
}

std::string wrong_error(const json::value& error) {
  const auto* object = error.if_object();
  if (object == nullptr) return "error: expected an object";
  const auto* code = object->if_contains("code");
  const auto* message = object->if_contains("message");
  if (code == nullptr || !code->is_int64()) return "error.code: expected a whole number";
  if (message == nullptr || !message->is_string() || message->get_string().empty())
    return "error.message: expected words";
  for (const auto& [key, value] : *object) {
    if (key != "code" && key != "message" && key != "data") return "error: `" + std::string(key) + "` is no part of it";
  }
  return {};
}

std::string in(std::string_view what, const std::string& mistake) {
  return mistake.empty() ? "" : std::string(what) + " " + mistake;
}

}  // namespace

std::string Conversation::client_sends(const json::value& message) {
  ++validated().from_client;
  return sent(message, true);
}

std::string Conversation::server_sends(const json::value& message) {
  ++validated().from_server;
  return sent(message, false);
}

std::string Conversation::sent(const json::value& message, bool by_client) {
  const auto* object = message.if_object();
  if (object == nullptr) return "a message is an object";
  if (std::string mistake = envelope(*object); !mistake.empty()) return mistake;
  if (!object->contains("method")) return answer(*object, by_client ? from_server_ : from_client_, !by_client);
  const std::string method(object->at("method").as_string());
  const MetaModel::Message* model = model_.message(method);
  if (model == nullptr) return "LSP has no " + method;
  if (by_client ? !model->from_client : !model->from_server) return method + " goes the other way";
  const auto* id = object->if_contains("id");
  if (model->request != (id != nullptr)) return method + (model->request ? " is a request" : " is a notification");
  const auto* params = object->if_contains("params");
  if (id != nullptr) {
    Requests& asked = by_client ? from_client_ : from_server_;
    const std::string key = json::serialize(*id);
    if (!by_client && asked.contains(key)) return "two requests with the id " + key;
    Asked request{.method = method, .partial_result_token = {}};
    const auto* given = params == nullptr ? nullptr : params->if_object();
    if (const auto* token = given == nullptr ? nullptr : given->if_contains("partialResultToken")) {
      request.partial_result_token = json::serialize(*token);
      partial_results_[*request.partial_result_token] = method;
    }
    asked.emplace(key, std::move(request));
  }
  if (params == nullptr && model->params != MetaModel::none) {
    // A message whose params are all optional may come without.
    if (!model_.mistake(json::object(), model->params).empty()) return method + " has params";
  } else if (params != nullptr && model->params == MetaModel::none) {
    return method + " has no params";
  } else if (params != nullptr) {
    if (std::string mistake = model_.mistake(*params, model->params); !mistake.empty())
      return in("the params of " + method + ":", mistake);
  }
  if (method == "initialize") greeted(*params);
  if (method == "client/registerCapability") {
    if (std::string mistake = registrations(params->as_object()); !mistake.empty()) return mistake;
  }
  if (!by_client && !anything_) {
    const json::value given = params == nullptr ? json::value(nullptr) : *params;
    if (std::string mistake = undeclared_in_message(declared_, method, model->client_capability, given);
        !mistake.empty())
      return mistake;
  }
  if (method == "$/progress") return progress(params->as_object());
  return {};
}

/// Takes over what the client declares, and what it agrees with the server beyond LSP.
void Conversation::greeted(const json::value& params) {
  declared_ = Declaration(params.at("capabilities"));
  if (declared_.has("experimental.snippetTextEdit"))
    model_.add_property("TextEdit", "insertTextFormat");  // rust-analyzer's extension
}

std::string Conversation::answer(const json::object& message, Requests& asked, bool to_client) {
  const std::string id = json::serialize(message.at("id"));
  const auto it = asked.find(id);
  if (const auto* error = message.if_contains("error")) {
    if (it != asked.end())
      asked.erase(it);
    else if (!anything_)
      return "answers " + id + ", which was not asked";
    return wrong_error(*error);
  }
  if (it == asked.end()) return to_client && anything_ ? "" : "answers " + id + ", which was not asked";
  const Asked request = it->second;
  asked.erase(it);
  if (request.partial_result_token) partial_results_.erase(*request.partial_result_token);
  if (to_client && anything_) return {};  // it may answer damaged bytes that had the same id
  const json::value& result = message.at("result");
  std::string mistake = model_.mistake(result, model_.message(request.method)->result);
  if (mistake.empty() && to_client) mistake = undeclared_in_result(declared_, request.method, result);
  return in("the answer to " + request.method + ":", mistake);
}

std::string Conversation::registrations(const json::object& params) const {
  for (const auto& item : params.at("registrations").as_array()) {
    const auto& registration = item.as_object();
    const std::string method(registration.at("method").as_string());
    const auto type = model_.registration(method);
    if (!type) return "LSP registers no " + method;
    const auto* options = registration.if_contains("registerOptions");
    if (std::string mistake = model_.mistake(options == nullptr ? json::value(json::object()) : *options, *type);
        !mistake.empty())
      return in("registerOptions of " + method + ":", mistake);
  }
  return {};
}

std::string Conversation::progress(const json::object& params) const {
  const json::value& value = params.at("value");
  if (const auto it = partial_results_.find(json::serialize(params.at("token"))); it != partial_results_.end()) {
    const int type = model_.message(it->second)->partial_result;
    if (type == MetaModel::none) return it->second + " has no partial results";
    return in("a partial result of " + it->second + ":", model_.mistake(value, type));
  }
  const auto* object = value.if_object();
  const auto* kind = object == nullptr ? nullptr : object->if_contains("kind");
  if (kind == nullptr) return "progress that belongs to no request";
  if (*kind == "begin") return model_.mistake(value, "WorkDoneProgressBegin");
  if (*kind == "report") return model_.mistake(value, "WorkDoneProgressReport");
  return model_.mistake(value, "WorkDoneProgressEnd");
}

const std::optional<json::value>& downloaded_meta_model() {
  static const std::optional<json::value> model = []() -> std::optional<json::value> {
    std::ifstream file(NOTEWELL_META_MODEL);
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return json::parse(text.str());
  }();
  return model;
}

Validated& validated() {
  static Validated counts;
  return counts;
}

namespace {

/// Says at the end what was held against the meta model, or that nothing was.
struct Teller : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;
  void testRunEnded(const Catch::TestRunStats& /*stats*/) override {
    if (downloaded_meta_model()) {
      std::cout << validated().from_server << " messages of the server's and " << validated().from_client
                << " of the tests' were held against LSP's meta model\n";
    } else {
      std::cout << "SKIPPED: no message was held against LSP's meta model, since there is no " << NOTEWELL_META_MODEL
                << " (see tests/protocol/meta_model/get.sh)\n";
    }
  }
};

}  // namespace

CATCH_REGISTER_LISTENER(Teller)
