#pragma once
// Work on many files at once whose results are taken in order.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace notewell::cli {

/// Works on `count` things on `threads` threads and hands each result to `take`, on the calling thread and in order,
/// soon after it and all before it are there. `make_worker` gives each thread a function of its own that is called with
/// an index and the Result to fill. Threads take several things at a time: waking the caller for each would cost more
/// than checking a short note.
template <class Result, class MakeWorker, class Take>
void in_parallel(std::size_t count, unsigned threads, const MakeWorker& make_worker, const Take& take) {
  const std::size_t chunk = std::clamp<std::size_t>(count / (std::size_t{threads} * 8), 1, 64);
  std::vector<Result> results(count);
  std::vector<std::atomic<bool>> done((count + chunk - 1) / chunk);
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> pool;
  for (unsigned thread = 0; thread < std::min<std::size_t>(threads, done.size()); ++thread) {
    pool.emplace_back([&] {
      auto work = make_worker();
      for (std::size_t part = next++; part < done.size(); part = next++) {
        for (std::size_t index = part * chunk; index < std::min(count, (part + 1) * chunk); ++index)
          work(index, results[index]);
        done[part] = true;
        done[part].notify_one();
      }
    });
  }
  for (std::size_t index = 0; index < count; ++index) {
    if (index % chunk == 0) done[index / chunk].wait(false);
    take(results[index]);
    results[index] = {};
  }
}

}  // namespace notewell::cli
