#pragma once
// JSON to described structs, with the path of what is wrong: `params.range.end.character: expected a whole number`.
//
// Boost.JSON's own conversion does not fit LSP: it takes null for an absent optional and refuses keys it does not know,
// which newer clients send.

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

namespace notewell::protocol {

namespace json = boost::json;

/// Where decoding failed, and why.
struct Trail {
  std::string where;
  std::string what;

  [[nodiscard]] std::string text() const { return where + ": " + what; }
};

namespace detail {

inline bool fail(Trail& trail, std::string_view what) {
  trail.what = what;
  return false;
}

template <class Type>
struct IsOptional : std::false_type {};
template <class Type>
struct IsOptional<std::optional<Type>> : std::true_type {};
template <class Type>
struct IsVector : std::false_type {};
template <class Type>
struct IsVector<std::vector<Type>> : std::true_type {};

template <class Type>
using Members = boost::describe::describe_members<Type, boost::describe::mod_public | boost::describe::mod_inherited>;

}  // namespace detail

/// False, with the trail filled in, if `in` is not of the type's shape. Keys that the type does not have are ignored.
template <class Type>
[[nodiscard]] bool decode(const json::value& in, Type& out, Trail& trail) {
  if constexpr (std::is_same_v<Type, json::value>) {
    out = in;
    return true;
  } else if constexpr (detail::IsOptional<Type>::value) {
    if (in.is_null()) {
      out.reset();
      return true;
    }
    return decode(in, out.emplace(), trail);
  } else if constexpr (std::is_same_v<Type, bool>) {
    if (!in.is_bool()) return detail::fail(trail, "expected true or false");
    out = in.get_bool();
    return true;
  } else if constexpr (std::is_same_v<Type, std::string>) {
    if (!in.is_string()) return detail::fail(trail, "expected a string");
    out.assign(in.get_string().data(), in.get_string().size());
    return true;
  } else if constexpr (std::is_integral_v<Type>) {
    boost::system::error_code error;
    out = in.to_number<Type>(error);
    return error ? detail::fail(trail, "expected a whole number") : true;
  } else if constexpr (detail::IsVector<Type>::value) {
    const auto* array = in.if_array();
    if (array == nullptr) return detail::fail(trail, "expected an array");
    out.clear();
    out.reserve(array->size());
    for (std::size_t i = 0; i != array->size(); ++i) {
      if (!decode((*array)[i], out.emplace_back(), trail)) {
        trail.where = "[" + std::to_string(i) + "]" + trail.where;
        return false;
      }
    }
    return true;
  } else {
    const auto* object = in.if_object();
    if (object == nullptr) return detail::fail(trail, "expected an object");
    bool good = true;
    boost::mp11::mp_for_each<detail::Members<Type>>([&](auto member) {
      if (!good) return;
      auto& field = out.*member.pointer;
      const json::value* value = object->if_contains(member.name);
      if (value != nullptr) {
        good = decode(*value, field, trail);
      } else if constexpr (detail::IsOptional<std::remove_reference_t<decltype(field)>>::value) {
        field.reset();
      } else {
        good = detail::fail(trail, "is missing");
      }
      if (!good) trail.where = "." + std::string(member.name) + trail.where;
    });
    return good;
  }
}

}  // namespace notewell::protocol
