#include "protocol/framing.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "text/ascii.hpp"

namespace notewell::protocol {
namespace {

constexpr std::size_t longest_header = 4096;  // bytes; real ones take some forty
constexpr std::string_view header_end = "\r\n\r\n";

/// The value of Content-Length among the header's lines. After a length that was too short, the rest of a body stands
/// before the name, so the name counts wherever it stands.
std::optional<std::size_t> content_length(std::string_view header) {
  constexpr std::string_view name = "content-length:";
  while (!header.empty()) {
    const std::size_t end = std::min(header.find("\r\n"), header.size());
    const std::string_view line = header.substr(0, end);
    header.remove_prefix(std::min(end + 2, header.size()));
    const auto found = std::ranges::find_end(line, name, {}, text::lower, text::lower);
    if (found.empty()) continue;
    std::string_view value = line.substr(static_cast<std::size_t>(found.end() - line.begin()));
    while (value.starts_with(' ')) value.remove_prefix(1);
    while (value.ends_with(' ')) value.remove_suffix(1);
    std::size_t length = 0;
    const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (error != std::errc{} || rest != value.data() + value.size()) return std::nullopt;
    return length;
  }
  return std::nullopt;
}

}  // namespace

void Framer::fail(std::string message) {
  ready_.emplace_back(FramingError{std::move(message)});
}

void Framer::feed(std::string_view bytes) {
  const std::size_t skipped = std::min(skip_, bytes.size());
  skip_ -= skipped;
  pending_ += bytes.substr(skipped);
}

bool Framer::next(Frame& frame) {
  if (ready_.empty()) read_header();
  if (ready_.empty()) return false;
  frame = std::move(ready_.front());
  ready_.pop_front();
  return true;
}

void Framer::read_header() {
  const std::size_t end = pending_.find(header_end);
  if (end == std::string::npos) {
    if (pending_.size() > longest_header) {
      // No header is that long: look for the next one that could be.
      const std::size_t start = pending_.rfind("Content-Length");
      pending_.erase(0, start == std::string::npos || start == 0 ? pending_.size() : start);
      fail("a message header has no end; it should read `Content-Length: N` and an empty line");
    }
    return;
  }
  const std::size_t body = end + header_end.size();
  // What another program printed may stand before the header; only the header's own lines count.
  const auto length = content_length(std::string_view(pending_).substr(0, end));
  if (!length) {
    pending_.erase(0, body);
    fail("a message header has no valid Content-Length");
    return;
  }
  if (*length > largest_body) {
    const std::size_t here = std::min(*length, pending_.size() - body);
    skip_ = *length - here;
    pending_.erase(0, body + here);
    fail("a message of " + std::to_string(*length) + " bytes is larger than the limit of " +
         std::to_string(largest_body));
    return;
  }
  if (pending_.size() - body < *length) return;
  ready_.emplace_back(Body{pending_.substr(body, *length)});
  pending_.erase(0, body + *length);
}

std::string framed(std::string_view body) {
  std::string out = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return out.append(body);
}

}  // namespace notewell::protocol
