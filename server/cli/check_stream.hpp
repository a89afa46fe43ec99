#pragma once
// `notewell check --stdin-ndjson`: notes as records in, findings as records out, for engines that hold very many notes.
// docs/scale.md has the form of the records. Nothing is read from disk but the settings, and nothing is kept from one
// record to the next.

#include "chart/configuration.hpp"
#include "cli/check.hpp"

namespace notewell::cli {

/// A line out for each line in that is not blank, in order. A record that can't be checked gets a line that says why,
/// and counts as an error that was found. Memory is bounded whatever comes.
[[nodiscard]] Exit check_stream(const CheckOptions& options, const chart::Configuration& configuration,
                                Streams streams);

}  // namespace notewell::cli
