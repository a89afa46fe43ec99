#pragma once
// The one place where text becomes part of a page. Notes and file names may hold anything.

#include <cstdint>
#include <string>
#include <string_view>

namespace notewell::report {

/// `text` as it stands in HTML, between tags or in a quoted attribute: no mark of HTML's, no byte that is not UTF-8, no
/// character that turns the writing direction.
[[nodiscard]] std::string escaped(std::string_view text);

/// `text` as it stands in a line of Markdown: nothing in it is a mark of Markdown's or of HTML's, and it breaks no
/// line.
[[nodiscard]] std::string escaped_markdown(std::string_view text);

/// A file as the target of a link, at a line of it (1-based; 0: the file as a whole). The path is relative or absolute;
/// whatever it looks like, it is no address of anything but a file.
[[nodiscard]] std::string link_target(std::string_view path, std::uint32_t line);

}  // namespace notewell::report
