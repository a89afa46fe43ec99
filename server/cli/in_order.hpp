#pragma once
// Work on several threads whose results are taken in order.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace notewell::cli {

/// Draws jobs from `next` (std::optional<Job>(); empty: there are no more) one after another, has `threads` workers do
/// them at once (each made by `make_worker`, called as worker(Job&)), and hands them to `take` on the calling thread in
/// the order in which they were drawn, each as soon as it and all before it are done. `next` is called on one thread at
/// a time, and may block without holding up the rest. At most four jobs a thread are waiting or in work, however slow
/// the first of them is. None of the functions throws.
template <class Job, class Next, class MakeWorker, class Take>
void in_order(unsigned threads, const Next& next, const MakeWorker& make_worker, const Take& take) {
  struct Slot {
    Job job;
    bool done = false;
  };
  const std::size_t most = std::size_t{threads} * 4;
  std::mutex drawing;
  std::mutex mutex;  // of what follows
  std::deque<Slot> slots;
  bool ended = false;
  std::condition_variable room;
  std::condition_variable first_done;

  const auto draw = [&]() -> Slot* {
    const std::lock_guard alone(drawing);
    {
      std::unique_lock lock(mutex);
      room.wait(lock, [&] { return ended || slots.size() < most; });
      if (ended) return nullptr;
    }
    std::optional<Job> job = next();
    const std::lock_guard lock(mutex);
    if (job) return &slots.emplace_back(Slot{.job = std::move(*job)});
    ended = true;
    first_done.notify_one();
    return nullptr;
  };
  std::vector<std::jthread> pool;
  for (unsigned thread = 0; thread < threads; ++thread) {
    pool.emplace_back([&] {
      auto worker = make_worker();
      while (Slot* slot = draw()) {  // its place does not move while others come and go
        worker(slot->job);
        const std::lock_guard lock(mutex);
        slot->done = true;
        if (slot == &slots.front()) first_done.notify_one();
      }
    });
  }
  std::unique_lock lock(mutex);
  while (true) {
    first_done.wait(lock, [&] { return slots.empty() ? ended : slots.front().done; });
    if (slots.empty()) break;
    Job job = std::move(slots.front().job);
    slots.pop_front();
    room.notify_one();
    lock.unlock();
    take(job);
    lock.lock();
  }
}

}  // namespace notewell::cli
