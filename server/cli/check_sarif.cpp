// The report as SARIF 2.1.0 (OASIS), which code hosts and auditors' tools take in.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

#include <filesystem>
#include <map>

#include <boost/json.hpp>

#include "cli/check_report.hpp"
#include "cli/finding_mark.hpp"
#include "cli/json_text.hpp"
#include "cli/unicode.hpp"
#include "lint/rule_page.hpp"
#include "protocol/file_uri.hpp"

namespace notewell::cli {
namespace {

namespace json = boost::json;

std::string_view level_of(lint::Severity severity) {
  switch (severity) {
    case lint::Severity::error:
      return "error";
    case lint::Severity::warning:
      return "warning";
    default:
      return "note";
  }
}

/// A path that is no absolute one stays relative to where the report is read.
json::object artifact(const std::string& path) {
  const std::string valid = valid_utf8(path);
  if (std::filesystem::path(valid).is_absolute()) return {{"uri", protocol::file_uri(valid)}};
  return {{"uri", protocol::file_uri('/' + valid).substr(std::string_view("file:///").size())}};
}

json::object location(const std::string& path, text::Range range) {
  return {{"artifactLocation", artifact(path)},
          {"region",
           {{"startLine", range.start.line + 1},
            {"startColumn", range.start.character + 1},
            {"endLine", range.end.line + 1},
            {"endColumn", range.end.character + 1}}}};
}

json::object message(std::string_view text) {
  return {{"text", valid_utf8(text)}};
}

/// What the rule's page says before its examples.
std::string explanation(const lint::Rule& rule) {
  const std::string body = valid_utf8(rule.body);
  return body.substr(0, std::min(body.find("\n# Flagged"), body.size()));
}

json::object described(const lint::Rule& rule, const lint::RuleSet& rules) {
  json::array authorities;
  for (const std::string& id : rule.authority) {
    const auto authority = rules.authorities.find(id);
    authorities.emplace_back(authority == rules.authorities.end() ? id : authority->second.title);
  }
  return {{"id", rule.id},
          {"shortDescription", message(rule.title)},
          {"fullDescription", message(rule.message.why.empty() ? rule.title : rule.message.why)},
          {"help", {{"text", explanation(rule)}, {"markdown", explanation(rule)}}},
          {"helpUri", lint::rule_page(rule)},
          {"defaultConfiguration", {{"level", level_of(rule.severity)}}},
          {"properties", {{"tags", json::value_from(rule.tags)}, {"authorities", std::move(authorities)}}}};
}

class Sarif : public Report {
 public:
  text::PositionEncoding encoding() const override { return text::PositionEncoding::utf16; }

  Rendered render(const CheckedFile& file) const override {
    Rendered out{.parts = {}, .knowledge = file.analysis->knowledge};
    const text::Text& text = file.analysis->text;
    std::map<std::string, int> marks;
    for (const lint::Finding* finding : file.findings) {
      json::object result = {{"level", level_of(finding->severity)}, {"message", message(finding->message)}};
      result["locations"] =
          json::array{{{"physicalLocation", location(file.path, visible_range(text, finding->span, encoding()))}}};
      json::array related;
      for (const lint::Related& other : finding->related) {
        const bool here = other.path.empty();
        related.push_back(
            {{"id", related.size() + 1},
             {"message", message(other.message)},
             {"physicalLocation", location(here ? file.path : other.path,
                                           here ? visible_range(text, other.span, encoding()) : other.range)}});
      }
      if (!related.empty()) result["relatedLocations"] = std::move(related);
      const std::string mark = mark_of(*finding, text);
      result["partialFingerprints"] = {{"notewell/v1", mark + ':' + std::to_string(++marks[mark])}};
      // Without the opening brace: the rule and its number come first, and the number is known later.
      out.parts.push_back(
          {.rule = finding->rule, .severity = finding->severity, .text = json::serialize(result).substr(1)});
    }
    return out;
  }
  std::string begin() override {
    return "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
           "sarif-schema-2.1.0.json\","
           "\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"utf16CodeUnits\","
           "\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],\"results\":[\n";
  }
  std::string add(Rendered rendered) override {
    std::string out;
    for (Rendered::Part& part : rendered.parts) {
      const auto [rule, is_new] = numbers_.try_emplace(part.rule->id, rules_.size());
      if (is_new) rules_.push_back(described(*part.rule, *rendered.knowledge->rules));
      out += std::exchange(separator_, ",\n") + "{\"ruleId\":" + json_text(part.rule->id) +
             ",\"ruleIndex\":" + std::to_string(rule->second) + ',' + part.text;
    }
    return out;
  }
  std::string failed(const Error& problem) override {
    json::object notification = {{"level", "error"}, {"message", message(problem.what + ". " + problem.remedy)}};
    if (!problem.where.empty())
      notification["locations"] = json::array{{{"physicalLocation", {{"artifactLocation", artifact(problem.where)}}}}};
    notifications_.push_back(std::move(notification));
    return {};
  }
  std::string end(const Summary& summary) override {
    const json::object driver = {{"name", "notewell"},
                                 {"semanticVersion", NOTEWELL_VERSION},
                                 {"informationUri", "https://notewell.dev"},
                                 {"rules", std::move(rules_)}};
    const json::object invocation = {{"executionSuccessful", summary.problems == 0},
                                     {"toolExecutionNotifications", std::move(notifications_)}};
    return "\n],\"tool\":{\"driver\":" + json::serialize(driver) + "},\"invocations\":[" + json::serialize(invocation) +
           "]}]}\n";
  }

 private:
  std::string separator_;
  std::map<std::string, std::size_t> numbers_;  // of rules, by the first file that has a finding of each
  json::array rules_;
  json::array notifications_;
};

}  // namespace

std::unique_ptr<Report> sarif_report() {
  return std::make_unique<Sarif>();
}

}  // namespace notewell::cli
