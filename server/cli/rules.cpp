#include "cli/rules.hpp"

#include <algorithm>
#include <map>
#include <ostream>
#include <vector>

#include <boost/json.hpp>

#include "chart/own_rules.hpp"
#include "cli/print_config.hpp"
#include "cli/schema.hpp"
#include "cli/unicode.hpp"
#include "lint/builtin.hpp"
#include "lint/examples.hpp"
#include "lint/rule_keys.hpp"

namespace notewell::cli {
namespace {

namespace json = boost::json;

std::string_view severity_name(const lint::Rule& rule, const lint::Profile* profile, bool as_signed) {
  const auto severity = lint::severity_of(rule, profile, as_signed);
  return severity ? lint::name_of(*severity) : "off";
}

std::string as_json(const lint::RuleSet& rules, const lint::Profile* profile) {
  json::array list;
  for (const lint::Rule& rule : rules.rules) {
    json::object options;
    for (const auto& [name, value] : rule.options) options[name] = lint::option_of(rule, profile, name).text;
    list.push_back({{"id", rule.id},
                    {"group", rule.group},
                    {"title", rule.title},
                    {"severity", severity_name(rule, profile, true)},
                    {"draft", severity_name(rule, profile, false)},
                    {"tags", json::value_from(rule.tags)},
                    {"authority", json::value_from(rule.authority)},
                    {"options", std::move(options)}});
  }
  return json::serialize(json::object{{"version", 1}, {"rules", std::move(list)}}) + '\n';
}

std::string as_table(const lint::RuleSet& rules, const lint::Profile* profile, const Terminal& terminal) {
  std::map<std::string, std::vector<const lint::Rule*>> groups;
  std::size_t widest = 0;
  for (const lint::Rule& rule : rules.rules) {
    groups[rule.group].push_back(&rule);
    widest = std::max(widest, rule.id.size());
  }
  std::string out;
  for (const auto& [group, members] : groups) {
    out += terminal.styled(Style::bold, group) + '\n';
    for (const lint::Rule* rule : members) {
      std::string severity(severity_name(*rule, profile, true));
      severity.resize(11, ' ');
      out += "  " + rule->id + std::string(widest + 2 - rule->id.size(), ' ') + terminal.styled(Style::dim, severity) +
             "  " + rule->title + '\n';
    }
    out += '\n';
  }
  const std::string whose =
      profile == nullptr ? "" : ", as severe as the profile " + profile->id + " (" + profile->title + ") has them";
  return out + std::to_string(rules.rules.size()) + " rules" + whose + ". `notewell explain RULE` tells more of one.\n";
}

/// Bold for **…** and `…`, nothing else: the pages use little more.
std::string inline_markup(std::string_view line, const Terminal& terminal) {
  if (!terminal.colour) return std::string(line);
  std::string out;
  while (!line.empty()) {
    const std::string_view mark = line.starts_with("**") ? "**" : line.starts_with("`") ? "`" : "";
    const std::size_t end = mark.empty() ? std::string_view::npos : line.find(mark, mark.size());
    if (end == std::string_view::npos) {
      out += line.front();
      line.remove_prefix(1);
      continue;
    }
    out += terminal.styled(Style::bold, line.substr(mark.size(), end - mark.size()));
    line.remove_prefix(end + mark.size());
  }
  return out;
}

/// A line of an example, where ⟦ and ⟧ stand around what the rule flags.
std::string example_line(std::string_view line, const Terminal& terminal) {
  constexpr std::string_view open = "⟦";
  constexpr std::string_view close = "⟧";
  std::string out = "    " + terminal.styled(Style::dim, "│ ");
  std::size_t begin = 0;
  std::size_t end = 0;
  while (terminal.colour && (begin = line.find(open)) != std::string_view::npos &&
         (end = line.find(close, begin)) != std::string_view::npos) {
    out += line.substr(0, begin);
    out += terminal.styled(Style::yellow, line.substr(begin + open.size(), end - begin - open.size()));
    line.remove_prefix(end + close.size());
  }
  return (out += line) + '\n';
}

bool is_paragraph_line(std::string_view line) {
  return !line.empty() && !line.starts_with('#') && !line.starts_with("```") && !line.starts_with("- ") &&
         !line.starts_with('|');
}

/// The rule's Markdown page: headings stand out, paragraphs are filled, examples are indented.
std::string page(std::string_view markdown, const Terminal& terminal) {
  const std::size_t width = terminal.width == 0 ? 80 : std::min<std::size_t>(terminal.width, 100);
  std::string out;
  std::string paragraph;
  std::string bullet;
  const auto end_paragraph = [&] {
    const std::string indent(bullet.size(), ' ');
    bool first = true;
    for (const std::string& line : wrapped(paragraph, width - bullet.size())) {
      out += (first ? bullet : indent) + inline_markup(line, terminal) + '\n';
      first = false;
    }
    paragraph.clear();
    bullet.clear();
  };
  bool fenced = false;
  markdown.remove_prefix(std::min(markdown.find_first_not_of('\n'), markdown.size()));
  while (!markdown.empty()) {
    const std::size_t size = std::min(markdown.find('\n'), markdown.size());
    const std::string_view line = markdown.substr(0, size);
    markdown.remove_prefix(std::min(size + 1, markdown.size()));
    if (line.starts_with("```")) {
      end_paragraph();
      fenced = !fenced;
      if (!fenced && !markdown.starts_with('\n')) out += '\n';
    } else if (fenced) {
      out += example_line(line, terminal);
    } else if (is_paragraph_line(line)) {
      (paragraph += ' ') += line;
    } else {
      end_paragraph();
      if (line.starts_with('#')) {
        const std::size_t title = std::min(line.find_first_not_of("# "), line.size());
        out += terminal.styled(Style::bold, line.substr(title)) + '\n';
      } else if (line.starts_with("- ")) {
        bullet = "- ";
        paragraph = line.substr(2);
      } else {
        out += std::string(line) + '\n';
      }
    }
  }
  end_paragraph();
  return out;
}

std::string authorities(const lint::Rule& rule, const lint::RuleSet& rules, const Terminal& terminal) {
  std::string out;
  for (const std::string& id : rule.authority) {
    const auto found = rules.authorities.find(id);
    if (found == rules.authorities.end()) continue;
    const lint::Authority& authority = found->second;
    std::string named = authority.title;
    for (const std::string& part : {authority.publisher, authority.year, authority.place})
      if (!part.empty()) named += ", " + part;
    out += page("- " + named + '\n', terminal);
    if (!authority.url.empty()) out += "  " + terminal.styled(Style::blue, authority.url) + '\n';
  }
  return out.empty() ? out : '\n' + terminal.styled(Style::bold, "Who asks for it") + '\n' + out;
}

}  // namespace

Error unknown_rule(const std::string& where, const std::string& rule_id, const lint::RuleSet& rules) {
  const std::string near(rules.nearest(rule_id));
  return {.where = where,
          .what = "there is no rule “" + rule_id + "”",
          .remedy = near.empty() ? "`notewell rules` lists them all." : "Did you mean “" + near + "”?"};
}

Outcome<std::shared_ptr<const lint::Profile>> profile_named(const std::string& name) {
  const lint::ProfileSet& profiles = lint::builtin_knowledge()->profiles;
  if (name.empty()) return std::shared_ptr<const lint::Profile>();
  if (const auto found = profiles.find(name); found != profiles.end()) return found->second;
  return Error{.where = "--profile",
               .what = "there is no profile “" + name + "”",
               .remedy = lint::profile_meant(profiles, name)};
}

Exit list_rules(OutputFormat format, const std::string& profile, const Terminal& terminal, Streams streams) {
  const lint::RuleSet& rules = *lint::builtin_knowledge()->rules;
  const auto named = profile_named(profile);
  if (const auto* problem = std::get_if<Error>(&named)) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  const lint::Profile* under = std::get<std::shared_ptr<const lint::Profile>>(named).get();
  streams.out << (format == OutputFormat::json ? as_json(rules, under) : as_table(rules, under, terminal));
  return Exit::clean;
}

Exit check_own_rules(const std::string& folder, Streams streams) {
  std::vector<lint::ProfileProblem> problems;
  const auto own = chart::read_own_files(folder, problems);
  if (own.empty()) {
    if (problems.empty())
      problems.push_back({.file = folder,
                          .line = 0,
                          .what = "holds no rules (*.md) and no words (*.toml)",
                          .remedy = "`notewell rules --help` and rules/README.md tell how they are written."});
    for (const auto& problem : problems)
      streams.err << message_of({.where = problem.file, .what = problem.what, .remedy = problem.remedy});
    return Exit::failed;
  }
  const auto knowledge = lint::extended_knowledge(own, problems);
  std::size_t rules = 0;
  std::size_t examples = 0;
  for (const lint::OwnFile& file : own) {
    const std::size_t slash = file.name.rfind('/');
    if (!file.name.ends_with(".md") || slash == std::string::npos) continue;
    const lint::Rule* rule = knowledge->rules->find(file.name.substr(slash + 1, file.name.size() - slash - 4));
    if (rule == nullptr) continue;  // told already
    ++rules;
    examples += rule->flagged.size() + rule->accepted.size();
    for (const auto& problem : lint::try_examples(*rule, knowledge))
      problems.push_back({.file = file.path, .line = problem.line, .what = problem.message, .remedy = {}});
  }
  for (const auto& problem : problems) {
    const std::string where = printable(problem.file) + (problem.line == 0 ? "" : ":" + std::to_string(problem.line));
    streams.out << where << ": " << problem.what << (problem.remedy.empty() ? "" : ". " + problem.remedy) << '\n';
  }
  const auto counted = [](std::size_t count, const std::string& one) {
    return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
  };
  streams.out << counted(rules, "rule") << " with " << counted(examples, "example") << ": "
              << (problems.empty() ? "all hold" : counted(problems.size(), "mistake")) << ".\n";
  return problems.empty() ? Exit::clean : Exit::findings;
}

Exit print_schema(const std::string& name, Streams streams) {
  streams.out << json_schema(name == "rule"         ? lint::rule_keys()
                             : name == "vocabulary" ? note::vocabulary_keys()
                                                    : lint::settings_keys(),
                             name);
  return Exit::clean;
}

Exit explain(const std::string& rule_id, const std::string& config, const Terminal& terminal, Streams streams) {
  auto chosen = choice({}, config);
  if (const auto* problem = std::get_if<Error>(&chosen)) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  const auto configuration =
      chart::configurations(lint::builtin_knowledge(), std::get<chart::Choice>(std::move(chosen)))({});
  const lint::RuleSet& rules = *configuration->knowledge->rules;
  const lint::Rule* rule = rules.find(rule_id);
  if (rule == nullptr) {
    // A rule of the practice's own may be missing because of a mistake in it.
    streams.err << messages_of(*configuration) << message_of(unknown_rule("explain", rule_id, rules));
    return Exit::failed;
  }
  streams.out << terminal.styled(Style::bold, rule->title) << '\n'
              << terminal.styled(Style::dim, rule->id + ": " + std::string(lint::name_of(rule->severity)) +
                                                 " in a signed note, " + std::string(lint::name_of(rule->draft)) +
                                                 " in a draft")
              << "\n\n"
              << page(rule->body, terminal) << authorities(*rule, rules, terminal);
  return Exit::clean;
}

}  // namespace notewell::cli
