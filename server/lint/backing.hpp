#pragma once
// Which statements can back a tick or an intervention, for those who show it rather than judge it.

#include "lint/evidence.hpp"

namespace notewell::lint {

/// Whether a statement tells something of this session that a tick or an intervention can rest on: what was seen or
/// said, why and how an intervention was done, how the client responded, in words beyond the labels of options.
[[nodiscard]] bool may_back(const Evidence& evidence, StatementAt at);

}  // namespace notewell::lint
