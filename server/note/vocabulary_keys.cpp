// What stands in a vocabulary file. Any file may hold any of the tables.

#include "note/cue_names.hpp"
#include "note/file_keys.hpp"
#include "note/roles.hpp"

namespace notewell::note {
namespace {

using Choices = std::vector<std::string_view>;

Choices facet_names() {
  Choices out;
  for (const Facet facet : {Facet::observed, Facet::reported, Facet::why, Facet::how, Facet::response, Facet::detail})
    out.push_back(name_of(facet));
  return out;
}

Choices format_names() {
  Choices out;
  for (int i = 0; i <= static_cast<int>(Format::sirp); ++i) out.push_back(name_of(static_cast<Format>(i)));
  return out;
}

std::vector<Key> stem_keys() {
  std::vector<Key> out;
  for (const std::string_view facet : facet_names())
    out.push_back({.name = facet, .about = "The sentence to begin with under this facet; ‹…› is a blank to fill."});
  return out;
}

std::vector<Key> default_stem_keys() {
  std::vector<Key> out = stem_keys();
  out.insert(out.begin(), {.name = "modality", .about = "Of which school of therapy; without it, of all."});
  return out;
}

Key id(std::string_view about) {
  return {.name = "id", .about = about, .required = true};
}

Key names(std::string_view about) {
  return {.name = "names", .holds = Holds::texts, .about = about};
}

const Key source = {.name = "source", .about = "Who says so."};
const Key sourced = {
    .name = "sourced",
    .holds = Holds::flag,
    .about = "Whether a source of weight was read for it. What isn't sourced is never more than a hint."};
const Key fine = {
    .name = "fine", .holds = Holds::texts, .about = "Phrases in which it is in its place: names, diagnoses, titles."};
const Key where = {.name = "where",
                   .about =
                       "Where it counts; without it, anywhere. A bare phrase is fine as soon as a detail stands "
                       "beside it.",
                   .choices = {"anywhere", "bare", "with a dose", "before a dose", "after a number"}};
const Key write_instead = {.name = "write",
                           .holds = Holds::texts,
                           .about =
                               "What to write instead, best first; ‹…› is a blank to fill. Never words that say "
                               "more than the clinician did."};

/// [[place]] and [[modifier]].
KeyTable mark(std::string_view name, std::string_view what, std::string_view about) {
  return {
      .name = name,
      .what = what,
      .about = about,
      .repeated = true,
      .keys = {{.name = "code", .about = "As it is billed.", .required = true},
               {.name = "label", .about = "What it stands for."},
               {.name = "telehealth", .holds = Holds::flag, .about = "Whether it says that the session was remote."}}};
}

std::vector<KeyTable> tables() {
  return {
      {.name = "concept",
       .what = "a [[concept]]",
       .about = "An affect, symptom, mental-status option or intervention. One of the same id is added to.",
       .repeated = true,
       .keys = {id("In small letters and hyphens; its name for other entries and settings."),
                {.name = "group",
                 .about = "What it belongs to: affect, mood, symptom, mental-status, intervention, …",
                 .names = Names::group},
                {.name = "names",
                 .holds = Holds::texts,
                 .about = "How notes write it; the first is how it is shown.",
                 .required = true},
                {.name = "signs", .holds = Holds::texts, .about = "What a clinician can see or hear of it."},
                {.name = "sayings", .holds = Holds::texts, .about = "What clients say of it."},
                {.name = "near",
                 .holds = Holds::texts,
                 .about = "Entries whose evidence counts for this one as well.",
                 .names = Names::entry},
                {.name = "excludes",
                 .holds = Holds::texts,
                 .about = "Entries that can't hold at the same time.",
                 .names = Names::entry},
                {.name = "modality", .about = "The school of therapy that an intervention is from: CBT, DBT, …"},
                {.name = "modality_only",
                 .holds = Holds::flag,
                 .about = "Whether it names a whole school, and no technique."},
                {.name = "delivery", .about = "What doing the intervention looks like, in a line."},
                {.name = "stems",
                 .holds = Holds::table,
                 .about = "Sentences to begin with, by facet; ‹…› is a blank to fill."}}},
      {.name = "concept.stems",
       .what = "the stems of an entry",
       .about = "Sentences to begin with, by facet; ‹…› is a blank to fill.",
       .keys = stem_keys()},
      {.name = "default_stem",
       .what = "a [[default_stem]]",
       .about = "Sentences to begin with for entries that have none of their own.",
       .repeated = true,
       .keys = default_stem_keys()},
      {.name = "group",
       .what = "a [[group]]",
       .about = "Labels of rows of boxes, and the group of entries that stands in such a row.",
       .repeated = true,
       .keys = {id("The group."), names("Labels as templates write them: “Mood/affect”.")}},
      {.name = "section",
       .what = "a [[section]]",
       .about = "Headings, and the part of a note that they stand for.",
       .repeated = true,
       .keys =
           {id("One of the same id is added to."),
            names("Headings in small letters; the first is how it is shown."),
            {.name = "roles", .holds = Holds::texts, .about = "What the section is for.", .choices = role_names()}}},
      {.name = "format",
       .what = "a [[format]]",
       .about = "A note format and its sections.",
       .repeated = true,
       .keys = {{.name = "id", .about = "Which one.", .required = true, .choices = format_names()},
                names("How notes name it."),
                {.name = "sections", .holds = Holds::texts, .about = "Its sections, in order, by id."},
                {.name = "letters",
                 .holds = Holds::table,
                 .about = "The section that a heading of one letter stands for."}}},
      {.name = "format.letters",
       .what = "letters",
       .about = "The section that a heading of one letter stands for.",
       .keys = {},
       .any = Key{.name = "LETTER", .about = "The id of a section."}},
      {.name = "field",
       .what = "a [[field]]",
       .about = "A header field. One of the same id is added to.",
       .repeated = true,
       .keys = {id("By which rules ask for it."),
                names("How headers write it."),
                {.name = "shows", .about = "How messages write it; without it, its first name."},
                {.name = "statements",
                 .holds = Holds::texts,
                 .about = "Phrases of narrative that say it as clearly as the field."},
                {.name = "values", .holds = Holds::texts, .about = "Values that tell it between bars, without a name."},
                {.name = "doubtful_names",
                 .holds = Holds::texts,
                 .about = "Names that mean something else as well: this field where one of `values` follows."}}},
      {.name = "suggestions",
       .what = "[suggestions]",
       .about = "Values to offer for header fields.",
       .keys = {},
       .any = Key{.name = "FIELD",
                  .holds = Holds::texts,
                  .about = "Values to offer for this field.",
                  .names = Names::field}},
      {.name = "facet",
       .what = "a [[facet]]",
       .about = "Labels that say outright what kind of evidence a line holds.",
       .repeated = true,
       .keys = {{.name = "id", .about = "Which one.", .required = true, .choices = facet_names()},
                names("How notes write it; the first is the customary one.")}},
      {.name = "element",
       .what = "an [[element]]",
       .about = "Something that a note may document, and how it is found. One of the same id is added to.",
       .repeated = true,
       .keys = {id("By which rules and settings name it."),
                {.name = "title", .about = "What it is, in a few words."},
                {.name = "asks", .about = "What would satisfy it, in a line."},
                {.name = "cues",
                 .holds = Holds::texts,
                 .about = "RE2 patterns, matched without case: one of them in a statement documents it."},
                {.name = "hints",
                 .holds = Holds::texts,
                 .about = "RE2 patterns of which several together document it."},
                {.name = "enough",
                 .holds = Holds::number,
                 .about = "How many different hints in one section document it; without it, 2."},
                {.name = "except", .holds = Holds::texts, .about = "RE2 patterns: such a statement does not count."},
                {.name = "groups",
                 .holds = Holds::texts,
                 .about = "Groups of entries of which a mention documents it.",
                 .names = Names::group},
                {.name = "fields",
                 .holds = Holds::texts,
                 .about = "Header fields that document it.",
                 .names = Names::field},
                {.name = "roles",
                 .holds = Holds::texts,
                 .about = "Sections in which a place counts; without it, all.",
                 .choices = role_names()},
                {.name = "signals",
                 .holds = Holds::texts,
                 .about = "Kinds of statement that document it.",
                 .choices = {"quote", "observes", "rationale", "delivery", "response"}}}},
      {.name = "cue",
       .what = "a [[cue]]",
       .about = "Words that tell whose a statement is, whether it says yes or no, and what of a story it tells.",
       .repeated = true,
       .keys = {{.name = "kind",
                 .about = "What the words tell.",
                 .required = true,
                 .choices = Choices(cue_names.begin(), cue_names.end())},
                {.name = "words", .holds = Holds::texts, .about = "Words, and phrases of several."}}},
      {.name = "generic",
       .what = "[generic]",
       .about = "Statements that could be said of anyone.",
       .keys = {{.name = "statements",
                 .holds = Holds::texts,
                 .about =
                     "RE2 patterns that cover such a statement; {client} and {clinician} stand for their names."}}},
      {.name = "telling",
       .what = "a [[telling]]",
       .about = "Wording by which a note says what a check asks for.",
       .repeated = true,
       .keys = {{.name = "of", .about = "What it is told of: a service code, telehealth, …", .required = true},
                {.name = "id", .about = "What is told, among those of the same `of`."},
                {.name = "label", .about = "How a message calls it."},
                {.name = "patterns", .holds = Holds::texts, .about = "RE2 patterns, matched without case."},
                {.name = "except", .holds = Holds::texts, .about = "RE2 patterns: such a paragraph does not count."},
                {.name = "whole", .holds = Holds::flag, .about = "Whether a pattern has to cover a statement."},
                {.name = "entries",
                 .holds = Holds::texts,
                 .about = "Entries: an affirmed mention of one says it as well.",
                 .names = Names::entry}}},
      {.name = "wording",
       .what = "a [[wording]]",
       .about = "Phrases that a note is better without.",
       .repeated = true,
       .keys = {{.name = "kind",
                 .about = "What is wrong with them. These flag nothing: told (what follows is somebody else's word), "
                          "dose (the sentence speaks of medication), fine (a listed word is in its place here).",
                 .required = true,
                 .choices = {"vague", "judging", "stigmatizing", "process", "unsafe", "ambiguous", "told", "dose",
                             "fine"}},
                {.name = "phrases",
                 .holds = Holds::texts,
                 .about = "The words, in any case. a/b: either; (a): may be missing; {name}: one of the [alternatives] "
                          "of that name; two_words: an alternative of several words.",
                 .required = true},
                where,
                write_instead,
                {.name = "means", .holds = Holds::texts, .about = "What they can stand for."},
                fine,
                source,
                sourced}},
      {.name = "abbreviation",
       .what = "an [[abbreviation]]",
       .about = "An abbreviation that can be misread, or one that your practice has settled.",
       .repeated = true,
       .keys = {{.name = "kind",
                 .about = "unsafe: has led to wrong doses; ambiguous: several clinical meanings; known: your practice "
                          "has settled it, and it is no longer asked about.",
                 .required = true,
                 .choices = {"unsafe", "ambiguous", "known"}},
                {.name = "forms",
                 .holds = Holds::texts,
                 .about = "Exactly as written, capital and small letters as given.",
                 .required = true},
                where,
                write_instead,
                {.name = "means",
                 .holds = Holds::texts,
                 .about = "What it can stand for; a note that spells one of these out is clear."},
                fine,
                source,
                sourced}},
      {.name = "alternatives",
       .what = "[alternatives]",
       .about = "Words that phrases of [[wording]] name as {name}.",
       .keys = {},
       .any = Key{.name = "NAME", .about = "The words, with / between them."}},
      {.name = "instrument",
       .what = "an [[instrument]]",
       .about = "A scale or test whose total stands in notes. One of the same id is replaced.",
       .repeated = true,
       .keys = {id("Its name for other programs."),
                names("How notes write it; the first is how it is shown."),
                {.name = "range", .holds = Holds::numbers, .about = "The lowest and the highest total."},
                {.name = "bands",
                 .holds = Holds::tables,
                 .about = "What totals stand for: { label = \"mild\", from = 5, to = 9 }."},
                {.name = "direction", .about = "Which way is worse, for those who read the file."},
                source,
                sourced}},
      {.name = "instrument.bands",
       .what = "a band",
       .about = "What totals stand for.",
       .repeated = true,
       .keys = {{.name = "label", .about = "As the source calls it.", .required = true},
                {.name = "from", .holds = Holds::number, .about = "The lowest total of the band.", .required = true},
                {.name = "to", .holds = Holds::number, .about = "The highest total of the band.", .required = true}}},
      {.name = "code",
       .what = "a [[code]]",
       .about = "A service code. One of the same code is replaced.",
       .repeated = true,
       .keys = {{.name = "code", .about = "As it is billed.", .required = true},
                {.name = "label", .about = "What it stands for."},
                {.name = "least", .holds = Holds::number, .about = "Minutes face to face, at least."},
                {.name = "most", .holds = Holds::number, .about = "Minutes face to face, at most."},
                {.name = "timed", .holds = Holds::flag, .about = "Whether it asks for start and stop."},
                {.name = "psychotherapy",
                 .holds = Holds::flag,
                 .about = "Whether it is a therapy session, which asks for interventions and the client's response."},
                {.name = "add_on", .holds = Holds::flag, .about = "Whether it adds to another code."},
                {.name = "series", .about = "The codes among which the minutes choose."},
                {.name = "primary",
                 .holds = Holds::texts,
                 .about = "Codes of which an add-on needs one: “99213”, or a range “99202-99255”."},
                {.name = "primary_names", .holds = Holds::texts, .about = "The same as narrative names them."}}},
      mark("place", "a [[place]]", "A place of service. One of the same code is replaced."),
      mark("modifier", "a [[modifier]]", "A modifier of a code. One of the same code is replaced."),
  };
}

FileKeys keys() {
  FileKeys out = {.title = "Words of Notewell",
                  .about = "A vocabulary file: words that a practice adds to those that Notewell knows.",
                  .tables = tables()};
  KeyTable first = {.name = "", .what = "a vocabulary file", .about = out.about, .keys = {}};
  for (const KeyTable& table : out.tables) {
    if (table.name.find('.') != std::string_view::npos) continue;
    first.keys.push_back(
        {.name = table.name, .holds = table.repeated ? Holds::tables : Holds::table, .about = table.about});
  }
  out.tables.insert(out.tables.begin(), std::move(first));
  return out;
}

}  // namespace

const FileKeys& vocabulary_keys() {
  static const FileKeys known = keys();
  return known;
}

}  // namespace notewell::note
