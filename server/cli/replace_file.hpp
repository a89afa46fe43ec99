#pragma once
// Puts new bytes in a file's place so that at every moment, whatever happens, the file holds either the old bytes or
// the new ones; and makes new files whole or not at all.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/error.hpp"

namespace notewell::cli {

/// Whether `path` is a plain file, or a link to one: what may be rewritten. An Error says why not.
[[nodiscard]] std::optional<Error> not_rewritable(const std::string& path);

/// Replaces the file's bytes, which were `before` when they were read. The new bytes go to a file of their own in the
/// same folder, with the mode and, where that is allowed, the owner of the old one; they are on the disk before that
/// file takes the old one's name. A link is followed to its file. An Error if the file is not a plain one, may not be
/// written, holds something else than `before` by now, or the disk does not take the bytes; it is untouched then.
[[nodiscard]] std::optional<Error> replace_file(const std::string& path, std::string_view before,
                                                std::string_view after);

/// Who may read a new file.
enum class Access : std::uint8_t {
  usual,    // whoever may read new files on this system
  private_  // its owner alone
};

/// Makes a new file with these bytes. It is there with all of them or not at all. An Error if something of that name is
/// there, which stays as it is, or the disk does not take the bytes.
[[nodiscard]] std::optional<Error> create_file(const std::string& path, std::string_view bytes,
                                               Access access = Access::usual);

}  // namespace notewell::cli
