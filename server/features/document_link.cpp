// textDocument/documentLink: the header's `plan:`, Markdown links to files beside the note, and web addresses. A link
// is only shown where it leads somewhere: to a web address, a file that is there, or a note that is open. A path that
// leads nowhere is a mistake to be seen, not a link that fails.

#include <algorithm>
#include <filesystem>
#include <map>

#include "features/features.hpp"
#include "protocol/file_uri.hpp"
#include "text/columns.hpp"

namespace notewell::features {
namespace {

namespace fs = std::filesystem;
using protocol::Outcome;
using protocol::TextDocumentParams;
using text::Offset;
using text::Span;

struct Link {
  Span span;
  std::string target;
  std::string_view tooltip;
};

bool is_web_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

/// Finds the files that links of one note lead to, looking at each once.
class Files {
 public:
  Files(const Session& session, const Document& document)
      : session_(session), folder_(fs::path(protocol::path_of(document.uri)).parent_path()) {}

  /// The URI of a path as the note gives it; empty if nothing is there.
  const std::string& uri_of(std::string_view path) {
    const auto [entry, fresh] = found_.try_emplace(std::string(path));
    if (fresh) entry->second = look(path);
    return entry->second;
  }

 private:
  [[nodiscard]] std::string look(std::string_view path) const {
    if (folder_.empty() || path.empty() || path.find('\0') != std::string_view::npos) return {};
    const fs::path whole = (folder_ / fs::path(path)).lexically_normal();
    std::string uri = protocol::file_uri(whole.string());
    std::error_code error;
    return session_.documents.contains(uri) || fs::is_regular_file(whole, error) ? uri : std::string{};
  }

  const Session& session_;
  fs::path folder_;
  std::map<std::string, std::string, std::less<>> found_;
};

class Finding {
 public:
  Finding(const note::Note& note, Files files) : note_(note), bytes_(note.text.bytes()), files_(std::move(files)) {}

  std::vector<Link> find() && {
    add_plan();
    add_marked();
    add_web_addresses();
    std::ranges::stable_sort(links_, {}, [](const Link& link) { return link.span.begin; });
    Offset end = 0;  // of the last that is kept: an address inside a Markdown link is that link
    std::erase_if(links_, [&](const Link& link) {
      if (link.span.begin < end) return true;
      end = link.span.end;
      return false;
    });
    return std::move(links_);
  }

 private:
  void add_file(Span span, std::string_view path, std::string_view tooltip) {
    if (const std::string& uri = files_.uri_of(path); !uri.empty())
      links_.push_back({.span = span, .target = uri, .tooltip = tooltip});
  }

  void add_plan() {
    const note::Field* plan = note_.field("plan");
    if (plan != nullptr && !plan->value.empty())
      add_file(plan->value, note_.text.slice(plan->value), "Open the treatment plan");
  }

  /// `[consent form](forms/consent.pdf)`, `[form](<signed form.pdf> "title")`: the link is on the target.
  void add_marked() {
    constexpr std::string_view opening = "](";
    for (std::size_t at = bytes_.find(opening); at != std::string_view::npos; at = bytes_.find(opening, at)) {
      at += opening.size();
      const bool angled = at < bytes_.size() && bytes_[at] == '<';
      if (angled) ++at;
      const std::size_t end = std::min(bytes_.find_first_of(angled ? ">\r\n<" : ") \t\r\n(", at), bytes_.size());
      const std::string_view target = bytes_.substr(at, end - at);
      const Span span{static_cast<Offset>(at), static_cast<Offset>(end)};
      at = end;
      if (end == bytes_.size() || target.empty() || is_web_address(target)) continue;
      // A heading of the file is for whoever opens it to find.
      add_file(span, protocol::percent_decoded(target.substr(0, target.find('#'))), "Open the file");
    }
  }

  void add_web_addresses() {
    constexpr std::string_view scheme = "http";
    for (std::size_t at = bytes_.find(scheme); at != std::string_view::npos; at = bytes_.find(scheme, at)) {
      if (!is_web_address(bytes_.substr(at))) {
        at += scheme.size();
        continue;
      }
      const std::size_t end = std::min(bytes_.find_first_of(" \t\r\n\"<>[]{}|\\^`", at), bytes_.size());
      const Span span = without_end_of_sentence({static_cast<Offset>(at), static_cast<Offset>(end)});
      const std::string_view address = note_.text.slice(span);
      if (address.find("://") + 3 < address.size())
        links_.push_back({.span = span, .target = std::string(address), .tooltip = "Open in the browser"});
      at = end;
    }
  }

  /// "See https://example.org/form." ends with a full stop, "(https://example.org/a_(b))" with a parenthesis too many.
  [[nodiscard]] Span without_end_of_sentence(Span span) const {
    std::ptrdiff_t open = 0;  // parentheses opened less those closed
    for (Offset i = span.begin; i != span.end; ++i) {
      open += bytes_[i] == '(' ? 1 : 0;
      open -= bytes_[i] == ')' ? 1 : 0;
      if (open < 0) {
        span.end = i;
        break;
      }
    }
    while (!span.empty() && std::string_view(".,;:!?'*_").find(bytes_[span.end - 1]) != std::string_view::npos)
      --span.end;
    for (const std::string_view mark : {"”", "’", "›", "…"}) {
      if (const std::size_t at = note_.text.slice(span).find(mark); at != std::string_view::npos)
        span.end = span.begin + static_cast<Offset>(at);
    }
    return span;
  }

  const note::Note& note_;
  std::string_view bytes_;
  Files files_;
  std::vector<Link> links_;
};

Outcome links(Session& session, const TextDocumentParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const lint::Analysis& analysis = session.analysis(*document);
  const text::Columns columns(document->text, session.client.encoding);
  json::array out;
  for (const Link& link : Finding(*analysis.note, Files(session, *document)).find()) {
    json::object item = {{"range", to_wire(columns.range(link.span))}, {"target", link.target}};
    if (session.client.link_tooltips) item["tooltip"] = link.tooltip;
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

void bind_document_link(Session& session) {
  session.router.on_request<TextDocumentParams>("textDocument/documentLink",
                                                [&session](const auto& params) { return links(session, params); });
}

}  // namespace notewell::features
