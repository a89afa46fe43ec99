#pragma once
// Whether a message is one of LSP's: held against the protocol's own description of itself, metaModel.json.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "undeclared.hpp"

namespace json = boost::json;

/// The types and messages of a metaModel.json. A structure is closed: a property that it does not have is a mistake,
/// and so is null where a property may only be absent.
class MetaModel {
 public:
  explicit MetaModel(const json::value& model);

  /// What is wrong with a value of a type that the model names, as `range.end.line: …`; empty if nothing is.
  [[nodiscard]] std::string mistake(const json::value& value, std::string_view type) const;

  struct Message {
    bool request = false;
    bool from_client = false;
    bool from_server = false;
    int params = none;  // types; `none` where the message has no such part
    int result = none;
    int partial_result = none;
    int registration = none;
    std::string client_capability;  // paths, as in "textDocument.hover"; empty where LSP names none
    std::string server_capability;
  };
  static constexpr int none = -1;
  [[nodiscard]] const std::map<std::string, Message, std::less<>>& messages() const;
  /// nullptr for a method that LSP does not have.
  [[nodiscard]] const Message* message(std::string_view method) const;
  /// The type of what registers a method; nothing if the method can't be registered.
  [[nodiscard]] std::optional<int> registration(std::string_view method) const;
  [[nodiscard]] std::string mistake(const json::value& value, int type) const;
  [[nodiscard]] const std::string& version() const;

  /// Lets a structure have a property more, as clients may agree with servers under `experimental`.
  void add_property(std::string_view structure, std::string_view name);

 private:
  struct Parts;
  std::shared_ptr<Parts> parts_;
};

/// One session, watched from outside: what each side sends must be a message of LSP's, what answers a request must
/// answer that request, and the server must not use what the client did not declare. Each function returns what is
/// wrong, or nothing.
class Conversation {
 public:
  explicit Conversation(MetaModel model) : model_(std::move(model)) {}

  [[nodiscard]] std::string client_sends(const json::value& message);
  [[nodiscard]] std::string server_sends(const json::value& message);
  /// Bytes went to the server that are not held against anything: its answers may have ids that nobody used, and what
  /// was declared is not known any more.
  void client_sent_anything() { anything_ = true; }

 private:
  struct Asked {
    std::string method;
    std::optional<std::string> partial_result_token;
  };
  using Requests = std::multimap<std::string, Asked>;  // by id, as JSON

  std::string sent(const json::value& message, bool by_client);
  void greeted(const json::value& params);
  std::string answer(const json::object& message, Requests& asked, bool to_client);
  std::string registrations(const json::object& params) const;
  std::string progress(const json::object& params) const;

  MetaModel model_;
  Declaration declared_{json::object()};
  Requests from_client_;
  Requests from_server_;
  std::map<std::string, std::string> partial_results_;  // token, as JSON, to method
  bool anything_ = false;
};

/// The downloaded metaModel.json; nothing if it could not be had.
const std::optional<json::value>& downloaded_meta_model();
/// How many messages were held against it; printed when the tests have run.
struct Validated {
  std::size_t from_server = 0;
  std::size_t from_client = 0;
};
Validated& validated();
