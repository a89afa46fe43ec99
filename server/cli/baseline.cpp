#include "cli/baseline.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>

#include "cli/json_text.hpp"
#include "cli/read_note.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view head = R"({"notewell-baseline":1})";

/// Adds what the line says; false: it is of another form.
bool take(std::string_view line, Baseline& baseline) {
  json::error_code error;
  const json::value value = json::parse(line, error);
  if (error || !value.is_object()) return false;
  const auto text_at = [&](std::string_view key) -> const json::string* {
    const json::value* found = value.get_object().if_contains(key);
    return found == nullptr ? nullptr : found->if_string();
  };
  const json::string* path = text_at("path");
  const json::string* rule = text_at("rule");
  const json::string* text = text_at("text");
  const json::value* number = value.get_object().if_contains("count");
  if (path == nullptr || rule == nullptr || text == nullptr || number == nullptr) return false;
  const auto count = number->to_number<std::size_t>(error);
  if (error || count == 0) return false;
  baseline.files[path->c_str()][{rule->c_str(), text->c_str()}] += count;
  return true;
}

fs::path folder_of(const std::string& file) {
  return fs::absolute(file).lexically_normal().parent_path();
}

}  // namespace

std::size_t Baseline::size() const {
  std::size_t sum = 0;
  for (const auto& [path, known] : files)
    for (const auto& [finding, count] : known) sum += count;
  return sum;
}

std::string known_text(const std::string& mark) {
  constexpr std::size_t digits = 4;
  return mark.substr(0, digits);
}

Outcome<Baseline> read_baseline(const std::string& file, bool may_be_missing) {
  std::error_code error;
  if (may_be_missing && !fs::exists(file, error)) return Baseline{};
  const bool is_folder = fs::is_directory(file, error);
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || is_folder) {
    Error problem = unreadable(file, is_folder ? EISDIR : errno);
    if (!fs::exists(file, error)) problem.remedy = "--update-baseline writes it.";
    return problem;
  }
  const std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  std::string_view rest = bytes;
  Baseline out;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (number == 1 ? line == head : line.empty() || take(line, out)) continue;
    return Error{.where = file + ':' + std::to_string(number),
                 .what = number == 1 ? "is no baseline of this version" : "is no line of a baseline",
                 .remedy = number == 1 ? "Its first line is " + std::string(head) + "; --update-baseline writes one."
                                       : "Take the line out, or put back what a merge left of it."};
  }
  return out;
}

std::string text_of(const Baseline& baseline) {
  std::string out = std::string(head) + '\n';
  for (const auto& [path, known] : baseline.files)
    for (const auto& [finding, count] : known)
      out += "{\"path\":" + json_text(path) + ",\"rule\":" + json_text(finding.first) +
             ",\"text\":" + json_text(finding.second) + ",\"count\":" + std::to_string(count) + "}\n";
  return out;
}

std::optional<Error> write_baseline(const Baseline& baseline, const std::string& file) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(file, error);  // a link is followed
  const fs::path fresh = whole.string() + ".new";
  {
    std::ofstream stream(fresh, std::ios::binary);
    stream << text_of(baseline) << std::flush;
    if (stream) {
      fs::rename(fresh, whole, error);
      if (!error) return std::nullopt;
    }
  }
  fs::remove(fresh, error);
  return Error{.where = file,
               .what = "could not be written",
               .remedy = "It is as it was; check the disk, and whether you may write to its folder."};
}

std::string path_in_baseline(const std::string& file, const std::string& path) {
  return fs::absolute(path).lexically_normal().lexically_proximate(folder_of(file)).generic_string();
}

std::string path_of_baseline(const std::string& file, const std::string& path) {
  return (folder_of(file) / path).string();
}

}  // namespace notewell::cli
