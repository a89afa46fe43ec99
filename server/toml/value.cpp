#include "toml/value.hpp"

#include <algorithm>
#include <cstring>

#define TOML_EXCEPTIONS 0  // a mistake is a value
// The parser asserts what it then checks and tells ("[[[" is no header): a half-written file must not end the program.
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>

namespace notewell::toml {
namespace {

Place place_of(const ::toml::source_region& source) {
  const bool one_line = source.begin.line == source.end.line && source.end.column > source.begin.column;
  return {.line = static_cast<std::uint32_t>(source.begin.line),
          .column = static_cast<std::uint32_t>(source.begin.column),
          .end_column = one_line ? static_cast<std::uint32_t>(source.end.column) : 0};
}

}  // namespace

/// Lays out values level by level, and the texts behind them. Until all are there a value tells where what it holds
/// begins: which value, or which byte of the texts.
class Packer {
 public:
  std::vector<Value> pack(const ::toml::table& root) {
    values_.emplace_back();
    nodes_.push_back(&root);
    for (std::size_t at = 0; at != values_.size(); ++at) fill(at);
    const std::size_t texts_begin = values_.size() * sizeof(Value);
    for (std::size_t at = 0; at != values_.size(); ++at) {
      Value& value = values_[at];
      const std::size_t holds = static_cast<std::uint32_t>(value.distance_);
      const std::size_t begin = at * sizeof(Value);
      if (value.kind_ == Kind::text) value.distance_ = static_cast<std::int32_t>(texts_begin + holds - begin);
      if (value.kind_ == Kind::list || value.kind_ == Kind::table)
        value.distance_ = static_cast<std::int32_t>(holds * sizeof(Value) - begin);
    }
    values_.resize(values_.size() + (texts_.size() + sizeof(Value) - 1) / sizeof(Value));
    std::memcpy(reinterpret_cast<char*>(values_.data()) + texts_begin, texts_.data(), texts_.size());
    return std::move(values_);
  }

 private:
  void fill(std::size_t at) {
    const ::toml::node* node = nodes_[at];
    if (node == nullptr) return;  // a key
    Value value;
    value.place_ = place_of(node->source());
    if (const auto* text = node->as_string()) {
      set_text(value, text->get());
    } else if (const auto* flag = node->as_boolean()) {
      value.kind_ = Kind::flag;
      set_number(value, flag->get() ? 1 : 0);
    } else if (node->is_number()) {
      const auto number = node->value<std::int64_t>();
      value.kind_ = node->is_integer() ? Kind::whole_number : Kind::fraction;
      value.whole_ = number.has_value();
      set_number(value, number.value_or(0));
    } else if (const auto* list = node->as_array()) {
      value.kind_ = Kind::list;
      set_begin(value, list->size(), values_.size());
      for (const ::toml::node& element : *list) add(&element);
    } else if (const auto* table = node->as_table()) {
      value.kind_ = Kind::table;
      set_begin(value, table->size(), values_.size());
      for (const auto& [key, inner] : *table) {
        add(nullptr);
        values_.back().place_ = place_of(key.source());
        set_text(values_.back(), key.str());
        add(&inner);
      }
    } else {
      value.kind_ = Kind::date_or_time;
    }
    values_[at] = value;
  }

  void add(const ::toml::node* node) {
    values_.emplace_back();
    nodes_.push_back(node);
  }

  void set_text(Value& value, std::string_view text) {
    value.kind_ = Kind::text;
    set_begin(value, text.size(), texts_.size());
    texts_ += text;
  }

  static void set_begin(Value& value, std::size_t size, std::size_t begin) {
    value.size_ = static_cast<std::uint32_t>(size);
    value.distance_ = static_cast<std::int32_t>(begin);
  }

  static void set_number(Value& value, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    value.size_ = static_cast<std::uint32_t>(bits);
    value.distance_ = static_cast<std::int32_t>(static_cast<std::uint32_t>(bits >> 32U));
  }

  std::vector<Value> values_;
  std::vector<const ::toml::node*> nodes_;  // that values_ are made from; nullptr: a key
  std::string texts_;
};

const Value* Value::get(std::string_view key) const {
  if (kind_ != Kind::table) return nullptr;
  std::size_t low = 0;
  std::size_t high = size_;
  while (low != high) {
    const std::size_t middle = (low + high) / 2;
    const int order = first()[2 * middle].text().compare(key);
    if (order == 0) return &first()[2 * middle + 1];
    (order < 0 ? low : high) = order < 0 ? middle + 1 : middle;
  }
  return nullptr;
}

const Value& Value::operator[](std::string_view key) const {
  static const Value none;
  const Value* found = get(key);
  return found == nullptr ? none : *found;
}

Document Document::packed(std::string_view bytes) {
  Document document;
  document.root_ = reinterpret_cast<const Value*>(bytes.data());
  return document;
}

Document parse(std::string_view text) {
  const ::toml::parse_result result = ::toml::parse(text);
  if (result) return Document(Packer().pack(result.table()));
  return Document(
      Mistake{.description = std::string(result.error().description()), .place = place_of(result.error().source())});
}

}  // namespace notewell::toml
