#pragma once
// The tests are written for the one header of Catch2 2; where Catch2 3 is installed, CMake has this file stand for it.

#include <catch2/catch_all.hpp>

namespace Catch {
using TestEventListenerBase = EventListenerBase;
}  // namespace Catch
using Catch::Approx;
