// Packs the TOML of rules/ while Notewell is built, so that the program finds it parsed: pack FILE PACKED FILE PACKED …
// A file without TOML gives an empty one.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <span>
#include <string>

#include "toml/front_matter.hpp"
#include "toml/value.hpp"

namespace {

using namespace notewell;

std::string_view toml_in(std::string_view name, std::string_view text) {
  if (name.ends_with(".toml")) return text;
  return name.ends_with(".md") && text.starts_with(toml::fence) ? toml::front_matter(text) : std::string_view{};
}

bool pack(const std::string& from, const std::string& to) {
  std::ifstream in(from, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  std::ofstream out(to, std::ios::binary);
  if (const std::string_view found = toml_in(from, text); !found.empty()) {
    const toml::Document document = toml::parse(found);
    if (!document) {
      std::fprintf(stderr, "%s:%u: %s\n", from.c_str(), document.mistake().place.line,
                   document.mistake().description.c_str());
      return false;
    }
    out << document.bytes();
  }
  out.close();
  if (!in.is_open() || in.bad() || !out)
    std::fprintf(stderr, "%s: can't be packed into %s\n", from.c_str(), to.c_str());
  return in.is_open() && !in.bad() && out.good();
}

}  // namespace

int main(int argc, char** argv) {
  const std::span<char*> files = std::span(argv, static_cast<std::size_t>(argc)).subspan(1);
  for (std::size_t i = 0; i + 1 < files.size(); i += 2) {
    if (!pack(files[i], files[i + 1])) return 1;
  }
  return 0;
}
