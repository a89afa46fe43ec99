#include "transport/connect.hpp"

#include <boost/asio/thread_pool.hpp>

#include "transport/connection.hpp"

namespace notewell::transport {

std::variant<int, Problem> serve_at(const Address& address, std::optional<std::int64_t> client_process) {
  boost::asio::io_context sockets(1);
  Socket socket(sockets);
  boost::system::error_code error;
  std::visit([&](const auto& endpoint) { socket.connect(endpoint, error); }, address);
  if (error) {
    return Problem{"no client listens there: " + error.message(),
                   "The client opens its pipe or port first, then starts the server; a server that clients come to is "
                   "started with --listen."};
  }
  boost::asio::thread_pool pool(1);
  prepare();
  int code = 1;
  std::make_shared<Connection>(sockets, std::move(socket), pool, "the client")
      ->start([&code](int ended_with) { code = ended_with; }, client_process);
  sockets.run();
  return code;
}

}  // namespace notewell::transport
