#pragma once
// The base protocol of LSP: header lines, a blank line, and a body of Content-Length bytes.

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <variant>

namespace notewell::protocol {

/// Bodies above this are read past, not stored.
inline constexpr std::size_t largest_body = std::size_t{64} << 20U;  // bytes

struct Body {
  std::string text;
};
/// A frame that could not be read; reading goes on behind it.
struct FramingError {
  std::string message;
};
using Frame = std::variant<Body, FramingError>;

/// Takes bytes as they come and gives frames as they are complete. Never allocates what a header only promises.
class Framer {
 public:
  void feed(std::string_view bytes);
  /// The next complete frame; false if there is none yet.
  bool next(Frame& frame);

 private:
  void read_header();
  void fail(std::string message);

  std::string pending_;
  std::deque<Frame> ready_;
  std::size_t skip_ = 0;  // bytes of a body that is too large, still to come
};

/// `body` with its header.
[[nodiscard]] std::string framed(std::string_view body);

}  // namespace notewell::protocol
