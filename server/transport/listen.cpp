#include "transport/listen.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <system_error>
#include <thread>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>
#include <spdlog/spdlog.h>

#include "transport/connection.hpp"
#include "transport/peer.hpp"
#include "transport/socket_file.hpp"

namespace notewell::transport {
namespace {

using namespace std::chrono_literals;
using boost::system::error_code;

constexpr std::size_t most_clients = 64;     // more than one person's editors ever are
constexpr auto pause_after_failure = 100ms;  // when the system has no file descriptor left for a client

/// The acceptor of any address.
using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;

class Listener {
 public:
  Listener(boost::asio::io_context& sockets, boost::asio::thread_pool& pool, Acceptor acceptor)
      : sockets_(sockets),
        pool_(pool),
        acceptor_(std::move(acceptor)),
        retry_(sockets),
        signals_(sockets, SIGINT, SIGTERM),
        watch_(sockets, [this] { stop("the process that this server is for is gone"); }) {}
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  void start(std::optional<std::int64_t> client_process) {
    signals_.async_wait([this](const error_code& error, int) {
      if (!error) stop("asked to end");
    });
    if (client_process) watch_.add(*client_process);
    accept();
  }

 private:
  void accept() {
    acceptor_.async_accept([this](const error_code& error, Socket socket) {
      if (!acceptor_.is_open()) return;
      if (!error) {
        take(std::move(socket));
        return accept();
      }
      spdlog::warn("a client could not be taken: {}", error.message());
      retry_.expires_after(pause_after_failure);
      retry_.async_wait([this](const error_code& stopped) {
        if (!stopped) accept();
      });
    });
  }

  void take(Socket socket) {
    const std::string name = "client " + std::to_string(++clients_so_far_);
    if (user_of_peer(socket.native_handle()) != ::geteuid()) {
      spdlog::warn("{} was refused: it is another user's", name);
      return;
    }
    if (connections_.size() == most_clients) {
      spdlog::warn("{} was refused: {} are connected already", name, most_clients);
      return;
    }
    const auto connection = std::make_shared<Connection>(sockets_, std::move(socket), pool_, name);
    try {
      connection->start([this, connection = connection.get()](int) {
        std::erase_if(connections_, [&](const auto& each) { return each.get() == connection; });
      });
      connections_.insert(connection);
    } catch (const std::system_error& error) {  // the system has no thread left
      spdlog::warn("{} was refused: {}", name, error.what());
    }
  }

  void stop(std::string_view why) {
    spdlog::info("the server ends: {}", why);
    signals_.cancel();
    watch_.stop();
    retry_.cancel();
    error_code ignored;
    acceptor_.close(ignored);
    for (const auto& connection : connections_) connection->abandon();
  }

  boost::asio::io_context& sockets_;
  boost::asio::thread_pool& pool_;
  Acceptor acceptor_;
  boost::asio::steady_timer retry_;
  boost::asio::signal_set signals_;
  ProcessWatch watch_;
  std::set<std::shared_ptr<Connection>> connections_;
  std::uint64_t clients_so_far_ = 0;
};

/// Opens the acceptor; the address it has got, or why there is none.
std::variant<Address, Problem> open(Tcp::acceptor& acceptor, const Tcp::endpoint& endpoint) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(boost::asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(boost::asio::socket_base::max_listen_connections, error);
  Tcp::endpoint got;
  if (!error) got = acceptor.local_endpoint(error);
  if (error) return Problem{"nobody can be served there: " + error.message(), "Port 0 takes any that is free."};
  return Address(got);
}

}  // namespace

std::variant<int, Problem> listen(const Address& address, std::optional<std::int64_t> client_process,
                                  const std::function<void(const Address&)>& on_ready) {
  boost::asio::io_context sockets(1);
  std::unique_ptr<SocketFile> file;  // removed after all else
  std::optional<Acceptor> acceptor;
  Address got = address;
  if (const auto* path = std::get_if<Unix::endpoint>(&address)) {
    Unix::acceptor opening(sockets);
    auto made = listen_at(opening, *path);
    if (auto* problem = std::get_if<Problem>(&made)) return std::move(*problem);
    file = std::move(std::get<0>(made));
    acceptor.emplace(std::move(opening));
  } else {
    Tcp::acceptor opening(sockets);
    auto opened = open(opening, std::get<Tcp::endpoint>(address));
    if (auto* problem = std::get_if<Problem>(&opened)) return std::move(*problem);
    got = std::get<Address>(opened);
    acceptor.emplace(std::move(opening));
  }
  boost::asio::thread_pool pool(std::max(1U, std::thread::hardware_concurrency()));
  prepare();
  Listener listener(sockets, pool, std::move(*acceptor));
  listener.start(client_process);
  on_ready(got);
  sockets.run();
  return 0;
}

}  // namespace notewell::transport
