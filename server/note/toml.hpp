#pragma once
// toml++, as all of Notewell reads TOML. Private to the sources that do.

#define TOML_EXCEPTIONS 0  // a mistake is a value
// The parser asserts what it then checks and tells ("[[[" is no header): a half-written file must not end the program.
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <toml++/toml.h>
