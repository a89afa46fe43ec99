#pragma once
// What a message of the server's takes for granted that its client did not declare: the half of conformance that types
// can't say.

#include <string>
#include <string_view>

#include <boost/json.hpp>

namespace json = boost::json;

/// What the client declared in `initialize`, asked by path: "textDocument.hover.contentFormat".
class Declaration {
 public:
  explicit Declaration(json::value capabilities) : capabilities_(std::move(capabilities)) {}

  [[nodiscard]] const json::value* at(std::string_view path) const;
  /// True at the path, or anything but false and null.
  [[nodiscard]] bool has(std::string_view path) const;
  [[nodiscard]] bool lists(std::string_view path, const json::value& item) const;

 private:
  json::value capabilities_;
};

/// What is not declared in a request or notification of the server's, in words; empty if all is.
/// `capability` is the path that LSP names for the method, or empty.
[[nodiscard]] std::string undeclared_in_message(const Declaration& client, std::string_view method,
                                                std::string_view capability, const json::value& params);
/// As above, in the result of a request of the client's.
[[nodiscard]] std::string undeclared_in_result(const Declaration& client, std::string_view method,
                                               const json::value& result);
