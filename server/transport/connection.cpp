#include "transport/connection.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <spdlog/spdlog.h>

#include "transport/limits.hpp"

namespace notewell::transport {

using boost::system::error_code;

namespace {

constexpr std::size_t longest_opening = 8192;  // bytes; a message's first line has some twenty

}  // namespace

Connection::Connection(boost::asio::io_context& sockets, Socket socket, boost::asio::thread_pool& pool,
                       std::string name)
    : sockets_(sockets),
      stay_(boost::asio::make_work_guard(sockets)),
      socket_(std::move(socket)),
      name_(std::move(name)),
      last_(sockets),
      conversation_(pool, [this](std::string frame) {
        if (const auto self = weak_from_this().lock())
          boost::asio::post(sockets_, [self, frame = std::move(frame)]() mutable { self->send(std::move(frame)); });
      }) {}

void Connection::start(std::function<void(int)> on_end, std::optional<std::int64_t> client_process) {
  on_end_ = std::move(on_end);
  session_ = std::thread([self = shared_from_this(), client_process]() mutable {
    const int code = self->conversation_.run(client_process);
    boost::asio::io_context& sockets = self->sockets_;
    boost::asio::post(sockets, [self = std::move(self), code] { self->ended(code); });
  });
  spdlog::info("{} is connected", name_);
  read();
}

void Connection::read() {
  socket_.async_read_some(boost::asio::buffer(chunk_),
                          [self = shared_from_this()](const error_code& error, std::size_t count) {
                            if (self->code_ || self->dropped_) return;
                            if (error) return self->conversation_.finish();
                            self->take({self->chunk_.data(), count});
                            self->read();
                          });
}

void Connection::take(std::string_view bytes) {
  if (opened_) return conversation_.feed(bytes);
  opening_ += bytes;
  const std::size_t end = opening_.find('\n');
  if (end == std::string::npos && opening_.size() < longest_opening) return;
  // A web page can send requests to any port of the machine that it is read on, and their bodies could be messages.
  if (opening_.substr(0, end).find(" HTTP/") != std::string::npos) {
    spdlog::warn("{} speaks HTTP, which nobody is served in; it is dropped", name_);
    return drop();
  }
  opened_ = true;
  conversation_.feed(std::exchange(opening_, {}));
}

void Connection::send(std::string frame) {
  if (broken_ || dropped_) return;
  if (!queue_.empty() && waiting_ + frame.size() > most_waiting) {
    spdlog::error("{} does not read: {} MiB wait for it; it is dropped", name_, waiting_ >> 20U);
    return drop();
  }
  waiting_ += frame.size();
  queue_.push_back(std::move(frame));
  if (queue_.size() == 1) write();
}

void Connection::write() {
  boost::asio::async_write(socket_, boost::asio::buffer(queue_.front()),
                           [self = shared_from_this()](const error_code& error, std::size_t) {
                             self->waiting_ -= self->queue_.front().size();
                             self->queue_.pop_front();
                             if (error) {
                               self->broken_ = true;
                               self->queue_.clear();
                             }
                             if (!self->queue_.empty()) return self->write();
                             if (self->code_) self->close();
                           });
}

void Connection::drop() {
  dropped_ = true;
  conversation_.abandon();
}

void Connection::ended(int code) {
  session_.join();
  code_ = code;
  if (queue_.empty() || broken_ || dropped_) return close();
  last_.expires_after(last_moment);
  last_.async_wait([self = shared_from_this()](const error_code&) { self->close(); });
}

void Connection::close() {
  if (!on_end_) return;
  error_code gone;
  socket_.shutdown(Socket::shutdown_both, gone);
  socket_.close(gone);
  last_.cancel();
  stay_.reset();
  spdlog::info("{} is served, with {}", name_, *code_);
  std::exchange(on_end_, nullptr)(*code_);
}

}  // namespace notewell::transport
