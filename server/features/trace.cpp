// $/setTrace and $/logTrace, and window/logMessage for what goes wrong. Never a word of a note: methods and durations.

#include "features/features.hpp"

namespace notewell::features {

void set_trace(Session& session, std::string_view value) {
  session.router.on_handled = {};
  if (value != "messages" && value != "verbose") return;
  session.router.on_handled = [&session, verbose = value == "verbose"](std::string_view method,
                                                                       std::chrono::microseconds took) {
    if (session.router.state != protocol::Router::State::running) return;
    constexpr std::size_t longest = 80;
    json::object told = {{"message", "handled " + std::string(method.substr(0, longest))}};
    if (verbose)
      told["verbose"] = "took " + std::to_string(took.count()) + " µs; " + std::to_string(session.documents.size()) +
                        " files open, " + std::to_string(session.workspace.indexes.facts.size()) + " indexed";
    session.router.notify("$/logTrace", std::move(told));
  };
}

void bind_trace(Session& session) {
  session.router.on_notification<protocol::SetTraceParams>(
      "$/setTrace", [&session](const auto& params) { set_trace(session, params.value); });
  session.router.on_problem = [&session, log = session.router.on_problem](std::string_view what) {
    if (log) log(what);
    constexpr int warning = 2;
    session.router.notify("window/logMessage", json::object{{"type", warning}, {"message", what}});
  };
}

}  // namespace notewell::features
