// How long each request of an editor takes: `notewell lsp` beside the floor, in turns, in one run.
//
//   requests NOTEWELL FLOOR [--quick]
//
// The note is open and analysed, so a time is what the request itself costs. Look at what stands above the floor.

#include <cstdio>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "bench/lsp_client.hpp"
#include "bench/made_note.hpp"
#include "bench/percentile.hpp"

namespace {

using namespace notewell::bench;
using Clock = std::chrono::steady_clock;

constexpr const char* document = R"("textDocument":{"uri":"file:///tmp/notewell-bench/note.pnote"})";
constexpr const char* initialize_params = R"({"processId":null,"rootUri":null,"capabilities":{
"workspace":{"applyEdit":true,"textDocumentContent":{}},
"textDocument":{"diagnostic":{},"hover":{"contentFormat":["markdown"]},
"completion":{"completionItem":{"snippetSupport":true,"resolveSupport":{"properties":["documentation"]}}},
"codeAction":{"dataSupport":true,"resolveSupport":{"properties":["edit"]},
"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}}},
"documentSymbol":{"hierarchicalDocumentSymbolSupport":true},
"semanticTokens":{"requests":{"full":{"delta":true},"range":true},"formats":["relative"],
"tokenTypes":["keyword","string"],"tokenModifiers":[]}}}})";

/// `"position":…` in the line that holds `text`, behind it.
std::string behind(const std::string& note, const std::string& text) {
  const std::size_t at = note.find(text) + text.size();
  std::size_t line = 0;
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < at; ++i) {
    if (note[i] != '\n') continue;
    ++line;
    line_start = i + 1;
  }
  return R"({"line":)" + std::to_string(line) + R"(,"character":)" + std::to_string(at - line_start) + "}";
}

using Requests = std::vector<std::pair<std::string, std::string>>;

/// Each method with its params.
Requests requests_in(const std::string& note) {
  const std::string box = behind(note, "- [x] ");
  const std::string of = std::string("{") + document;
  const std::string at_box = of + R"(,"position":)" + box + "}";
  const std::string around = R"({"start":)" + box + R"(,"end":)" + box + "}";
  const std::string options = R"(,"options":{"tabSize":2,"insertSpaces":true})";
  return {
      {"textDocument/diagnostic", of + "}"},
      {"textDocument/hover", at_box},
      {"textDocument/completion", at_box},
      {"textDocument/codeAction", of + R"(,"range":)" + around + R"(,"context":{"diagnostics":[]}})"},
      {"textDocument/codeLens", of + "}"},
      {"textDocument/documentSymbol", of + "}"},
      {"textDocument/foldingRange", of + "}"},
      {"textDocument/selectionRange", of + R"(,"positions":[)" + box + "]}"},
      {"textDocument/documentHighlight", at_box},
      {"textDocument/documentLink", of + "}"},
      {"textDocument/semanticTokens/full", of + "}"},
      {"textDocument/semanticTokens/range", of + R"(,"range":)" + around + "}"},
      {"textDocument/inlayHint", of + R"(,"range":)" + around + "}"},
      {"textDocument/formatting", of + options + "}"},
      {"textDocument/definition", at_box},
      {"textDocument/references", of + R"(,"position":)" + box + R"(,"context":{"includeDeclaration":true}})"},
      {"textDocument/prepareRename", at_box},
      {"workspace/symbol", R"({"query":"M"})"},
      {"workspace/textDocumentContent", R"({"uri":"notewell-audit:///tmp/notewell-bench/note.pnote"})"},
  };
}

/// Starts a server's session with the note open and analysed.
void begin(LspClient& client, const std::string& note) {
  client.request("initialize", initialize_params);
  client.notify("initialized", "{}");
  client.notify("textDocument/didOpen",
                R"({"textDocument":{"uri":"file:///tmp/notewell-bench/note.pnote","languageId":"progress-note",)"
                R"("version":0,"text":)" +
                    json_string(note) + "}}");
  client.request("textDocument/diagnostic", std::string("{") + document + "}");
}

Milliseconds time_of(LspClient& client, const std::pair<std::string, std::string>& request) {
  const auto start = Clock::now();
  client.request(request.first, request.second);
  return Clock::now() - start;
}

void measure(const std::vector<std::string>& notewell, const std::vector<std::string>& floor, std::size_t bytes,
             int rounds) {
  const std::string note = made_note(bytes, 7);
  LspClient ours(notewell);
  LspClient least(floor);
  begin(ours, note);
  begin(least, note);
  std::printf("%zu bytes%29s %8s  %8s %8s  %8s %8s\n", note.size(), "p50", "p99", "p50", "p99", "p50", "p99");
  for (const auto& request : requests_in(note)) {
    std::vector<Milliseconds> our_times;
    std::vector<Milliseconds> least_times;
    for (int round = -5; round < rounds; ++round) {  // the first ones warm up
      const bool ours_first = round % 2 == 0;
      const Milliseconds first = time_of(ours_first ? ours : least, request);
      const Milliseconds second = time_of(ours_first ? least : ours, request);
      if (round < 0) continue;
      our_times.push_back(ours_first ? first : second);
      least_times.push_back(ours_first ? second : first);
    }
    const double floor_p50 = percentile(least_times, 0.5);
    const double floor_p99 = percentile(least_times, 0.99);
    const double p50 = percentile(our_times, 0.5);
    const double p99 = percentile(our_times, 0.99);
    std::printf("%-34s %8.3f %8.3f  %8.3f %8.3f  %+8.3f %+8.3f\n", request.first.c_str(), floor_p50, floor_p99, p50,
                p99, p50 - floor_p50, p99 - floor_p99);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: requests NOTEWELL FLOOR [--quick]\n");
    return 2;
  }
  const bool quick = argc > 3 && std::strcmp(argv[3], "--quick") == 0;
  std::printf("%-34s %17s  %17s  %17s\n", "", "floor, ms", "notewell, ms", "above it, ms");
  for (const std::size_t bytes : {2'000, 4'000, 20'000, 200'000})
    measure({argv[1], "lsp", "--stdio"}, {argv[2]}, bytes, quick ? 20 : 300);
  return 0;
}
