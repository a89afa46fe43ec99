// workspace/symbol: clients, notes by date, and the goals of plans.

#include <algorithm>
#include <set>

#include <boost/asio/post.hpp>

#include "features/workspace.hpp"
#include "note/clock.hpp"
#include "text/ascii.hpp"

namespace notewell::features {
namespace {

using chart::Facts;
using protocol::Reply;
using protocol::WorkspaceSymbolParams;

/// LSP's SymbolKind, as far as it fits: what editors show beside the name.
enum class SymbolKind : std::uint8_t { note = 1, client = 3, goal = 14 };

struct Symbol {
  std::string name;
  SymbolKind kind = SymbolKind::note;
  Facts file;
  text::Range range;
  std::string container;
  int rank = 0;  // less is nearer to what was asked for
};

/// How near the name is to the query: 0 begins with it, 1 holds it, 2 holds its letters in order; nothing: not at all.
std::optional<int> nearness(const std::string& name, std::string_view query) {
  const std::string folded = text::lower_case(name);
  const std::size_t at = folded.find(query);
  if (at == 0) return 0;
  if (at != std::string::npos) return 1;
  std::size_t next = 0;
  for (const char c : folded) {
    if (next != query.size() && c == query[next]) ++next;
  }
  return next == query.size() ? std::optional(2) : std::nullopt;
}

std::vector<Symbol> symbols(const chart::Index& index, std::string_view query) {
  std::vector<Symbol> out;
  std::set<std::string> clients;
  const std::string folded = text::lower_case(query);
  const auto add = [&](Symbol symbol) {
    const auto rank = nearness(symbol.name, folded);
    if (!rank) return;
    symbol.rank = *rank;
    out.push_back(std::move(symbol));
  };
  index.each([&](const Facts& file) {
    const std::string kind = file->is_plan() ? "treatment plan" : std::string(note::name_of(file->kind()));
    add({.name = (file->date() ? note::iso_date(*file->date()) : "no date") + " " +
                 (file->client().empty() ? kind : file->client() + " " + kind),
         .kind = SymbolKind::note,
         .file = file,
         .range = {},
         .container = file->client()});
    for (const chart::PlanGoal& goal : file->goals) {
      add({.name = goal.mark.id.name() + " " + goal.text,
           .kind = SymbolKind::goal,
           .file = file,
           .range = goal.mark.range(),
           .container = file->client()});
    }
    if (!file->client().empty() && clients.insert(text::lower_case(file->client())).second) {
      // A client is where the newest file is.
      const Facts newest = index.chart_of(*file).back();
      add({.name = newest->client(), .kind = SymbolKind::client, .file = newest, .range = {}, .container = {}});
    }
  });
  std::ranges::sort(out, [](const Symbol& one, const Symbol& other) {
    if (one.rank != other.rank) return one.rank < other.rank;
    if (one.file->date() != other.file->date()) return one.file->date() > other.file->date();
    return std::tie(one.file->path(), one.kind, one.range) < std::tie(other.file->path(), other.kind, other.range);
  });
  constexpr std::size_t most = 2000;  // nobody reads more in a list; with partial results they come in pieces
  if (out.size() > most) out.resize(most);
  return out;
}

void answer(Session& session, const std::vector<Symbol>& found, const WorkspaceSymbolParams& params, Reply reply) {
  json::array items;
  for (const Symbol& symbol : found) {
    json::object item = {
        {"name", symbol.name},
        {"kind", static_cast<int>(symbol.kind)},
        {"location", {{"uri", uri_of(session, symbol.file->path())}, {"range", to_wire(symbol.range)}}}};
    if (!symbol.container.empty()) item["containerName"] = symbol.container;
    items.push_back(std::move(item));
  }
  reply.give(partially(session, params.partialResultToken, std::move(items)));
}

}  // namespace

void bind_workspace_symbol(Session& session) {
  session.router.on_request_with_reply<WorkspaceSymbolParams>(
      "workspace/symbol", [&session](const WorkspaceSymbolParams& params, Reply reply) {
        when_indexed(session, [&session, params, number = keep(session, std::move(reply))] {
          boost::asio::post(session.pool, [&session, params, number, index = current_index(session)] {
            session.post([&session, params, number, found = symbols(index, params.query)] {
              answer(session, found, params, kept(session, number));
            });
          });
        });
      });
}

}  // namespace notewell::features
