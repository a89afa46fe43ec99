#include "transport/address.hpp"

#include <sys/un.h>

#include <charconv>
#include <optional>

namespace notewell::transport {
namespace {

constexpr std::size_t longest_path = sizeof(sockaddr_un::sun_path) - 1;

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

/// "127.0.0.1" or "[::1]".
std::optional<boost::asio::ip::address> host_of(std::string_view text) {
  boost::system::error_code error;
  if (text.starts_with('[') && text.ends_with(']')) {
    const auto address = boost::asio::ip::make_address_v6(std::string(text.substr(1, text.size() - 2)), error);
    if (!error) return address;
  } else {
    const auto address = boost::asio::ip::make_address_v4(std::string(text), error);
    if (!error) return address;
  }
  return std::nullopt;
}

std::variant<Address, Problem> tcp_address(std::string_view text) {
  const std::string right = "Write tcp:127.0.0.1:PORT or tcp:[::1]:PORT; port 0 takes any that is free.";
  const std::size_t colon = text.rfind(':');
  const std::string_view host = text.substr(0, colon);
  const auto port = colon == std::string_view::npos ? std::nullopt : port_of(text.substr(colon + 1));
  if (!port) return Problem{"“tcp:" + std::string(text) + "” has no port from 0 to 65535", right};
  const auto address = host_of(host);
  if (!address) return Problem{"“" + std::string(host) + "” is no address of numbers", right};
  if (!address->is_loopback())
    return Problem{"“" + std::string(host) + "” can be reached from other machines, and notes stay on this one", right};
  return Tcp::endpoint(*address, *port);
}

}  // namespace

std::variant<Address, Problem> unix_address(std::string_view path) {
  if (path.empty())
    return Problem{"the path of the socket is empty", "Write one, such as unix:/run/user/1000/notewell."};
  if (path.size() > longest_path)
    return Problem{"the path of the socket is " + std::to_string(path.size()) + " bytes long",
                   "Systems take at most " + std::to_string(longest_path) + "."};
  return Unix::endpoint(path);
}

std::variant<Address, Problem> listening_address(std::string_view text) {
  constexpr std::string_view unix_scheme = "unix:";
  constexpr std::string_view tcp_scheme = "tcp:";
  if (text.starts_with(unix_scheme)) return unix_address(text.substr(unix_scheme.size()));
  if (text.starts_with(tcp_scheme)) return tcp_address(text.substr(tcp_scheme.size()));
  return Problem{"“" + std::string(text) + "” says neither unix: nor tcp:",
                 "Write unix:PATH, tcp:127.0.0.1:PORT or tcp:[::1]:PORT."};
}

Address local_port(std::uint16_t port) {
  return Tcp::endpoint(boost::asio::ip::address_v4::loopback(), port);
}

std::string text_of(const Address& address) {
  if (const auto* path = std::get_if<Unix::endpoint>(&address)) return "unix:" + path->path();
  const auto& endpoint = std::get<Tcp::endpoint>(address);
  const std::string host = endpoint.address().to_string();
  return "tcp:" + (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(endpoint.port());
}

}  // namespace notewell::transport
