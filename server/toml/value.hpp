#pragma once
// TOML as its readers see it: values beside one another in one piece of memory, each pointing to what it holds by its
// distance. The files inside the program lie in it so, packed while it was built; a practice's own are parsed into it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace notewell::toml {

/// Where a value is written; from 1, columns in code points.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_column = 0;  // behind its last one; 0: it goes on below its first line
};

enum class Kind : std::uint8_t { none, text, whole_number, fraction, flag, list, table, date_or_time };

/// A value of any kind. It stands among the values of its file and is never copied out of them.
class Value {
 public:
  struct Entry;
  class Entries;
  class Elements;

  [[nodiscard]] const Place& source() const { return place_; }

  [[nodiscard]] bool is_string() const { return kind_ == Kind::text; }
  [[nodiscard]] bool is_integer() const { return kind_ == Kind::whole_number; }
  [[nodiscard]] bool is_boolean() const { return kind_ == Kind::flag; }
  [[nodiscard]] bool is_table() const { return kind_ == Kind::table; }
  [[nodiscard]] const Value* as_array() const { return kind_ == Kind::list ? this : nullptr; }
  [[nodiscard]] const Value* as_table() const { return kind_ == Kind::table ? this : nullptr; }

  /// A text's or a key's bytes; of anything else none.
  [[nodiscard]] std::string_view text() const {
    return kind_ == Kind::text ? std::string_view(reinterpret_cast<const char*>(this) + distance_, size_)
                               : std::string_view{};
  }

  /// The value as a T; flags and numbers stand for one another where nothing is lost.
  template <class T>
  [[nodiscard]] std::optional<T> value() const {
    if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>) {
      return is_string() ? std::optional<T>(text()) : std::nullopt;
    } else if constexpr (std::is_same_v<T, bool>) {
      return is_boolean() || is_integer() ? std::optional<T>(number() != 0) : std::nullopt;
    } else {
      static_assert(std::is_integral_v<T>);
      const bool is_number = is_integer() || is_boolean() || (kind_ == Kind::fraction && whole_);
      if (!is_number || !std::in_range<T>(number())) return std::nullopt;
      return static_cast<T>(number());
    }
  }
  template <class T>
  [[nodiscard]] T value_or(T otherwise) const {
    return value<T>().value_or(std::move(otherwise));
  }

  /// Elements of a list, or entries of a table.
  [[nodiscard]] std::size_t size() const {
    return kind_ == Kind::list || kind_ == Kind::table ? std::size_t{size_} : 0;
  }
  [[nodiscard]] Elements elements() const;  // of a list
  [[nodiscard]] Entries entries() const;    // of a table, by key

  /// What stands under a key of a table; nullptr: nothing.
  [[nodiscard]] const Value* get(std::string_view key) const;
  [[nodiscard]] bool contains(std::string_view key) const { return get(key) != nullptr; }
  /// The same; a value of no kind: nothing.
  [[nodiscard]] const Value& operator[](std::string_view key) const;
  [[nodiscard]] const Value& operator[](std::size_t element) const { return first()[element]; }

 private:
  friend class Packer;

  [[nodiscard]] std::int64_t number() const {
    return static_cast<std::int64_t>(std::uint64_t{static_cast<std::uint32_t>(distance_)} << 32U | size_);
  }
  [[nodiscard]] const Value* first() const {
    return reinterpret_cast<const Value*>(reinterpret_cast<const char*>(this) + distance_);
  }

  std::uint32_t size_ = 0;     // bytes, elements or entries; the lower half of a number
  std::int32_t distance_ = 0;  // in bytes, to the text, the first element or the first key; the upper half of a number
  Place place_;
  Kind kind_ = Kind::none;
  bool whole_ = false;  // a fraction that is none: 25.0
};

struct Value::Entry {
  const Value& key;
  const Value& value;
};

/// For range-based for: keys and values take turns.
class Value::Entries {
 public:
  class Iterator {
   public:
    explicit Iterator(const Value* at) : at_(at) {}
    Entry operator*() const { return {at_[0], at_[1]}; }
    Iterator& operator++() {
      at_ += 2;
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Value* at_;
  };
  Entries(const Value* first, std::size_t count) : first_(first), count_(count) {}
  [[nodiscard]] Iterator begin() const { return Iterator(first_); }
  [[nodiscard]] Iterator end() const { return Iterator(first_ + 2 * count_); }

 private:
  const Value* first_;
  std::size_t count_;
};

class Value::Elements {
 public:
  Elements(const Value* first, std::size_t count) : first_(first), count_(count) {}
  [[nodiscard]] const Value* begin() const { return first_; }
  [[nodiscard]] const Value* end() const { return first_ + count_; }

 private:
  const Value* first_;
  std::size_t count_;
};

inline Value::Elements Value::elements() const {
  return {first(), kind_ == Kind::list ? size_ : 0};
}
inline Value::Entries Value::entries() const {
  return {first(), kind_ == Kind::table ? size_ : 0};
}

/// Why a text is no TOML.
struct Mistake {
  std::string description;
  Place place;
};

/// A file's values: its own, or those inside the program.
class Document {
 public:
  Document() = default;
  explicit Document(std::vector<Value> values) : values_(std::move(values)), root_(values_.data()) {}
  explicit Document(Mistake mistake) : mistake_(std::move(mistake)) {}
  /// Of what bytes() gave, which has to stay where it is and begin where a Value can.
  [[nodiscard]] static Document packed(std::string_view bytes);
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() = default;

  /// Whether the text was TOML; else mistake() tells.
  [[nodiscard]] explicit operator bool() const { return !mistake_; }
  [[nodiscard]] const Mistake& mistake() const { return *mistake_; }
  /// The table that the whole file is.
  [[nodiscard]] const Value& root() const { return *root_; }

  [[nodiscard]] std::string_view bytes() const {
    return {reinterpret_cast<const char*>(values_.data()), values_.size() * sizeof(Value)};
  }

 private:
  std::vector<Value> values_;  // moved, never copied: root_ stays
  const Value* root_ = nullptr;
  std::optional<Mistake> mistake_;
};

/// Parses a text; one that is no TOML is a mistake, never an end.
[[nodiscard]] Document parse(std::string_view text);

/// A file that stands inside the program or came from elsewhere: packed, if it was, or else parsed.
[[nodiscard]] inline Document read(std::string_view packed, std::string_view text) {
  return packed.empty() ? parse(text) : Document::packed(packed);
}

}  // namespace notewell::toml
