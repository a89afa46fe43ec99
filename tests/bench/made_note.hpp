#pragma once
// Notes for measuring: invented, of any size, and as mixed as a week of real ones.

#include <cstddef>
#include <cstdint>
#include <string>

namespace notewell::bench {

/// A progress note of about `bytes` bytes (at least 1,200): a header, sections with ticks, facets, interventions and
/// narrative, a signature. The same arguments give the same note.
[[nodiscard]] std::string made_note(std::size_t bytes, std::uint32_t seed);

}  // namespace notewell::bench
