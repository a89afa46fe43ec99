// workspace/willRenameFiles: `plan:` links follow a plan that moves, and a note that moves keeps its plan.

#include <algorithm>
#include <filesystem>

#include "features/workspace.hpp"

namespace notewell::features {
namespace {

namespace fs = std::filesystem;
using protocol::RenameFilesParams;
using protocol::Reply;

struct Move {
  fs::path from;  // a file, or a folder with all below it
  fs::path to;
};

/// Where the path leads after the moves.
fs::path moved(const fs::path& path, const std::vector<Move>& moves) {
  for (const Move& move : moves) {
    const auto [rest_of_from, rest] = std::ranges::mismatch(move.from, path);
    if (rest_of_from != move.from.end()) continue;
    fs::path out = move.to;
    for (auto part = rest; part != path.end(); ++part) out /= *part;
    return out;
  }
  return path;
}

void answer(Session& session, const RenameFilesParams& params, Reply reply) {
  std::vector<Move> moves;
  for (const protocol::FileRename& file : params.files) {
    const fs::path from = protocol::path_of(file.oldUri);
    const fs::path to = protocol::path_of(file.newUri);
    if (!from.empty() && !to.empty()) moves.push_back({.from = from, .to = to});
  }
  WorkspaceEdit edit(session);
  const auto concerned = [&](const chart::FileFacts& file) {
    return !file.plan_link.empty() &&
           (moved(file.plan(), moves) != fs::path(file.plan()) || moved(file.path(), moves) != fs::path(file.path()));
  };
  std::vector<chart::Facts> files;
  current_index(session).each([&](const chart::Facts& file) {
    if (concerned(*file)) files.push_back(file);
  });
  for (const chart::Facts& known : files) {
    const chart::Facts file = as_it_is(session, known);
    if (file == nullptr || !concerned(*file)) continue;
    const fs::path plan = moved(file->plan(), moves);
    const fs::path note = moved(file->path(), moves);
    const fs::path before = fs::path(file->plan()).lexically_relative(fs::path(file->path()).parent_path());
    const fs::path now = plan.lexically_relative(note.parent_path());
    if (now.empty() || now == before) continue;
    edit.add(uri_of(session, file->path()),
             json::array{json::object{{"range", to_wire(file->plan_place)}, {"newText", now.generic_string()}}},
             file->is_signed);
  }
  reply.give(std::move(edit).finish());
}

}  // namespace

void bind_file_rename(Session& session) {
  session.router.on_request_with_reply<RenameFilesParams>(
      "workspace/willRenameFiles", [&session](const RenameFilesParams& params, Reply reply) {
        when_indexed(session, [&session, params, number = keep(session, std::move(reply))] {
          answer(session, params, kept(session, number));
        });
      });
}

}  // namespace notewell::features
