#pragma once
// Where a server can be met: a Unix socket or a port of this machine.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

namespace notewell::transport {

using Unix = boost::asio::local::stream_protocol;
using Tcp = boost::asio::ip::tcp;
using Address = std::variant<Unix::endpoint, Tcp::endpoint>;

/// What a server or client can't do, and a sentence that says what would be right.
struct Problem {
  std::string what;
  std::string remedy;
};

/// "unix:PATH", "tcp:127.0.0.1:PORT" or "tcp:[::1]:PORT"; other machines are never served.
[[nodiscard]] std::variant<Address, Problem> listening_address(std::string_view text);
/// The address of a Unix socket.
[[nodiscard]] std::variant<Address, Problem> unix_address(std::string_view path);
/// The address of a port on 127.0.0.1.
[[nodiscard]] Address local_port(std::uint16_t port);

/// The form that listening_address() reads.
[[nodiscard]] std::string text_of(const Address& address);

}  // namespace notewell::transport
