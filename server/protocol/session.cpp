#include "protocol/session.hpp"

#include "note/clock.hpp"
#include "protocol/file_uri.hpp"
#include "text/ascii.hpp"

namespace notewell::protocol {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i != text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string file_uri(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "file://";
  for (const char c : path) {
    if (text::is_alphanumeric(c) || std::string_view("-._~/").find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 0xFU];
  }
  return out;
}

std::string path_of(std::string_view uri) {
  constexpr std::string_view scheme = "file://";
  if (!uri.starts_with(scheme)) return {};
  uri.remove_prefix(scheme.size());
  const std::size_t slash = uri.find('/');  // behind the authority, which is empty or a host's name
  return slash == std::string_view::npos ? std::string{} : percent_decoded(uri.substr(slash));
}

std::string file_name_of(std::string_view uri) {
  const std::size_t slash = uri.find_last_of('/');
  return percent_decoded(slash == std::string_view::npos ? uri : uri.substr(slash + 1));
}

Document* Session::document(std::string_view uri) {
  const auto it = documents.find(uri);
  return it == documents.end() ? nullptr : &it->second;
}

Session::Work Session::work_for(const Document& document) {
  Work work{.text = document.text,
            .name = file_name_of(document.uri),
            .knowledge = document.knowledge != nullptr ? document.knowledge : lint::builtin_knowledge(),
            .settings = document.settings,
            .previous = document.whole ? nullptr : document.analysis,
            .edits = document.whole ? std::vector<syntax::Edit>{} : document.edits};
  work.settings.today = note::local_today();
  return work;
}

std::shared_ptr<const lint::Analysis> Session::run(const Work& work, const std::stop_token& stop) {
  return lint::analyse(work.text, work.name, work.knowledge, work.settings, work.previous.get(), work.edits, stop);
}

void Session::take(Document& document, std::shared_ptr<const lint::Analysis> analysis, std::chrono::microseconds cost) {
  document.analysis.swap(analysis);
  // Freeing the analysis before takes its time, and an answer may be about to go out: that comes first.
  if (analysis != nullptr) post([before = std::move(analysis)] {});
  document.edits.clear();
  document.whole = false;
  document.again = false;
  document.cost = cost;
}

const lint::Analysis& Session::analysis(Document& document) {
  if (document.analysis == nullptr || document.whole || document.again || !document.edits.empty()) {
    document.stop.request_stop();  // nobody waits for an older one any more
    document.stop = {};
    const Work work = work_for(document);
    const auto start = std::chrono::steady_clock::now();
    auto made = run(work);
    take(document, std::move(made),
         std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start));
  }
  return *document.analysis;
}

}  // namespace notewell::protocol
