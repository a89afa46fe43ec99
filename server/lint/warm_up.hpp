#pragma once
// What a program that is going to judge notes can do while it waits for the first.

#include "lint/builtin.hpp"

namespace notewell::lint {

/// Does now what the first note would have to wait for: compiles the patterns that nearly every note is held against.
/// Safe beside analyses on other threads.
void warm_up(const std::shared_ptr<const Knowledge>& knowledge);

/// From now on what is loaded is warmed up before it is handed out, for a program that answers in the meantime. Comes
/// before its first use.
void load_warm();

}  // namespace notewell::lint
