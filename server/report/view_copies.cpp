#include <cmath>

#include "note/clock.hpp"

#include "report/view.hpp"
#include "report/wording.hpp"

namespace notewell::report {
namespace {

List stretches(const std::vector<Stretch>& words) {
  List out;
  for (const Stretch& stretch : words)
    out.push_back(Object{{"shared", Data(stretch.shared)}, {"words", stretch.words}});
  return out;
}

}  // namespace

Data copies_view(const Report& report, Form) {
  const auto shown = [&report](const std::string& path) {
    return path.starts_with(report.folder) ? path.substr(report.folder.size()) : path;
  };
  constexpr double percent = 100;
  List out;
  for (const CopyPair& copy : report.copies) {
    const std::string& path = report.files[copy.file].path;
    const auto& facts = report.files[copy.file].facts;
    const std::uint32_t here = copy.here.start.line + 1;
    const std::uint32_t there = copy.there.start.line + 1;
    out.push_back(Object{
        {"severity", std::string(lint::name_of(copy.severity))},
        {"share", std::to_string(std::lround(copy.share * percent))},
        {"words", grouped(copy.words)},
        {"whose", copy.same_client ? "the same client" : "another client"},
        {"here_place", shown(path) + ":" + std::to_string(here)},
        {"here_href", link_to(report, path, here)},
        {"here_date", facts != nullptr && facts->date() ? note::iso_date(*facts->date()) : "no date"},
        {"there_place", shown(copy.other) + ":" + std::to_string(there)},
        {"there_href", link_to(report, copy.other, there)},
        {"there_date", copy.other_date ? note::iso_date(*copy.other_date) : "no date"},
        {"others", Data(copy.more != 0)},
        {"other_count", counted(copy.more, "more file")},
        {"has_words", Data(!copy.here_words.empty() && !copy.there_words.empty())},
        {"here", Data(stretches(copy.here_words))},
        {"there", Data(stretches(copy.there_words))},
    });
  }
  return folded(std::move(out), most_open / 2);
}

}  // namespace notewell::report
