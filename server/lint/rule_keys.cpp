#include "lint/rule_keys.hpp"

#include <algorithm>

#include "lint/checks/checks.hpp"
#include "lint/rule.hpp"

namespace notewell::lint {
namespace {

using note::FileKeys;
using note::Holds;
using note::Key;
using note::KeyTable;
using note::Names;
using Choices = std::vector<std::string_view>;

Choices severities() {
  return {name_of(Severity::error), name_of(Severity::warning), name_of(Severity::information),
          name_of(Severity::hint)};
}

Choices severities_or_off() {
  Choices out = severities();
  out.emplace_back("off");
  return out;
}

/// A table [check] of one kind: `kind`, then its own keys.
KeyTable check(std::string_view kind, std::string_view what, std::string_view about, std::vector<Key> keys) {
  keys.insert(keys.begin(), {.name = "kind", .about = about, .required = true, .choices = {kind}});
  return {.name = "check", .what = what, .about = about, .keys = std::move(keys)};
}

KeyTable evidence_check(std::string_view each, std::string_view about, std::string_view needs, Choices needed) {
  return check("evidence", "an evidence check", "Each ticked option, or intervention, that nothing backs.",
               {{.name = "each", .about = about, .required = true, .choices = {each}},
                {.name = "in",
                 .holds = Holds::texts,
                 .about = "Groups whose options are asked; without it, all but those that other rules judge.",
                 .names = Names::group},
                {.name = "needs", .about = needs, .required = true, .choices = std::move(needed)}});
}

FileKeys make_rule_keys() {
  const auto check_kinds = std::vector<KeyTable>{
      check("field", "a field check",
            "A header field that is absent or empty, with no clear statement of it in the narrative.",
            {{.name = "field", .about = "The field that must be there.", .required = true, .names = Names::field},
             {.name = "or_fields",
              .holds = Holds::texts,
              .about = "Any of these serves as well.",
              .names = Names::field}}),
      evidence_check("ticked option", "Each box that is ticked.",
                     "observed: something that the clinician saw or heard; reported: what the client said; anything: "
                     "narrative that fits and says more than the label.",
                     {"anything", "observed", "reported"}),
      evidence_check("intervention", "Each intervention that is ticked or told.",
                     "story: at least one of reason, delivery and detail; else that part alone.",
                     {"story", "rationale", "delivery", "detail", "response"}),
      check("mention", "a mention check", "A mark that must not stay.",
            {{.name = "of", .about = "Which mark.", .required = true, .choices = {"placeholder"}}}),
      check(
          "phrase", "a phrase check", "Wording, found by patterns.",
          {{.name = "patterns",
            .holds = Holds::texts,
            .about = "RE2 patterns, matched without case. “@generic” stands for those of the vocabulary."},
           {.name = "except", .holds = Holds::texts, .about = "A statement that matches one of these is fine."},
           {.name = "whole_statement", .holds = Holds::flag, .about = "Whether a pattern has to cover the statement."},
           {.name = "label_repeats",
            .holds = Holds::flag,
            .about = "Whether a statement that says no more than an option's label counts as well."}}),
      check("element", "an element check", "A therapy session whose note documents none of the elements.",
            {{.name = "of",
              .holds = Holds::texts,
              .about = "The elements of which one must be documented.",
              .names = Names::element},
             {.name = "at",
              .about = "The role of the section whose heading is marked; without it, the note is.",
              .choices = note::role_names()},
             {.name = "section",
              .about = "Asked only where the note's format has a section of this role and the note has none.",
              .choices = note::role_names()},
             {.name = "every_session",
              .holds = Holds::flag,
              .about = "Whether evaluations and services that are no psychotherapy are asked too."},
             {.name = "not_for",
              .holds = Holds::texts,
              .about = "Codes of services that are not asked.",
              .names = Names::service}}),
      check("wording", "a wording check", "Phrases and abbreviations that the vocabulary lists under one kind.",
            {{.name = "of",
              .about = "The kind.",
              .required = true,
              .choices = {"vague", "judging", "stigmatizing", "process", "unsafe", "ambiguous"}}}),
      check("native", "a native check", "A check that is part of the program.",
            {{.name = "name",
              .about = "Which one; they are named like the rules that use them.",
              .required = true,
              .choices = Choices(native_check_names().begin(), native_check_names().end())}}),
  };
  FileKeys out =
      {.title = "A rule of Notewell",
       .about = "The front matter of a rule file: what to look for, how severe it is, what to say.",
       .tables = {
           {.name = "",
            .what = "a rule",
            .about = "The front matter of a rule file.",
            .keys = {{.name = "title", .about = "What is wrong, in a few words.", .required = true},
                     {.name = "severity",
                      .about = "How severe a finding is in a signed note and in a batch check; without it, warning.",
                      .choices = severities()},
                     {.name = "draft",
                      .about = "The same while the note is not signed; without it, one step gentler.",
                      .choices = severities()},
                     {.name = "tags",
                      .holds = Holds::texts,
                      .about = "Words to choose rules by; `essential` marks those to start with.",
                      .names = Names::tag},
                     {.name = "authority",
                      .holds = Holds::texts,
                      .about = "Who asks for it: ids of authorities.toml.",
                      .names = Names::authority},
                     {.name = "check", .holds = Holds::table, .about = "What to look for.", .required = true},
                     {.name = "message", .holds = Holds::table, .about = "What to say.", .required = true},
                     {.name = "fix", .holds = Holds::tables, .about = "What would clear a finding; best first."},
                     {.name = "options",
                      .holds = Holds::table,
                      .about = "Thresholds and words of the check, which profiles and a notewell.toml can set."}}},
           {.name = "message",
            .what = "[message]",
            .about = "What to say. Each may hold {placeholders} that the check fills.",
            .keys = {{.name = "what", .about = "What is wrong; at most 90 characters.", .required = true},
                     {.name = "why", .about = "Why somebody asks.", .required = true},
                     {.name = "do", .about = "What to do.", .required = true}}},
           {.name = "fix",
            .what = "a fix",
            .about = "What would clear a finding. Only blanks and words that the finding already holds.",
            .repeated = true,
            .keys =
                {{.name = "title", .about = "What the fix does; may hold {placeholders}.", .required = true},
                 {.name = "when", .about = "Offered only for findings that have an argument of this name."},
                 {.name = "place",
                  .about = "Where the lines go.",
                  .required = true,
                  .choices = {"under the option", "replace", "header field", "end of section", "end of note",
                              "after the statement", "delete"}},
                 {.name = "snippet",
                  .holds = Holds::texts,
                  .about = "The lines. {argument} is filled; ‹prompt› and ‹prompt: one | another› are blanks."},
                 {.name = "example",
                  .holds = Holds::texts,
                  .about = "Values for the blanks, in order, as a clinician might fill them."},
                 {.name = "safe",
                  .holds = Holds::flag,
                  .about = "Whether it can't change what the note says; `notewell fix` may then apply it unasked."}}},
           {.name = "options",
            .what = "[options]",
            .about = "Thresholds and words of the check, which profiles and a notewell.toml can set.",
            .keys = {},
            .any = Key{.name = "OPTION",
                       .holds = Holds::option,
                       .about = "A number, yes or no, or words, as text.",
                       .names = Names::option}},
       }};
  out.tables.insert(out.tables.begin() + 1, check_kinds.begin(), check_kinds.end());
  return out;
}

FileKeys make_authority_keys() {
  return {.title = "Authorities",
          .about = "Who asks for what: rules cite the ids.",
          .tables = {{.name = "",
                      .what = "a list of authorities",
                      .about = "Who asks for what.",
                      .keys = {{.name = "authority", .holds = Holds::tables, .about = "Somebody who asks."}}},
                     {.name = "authority",
                      .what = "an [[authority]]",
                      .about = "Somebody who asks for something.",
                      .repeated = true,
                      .keys = {{.name = "id", .about = "By which rules cite it.", .required = true},
                               {.name = "title", .about = "Of the document.", .required = true},
                               {.name = "publisher", .about = "Who published it."},
                               {.name = "year", .about = "When."},
                               {.name = "place", .about = "Where in the document."},
                               {.name = "url", .about = "Where it can be read."}}}}};
}

FileKeys make_settings_keys() {
  const auto elements = [](std::string_view name, std::string_view about) {
    return Key{.name = name, .holds = Holds::texts, .about = about, .names = Names::element};
  };
  return {.title = "Settings of Notewell",
          .about = "A notewell.toml: what a practice does differently from the profile that it builds on.",
          .tables = {
              {.name = "",
               .what = "a notewell.toml",
               .about = "The nearest one above a note counts, alone.",
               .keys = {{.name = "profile",
                         .about = "Whose view of a note the rest builds on; without it, default.",
                         .names = Names::profile},
                        {.name = "rules", .holds = Holds::table, .about = "How severe rules are, or off."},
                        {.name = "options", .holds = Holds::table, .about = "Thresholds and words of rules."},
                        {.name = "elements", .holds = Holds::table, .about = "What a note should document."},
                        {.name = "dates",
                         .about = "How 3/4/2026 is read; without it, month first.",
                         .choices = {"month first", "day first"}},
                        {.name = "clinician", .holds = Holds::table, .about = "Who signs."},
                        {.name = "index", .holds = Holds::table, .about = "What the server keeps of the charts."},
                        {.name = "own_rules",
                         .about = "The folder of your own rules and words, from where this file stands."}}},
              {.name = "rules",
               .what = "[rules]",
               .about = "How severe rules are in a signed note, or off.",
               .keys = {},
               .any = Key{.name = "RULE",
                          .about = "How severe a finding of this rule is in a signed note, or off.",
                          .choices = severities_or_off(),
                          .names = Names::rule}},
              {.name = "options",
               .what = "[options]",
               .about = "Thresholds and words of rules: [options.RULE] holds what a rule's page lists under Options.",
               .keys = {},
               .any = Key{.name = "RULE",
                          .holds = Holds::table,
                          .about = "Options of this rule, which its page lists.",
                          .names = Names::rule}},
              {.name = "options.RULE",
               .what = "a rule's options",
               .about = "What the rule's page lists under Options.",
               .keys = {},
               .any = Key{.name = "OPTION",
                          .holds = Holds::option,
                          .about = "An option of the rule.",
                          .names = Names::option}},
              {.name = "clinician",
               .what = "[clinician]",
               .about = "Who signs, unless another name is given.",
               .keys = {{.name = "name", .about = "As it stands in the signature: D. Reyes."},
                        {.name = "credentials", .about = "Licence or degree: LCSW."}}},
              {.name = "index",
               .what = "[index]",
               .about = "What the server keeps of the charts.",
               .keys = {{.name = "cache",
                         .holds = Holds::flag,
                         .about =
                             "Whether the index is kept on disk from one start to the next, without words of notes."}}},
              {.name = "elements",
               .what = "[elements]",
               .about = "What a note should document.",
               .keys = {elements("asked", "These and no others."), elements("also", "Added to those of the profile."),
                        elements("without", "Taken from those of the profile.")}},
          }};
}

}  // namespace

const FileKeys& rule_keys() {
  static const FileKeys known = make_rule_keys();
  return known;
}

const FileKeys& authority_keys() {
  static const FileKeys known = make_authority_keys();
  return known;
}

const FileKeys& settings_keys() {
  static const FileKeys known = make_settings_keys();
  return known;
}

std::vector<const KeyTable*> checks_for(const std::function<std::string_view(std::string_view key)>& value) {
  std::vector<const KeyTable*> out;
  for (const KeyTable& table : rule_keys().tables) {
    const auto fits = [&](std::string_view decider) {
      const Key* key = table.find(decider);
      const std::string_view told = value(decider);
      return key == nullptr || told.empty() || key->choices.front() == told;
    };
    if (table.name == "check" && std::ranges::all_of(check_deciders, fits)) out.push_back(&table);
  }
  return out;
}

}  // namespace notewell::lint
