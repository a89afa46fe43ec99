// Bytes as a stream of messages: framing gives the same frames however the bytes are cut, and the router answers every
// request exactly once and no notification.

#include <cstdlib>
#include <string>
#include <vector>

#include "protocol/framing.hpp"
#include "protocol/router.hpp"
#include "protocol/types.hpp"

using namespace notewell::protocol;

namespace {

std::vector<std::string> frames(std::string_view bytes, std::size_t step) {
  Framer framer;
  std::vector<std::string> out;
  Frame frame;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    framer.feed(bytes.substr(at, step));
    while (framer.next(frame)) {
      const auto* body = std::get_if<Body>(&frame);
      if (body != nullptr) out.push_back(body->text);
    }
  }
  return out;
}

void handle(const std::string& body) {
  boost::system::error_code error;
  const json::value message = json::parse(body, error);
  if (error) return;
  std::size_t answers = 0;
  Inbox inbox;
  Router router([&answers](const std::string&) { ++answers; }, inbox);
  router.on_request<TextDocumentPositionParams>("textDocument/hover",
                                                [](const auto&) -> Outcome { return json::value(nullptr); });
  router.on_notification<DidChangeTextDocumentParams>("textDocument/didChange", [](const auto&) {});
  router.state = Router::State::running;
  inbox.arrived(message);
  router.handle(message);
  const auto* object = message.if_object();
  const bool request = object != nullptr && object->contains("id") && object->contains("method");
  if (request && answers != 1) std::abort();
  if (answers > 1) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = frames(bytes, std::max<std::size_t>(size, 1));
  if (size < 1024 && frames(bytes, 7) != whole) std::abort();
  for (const std::string& body : whole) handle(body);
  handle(std::string(bytes));
  return 0;
}
