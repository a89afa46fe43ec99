// The scanner of tree-sitter-pnote: every token of the grammar.
//
// At the start of a line it says what the line is; within a line it cuts the content into runs of text and the marks
// among them; at the end of a line it says whether the content goes on below. Where a look ahead is needed it is
// bounded (a label's length, a title's), so that time is linear in the text whatever the text is.
//
// A token costs as much time as dozens of bytes, so text with more marks than anybody writes is read as plain text from
// there on. Two counts tell where, and are all that is kept from token to token: a line's tokens, and what crowded
// lines owe (see settle). In notes as people write them the debt is gone a few lines below what made it, so that an
// edit changes no token far away.

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tree_sitter/parser.h"

#define LEVELS 6
#define CLASSES 8

// In the order of `externals` in grammar.js.
enum Symbol {
  BLANK_LINES,
  FRONT_MATTER_OPEN,
  FRONT_MATTER_CLOSE,
  FIELD_NAME,
  COLON,
  CONTINUATION,
  HEADING_1,
  SETEXT_1 = HEADING_1 + LEVELS,
  SETEXT_2,
  SETEXT_UNDERLINE,
  LABEL_HEADING,
  FIRST_LABEL,
  GAP_LABEL,
  MARKER_0,
  INDENT_0 = MARKER_0 + CLASSES,
  SOFT_BREAK = INDENT_0 + CLASSES,
  INDENTED_BREAK,
  LINE_END,
  QUOTE_MARKER,
  ROW_START,
  FENCE,
  THEMATIC_BREAK,
  BLOCK_COMMENT,
  BLOCK_DIRECTIVE,
  COMMENT,
  DIRECTIVE,
  TEXT,
  BOX_TICKED,
  BOX_EMPTY,
  OPTION_LABEL,
  OPEN_STRAIGHT,
  CLOSE_STRAIGHT,
  OPEN_DOUBLE,
  CLOSE_DOUBLE,
  OPEN_SINGLE,
  CLOSE_SINGLE,
  REFERENCE,
  PLACEHOLDER,
  PLAIN,
  NEVER,
  NONE = 0xFFFF
};

enum {
  LABEL_MOST = 40,  // characters of a label
  LABEL_WORDS = 6,
  ADDENDUM_MOST = 100,  // characters of a label that begins with "Addendum"
  CAPS_MOST = 60,       // characters of a line in capitals that reads as a heading
  TITLE_MOST = 80,      // characters of a title with a line under it
  PICK_MOST = 200,      // characters of a placeholder
  LINE_MOST = 1000,     // tokens of a line
  OWED_MOST = 10000,    // crowded lines that no other lines make up for
  TOKEN_BYTES = 6,      // characters that pay for a token; ordinary notes have some thirty
  LONG_LINE = 40        // characters of a line that ends a run of crowded ones
};

/// The lexer, and whether ends are marked now: not while only looking ahead.
typedef struct {
  TSLexer *lexer;
  bool marking;
  uint32_t taken;   // characters taken so far, blanks before the token with them
  uint32_t length;  // of those, the ones up to the end marked last
} Scan;

/// What is kept from token to token. The first two are 0 at the start of every line.
typedef struct {
  uint16_t tokens;  // of this line so far
  uint16_t length;  // characters of those; 0xFFFF: that many or more
  uint16_t owed;    // what the lines above owe, at most OWED_MOST
} State;

static inline int32_t peek(Scan *scan) { return scan->lexer->lookahead; }
static inline void advance(Scan *scan, bool skipping) {
  ++scan->taken;
  scan->lexer->advance(scan->lexer, skipping);
}
static inline void take(Scan *scan) { advance(scan, false); }
static inline void skip(Scan *scan) { advance(scan, true); }
static inline void mark_end(Scan *scan) {
  if (!scan->marking) return;
  scan->length = scan->taken;
  scan->lexer->mark_end(scan->lexer);
}
static inline bool at_end(Scan *scan) { return scan->lexer->lookahead == 0 && scan->lexer->eof(scan->lexer); }
static inline bool is_blank(int32_t c) { return c == ' ' || c == '\t'; }
static inline bool is_newline(int32_t c) { return c == '\n' || c == '\r'; }
static inline bool at_line_end(Scan *scan) { return is_newline(peek(scan)) || at_end(scan); }
static inline bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static inline bool is_upper(int32_t c) { return c >= 'A' && c <= 'Z'; }
static inline bool is_lower(int32_t c) { return c >= 'a' && c <= 'z'; }
static inline bool is_letter(int32_t c) {
  return is_upper(c) || is_lower(c) || (c >= 0xC0 && (c < 0x2000 || c > 0x2BFF));
}
static inline bool is_word(int32_t c) {
  return is_upper(c) || is_lower(c) || is_digit(c) || (c >= 0xC0 && (c < 0x2000 || c > 0x2BFF));
}
static inline int32_t lower(int32_t c) { return is_upper(c) ? c + 32 : c; }

static bool found(Scan *scan, enum Symbol symbol) {
  scan->lexer->result_symbol = (TSSymbol)symbol;
  return true;
}

static void take_blanks(Scan *scan) {
  while (is_blank(peek(scan))) take(scan);
}

/// Takes one line end: LF, CRLF or CR.
static void take_newline(Scan *scan) {
  const bool carriage = peek(scan) == '\r';
  take(scan);
  if (carriage && peek(scan) == '\n') take(scan);
}

/// Takes blanks and tells how many columns they make up.
static unsigned columns_of_blanks(Scan *scan, bool skipping) {
  unsigned columns = 0;
  while (is_blank(peek(scan))) {
    columns = peek(scan) == '\t' ? (columns / 4 + 1) * 4 : columns + 1;
    if (columns > 1000) columns = 1000;
    advance(scan, skipping);
  }
  return columns;
}

static unsigned class_of(unsigned columns) { return columns / 2 < CLASSES - 1 ? columns / 2 : CLASSES - 1; }

// ---------------------------------------------------------------------------------------------- marks within a line

/// After "<!-": the rest of a comment, up to "-->", a blank line or the end. COMMENT or DIRECTIVE; NONE: no comment.
static enum Symbol rest_of_comment(Scan *scan) {
  for (int i = 0; i < 2; ++i) {
    if (peek(scan) != '-') return NONE;
    take(scan);
  }
  take_blanks(scan);
  static const char name[] = "notewell:";
  unsigned matched = 0;
  unsigned dashes = 0;
  bool naming = true;
  while (!at_end(scan)) {
    const int32_t c = peek(scan);
    if (naming && matched < sizeof name - 1) {
      if (lower(c) == name[matched]) {
        ++matched;
      } else {
        naming = false;
      }
    }
    if (is_newline(c)) {
      mark_end(scan);  // an unclosed comment ends before the blank line
      take_newline(scan);
      take_blanks(scan);
      if (at_line_end(scan)) return matched == sizeof name - 1 ? DIRECTIVE : COMMENT;
      dashes = 0;
      continue;
    }
    take(scan);
    if (c == '>' && dashes >= 2) {
      mark_end(scan);
      return matched == sizeof name - 1 ? DIRECTIVE : COMMENT;
    }
    dashes = c == '-' ? dashes + 1 : 0;
  }
  mark_end(scan);
  return matched == sizeof name - 1 ? DIRECTIVE : COMMENT;
}

/// "<" is next: a comment?
static enum Symbol scan_comment(Scan *scan) {
  take(scan);
  if (peek(scan) != '!') return NONE;
  take(scan);
  return rest_of_comment(scan);
}

/// Up to `close` on this line; true if it came.
static bool take_until(Scan *scan, int32_t close) {
  for (unsigned n = 0; n < PICK_MOST && !at_line_end(scan); ++n) {
    const int32_t c = peek(scan);
    take(scan);
    if (c == close) return true;
  }
  return false;
}

static bool starts_with(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

/// Whether what stands between brackets asks to be filled in: [TODO …], [insert …], [Client Name].
static bool is_prompt(const char *text, unsigned length, bool title_case) {
  static const char *const openings[] = {"todo",      "tbd",      "insert", "enter ",  "fill in",    "fill-in",   "describe ",
                                         "specify ",  "add ",     "choose ", "select ", "summarize ", "document ", "list ",
                                         "include ",  "provide ", "explain "};
  for (unsigned i = 0; i < sizeof openings / sizeof *openings; ++i) {
    if (starts_with(text, openings[i])) return true;
  }
  static const char *const fields[] = {
      "client name",  "client",    "patient name",   "name",       "date",           "time",
      "dob",          "clinician", "clinician name", "therapist",  "therapist name", "provider",
      "diagnosis",    "goal",      "intervention",   "signature",  "credentials",    "pronouns",
      "pronoun",      "symptom",   "symptoms",       "details",    "example",        "quote",
      "client quote", "mrn",       "session number", "start time", "end time",       "duration"};
  for (unsigned i = 0; i < sizeof fields / sizeof *fields; ++i) {
    if (!title_case && strchr(fields[i], ' ') == NULL) continue;  // "they [client] agreed" fills in, and asks for nothing
    if (strlen(fields[i]) == length && memcmp(text, fields[i], length) == 0) return true;
  }
  return false;
}

/// What stands between brackets as a box with blanks to spare: "[ x ]", "[  ]"; NONE if it holds anything else.
static enum Symbol box_with_blanks(const char *text, unsigned length) {
  bool ticked = false;
  for (unsigned i = 0; i < length; ++i) {
    if (text[i] == ' ') continue;
    if (text[i] != 'x' || ticked) return NONE;
    ticked = true;
  }
  return ticked ? BOX_TICKED : BOX_EMPTY;
}

/// "[" is next: a box or a bracketed prompt?
static enum Symbol scan_bracket(Scan *scan) {
  take(scan);
  const int32_t first = peek(scan);
  if (first == ' ' || first == 'x' || first == 'X' || first == 0x2713 || first == 0x2714 || first == ']') {
    take(scan);
    if (first == ']') {  // "[]", a box typed in a hurry
      mark_end(scan);
      return peek(scan) == '(' ? NONE : BOX_EMPTY;
    }
    if (peek(scan) == ']') {
      take(scan);
      if (peek(scan) == '(') return NONE;  // a link
      mark_end(scan);
      return first == ' ' ? BOX_EMPTY : BOX_TICKED;
    }
    if (first != ' ' && peek(scan) != 'X' && peek(scan) != ' ') return NONE;
  }
  char text[PICK_MOST + 2];
  unsigned length = 0;
  bool title_case = true;
  if (first == ' ' || first == 'x' || first == 'X') text[length++] = (char)(first | 0x20);
  bool word_start = length == 0;
  while (length < PICK_MOST && !at_line_end(scan)) {
    const int32_t c = peek(scan);
    take(scan);
    if (c == ']') {
      text[length] = 0;
      if (peek(scan) == '(') return NONE;
      mark_end(scan);
      if (is_prompt(text, length, title_case)) return PLACEHOLDER;
      return box_with_blanks(text, length);
    }
    if (word_start && is_lower(c)) title_case = false;
    word_start = c == ' ';
    text[length++] = c < 0x80 ? (char)lower(c) : '?';
  }
  return NONE;
}

/// "(" is next: "( )", "(x)"?
static enum Symbol scan_paren_box(Scan *scan) {
  take(scan);
  const int32_t c = peek(scan);
  if (c != ' ' && c != 'x' && c != 'X') return NONE;
  take(scan);
  if (peek(scan) != ')') return NONE;
  take(scan);
  mark_end(scan);
  return c == ' ' ? BOX_EMPTY : BOX_TICKED;
}

/// A run of `c` is next: as a placeholder it stands alone ("***", "____", "XX"). `after_word`: a word stands before it.
static enum Symbol scan_run(Scan *scan, int32_t c, unsigned least, unsigned most, bool after_word) {
  unsigned count = 0;
  while (peek(scan) == c) {
    take(scan);
    ++count;
  }
  if (after_word || count < least || count > most) return NONE;
  const int32_t next = peek(scan);
  if (is_word(next) || next == '*') return NONE;
  mark_end(scan);
  return PLACEHOLDER;
}

/// Digits with an optional ".digits" are next: the number of a goal.
static bool take_number(Scan *scan) {
  if (!is_digit(peek(scan))) return false;
  for (unsigned n = 0; n < 4 && is_digit(peek(scan)); ++n) take(scan);
  if (is_digit(peek(scan))) return false;
  mark_end(scan);
  if (peek(scan) == '.') {
    take(scan);
    if (is_digit(peek(scan))) {
      for (unsigned n = 0; n < 4 && is_digit(peek(scan)); ++n) take(scan);
      mark_end(scan);
      return !is_word(peek(scan));
    }
    return !is_word(peek(scan));
  }
  return !is_word(peek(scan));
}

/// "@" is next: "@G1.2"?
static enum Symbol scan_at_reference(Scan *scan) {
  take(scan);
  if (lower(peek(scan)) != 'g') return NONE;
  take(scan);
  return take_number(scan) ? REFERENCE : NONE;
}

/// Takes the letters of `word`, any case; false at the first that differs.
static bool take_word(Scan *scan, const char *word) {
  for (; *word; ++word) {
    if (lower(peek(scan)) != *word) return false;
    take(scan);
  }
  return true;
}

/// A word that may begin "Goal 1", "Obj. 1.2", "Objective 2", "Tx goal #1", "Treatment goal 1" is next.
static enum Symbol scan_word_reference(Scan *scan) {
  const int32_t first = lower(peek(scan));
  if (first == 't') {
    take(scan);
    if (lower(peek(scan)) == 'x') {
      take(scan);
    } else if (!take_word(scan, "reatment")) {
      return NONE;
    }
    if (peek(scan) != ' ') return NONE;
    take(scan);
    if (!take_word(scan, "goal")) return NONE;
  } else if (first == 'g') {
    if (!take_word(scan, "goal")) return NONE;
  } else {
    if (!take_word(scan, "obj")) return NONE;
    if (lower(peek(scan)) == 'e' && !take_word(scan, "ective")) return NONE;
    if (peek(scan) == '.') take(scan);
  }
  if (peek(scan) != ' ') return NONE;
  take(scan);
  if (peek(scan) == '#') take(scan);
  return take_number(scan) ? REFERENCE : NONE;
}

static bool opens_quote(int32_t before) {
  return before == 0 || is_blank(before) || is_newline(before) || before == '(' || before == '[' || before == '-' ||
         before == ':' || before == '/' || before == 0x2014 || before == 0x2013;
}

/// What within a line may begin at this character? Everything else is text for sure. Indexed by ASCII character.
static const bool special[128] = {
    ['"'] = true, ['['] = true, ['<'] = true, ['{'] = true, ['*'] = true, ['_'] = true, ['@'] = true, ['$'] = true,
    ['g'] = true, ['G'] = true, ['o'] = true, ['O'] = true, ['t'] = true, ['T'] = true, ['X'] = true, ['('] = true,
};

static inline bool may_be_special(int32_t c) {
  return c < 128 ? (c >= 0 && special[c]) : (c == 0x201C || c == 0x2018 || c == 0x2039 || (c >= 0x2610 && c <= 0x2612));
}

/// The mark that begins here, taken with its end marked; NONE if it is text after all (some of it may be taken).
/// `before` is the character before (0: nothing that matters), `in_quote` leaves only what quotes may hold, `paren`
/// allows boxes in parentheses.
static enum Symbol scan_mark(Scan *scan, int32_t before, bool in_quote, bool paren) {
  const int32_t c = peek(scan);
  const bool after_word = is_word(before);
  switch (c) {
    case '@':
      return after_word ? (take(scan), NONE) : scan_at_reference(scan);
    case '$':
      take(scan);
      if (peek(scan) != '{') return NONE;
      __attribute__((fallthrough));  // ${…}
    case '{':
      take(scan);
      if (at_line_end(scan) || peek(scan) == '}' || !take_until(scan, '}')) return NONE;
      mark_end(scan);
      return PLACEHOLDER;
    case 0x2039:
      take(scan);
      if (!take_until(scan, 0x203A)) return NONE;
      mark_end(scan);
      return PLACEHOLDER;
    case '*':
      return scan_run(scan, '*', 3, 3, after_word || before == '*');
    case '_':
      return scan_run(scan, '_', 3, 1U << 30, after_word);
    case 'X':
      return scan_run(scan, 'X', 2, 8, after_word);
    case 'g':
    case 'G':
    case 'o':
    case 'O':
    case 't':
    case 'T':
      if (after_word) {
        take(scan);
        return NONE;
      }
      return scan_word_reference(scan);
    case '[': {
      const enum Symbol symbol = scan_bracket(scan);
      return in_quote && symbol != PLACEHOLDER ? NONE : (after_word && symbol != PLACEHOLDER ? NONE : symbol);
    }
    default:
      break;
  }
  if (in_quote) {
    take(scan);
    return NONE;
  }
  // Two quotation marks with nothing between them quote nothing: they are text.
  switch (c) {
    case '<':
      return scan_comment(scan);
    case '(':
      return paren ? scan_paren_box(scan) : (take(scan), NONE);
    case '"':
      take(scan);
      if (!opens_quote(before) || is_blank(peek(scan)) || peek(scan) == '"' || at_line_end(scan)) return NONE;
      mark_end(scan);
      return OPEN_STRAIGHT;
    case 0x201C:
      take(scan);
      if (peek(scan) == 0x201D) return NONE;
      mark_end(scan);
      return OPEN_DOUBLE;
    case 0x2018:
      take(scan);
      if (after_word || is_blank(peek(scan)) || peek(scan) == 0x2019 || at_line_end(scan)) return NONE;
      mark_end(scan);
      return OPEN_SINGLE;
    case 0x2611:
    case 0x2612:
    case 0x2610:
      take(scan);
      mark_end(scan);
      return c == 0x2610 ? BOX_EMPTY : BOX_TICKED;
    default:
      take(scan);
      return NONE;
  }
}

static enum Symbol close_of(const bool *valid) {
  if (valid[CLOSE_STRAIGHT]) return CLOSE_STRAIGHT;
  if (valid[CLOSE_DOUBLE]) return CLOSE_DOUBLE;
  return valid[CLOSE_SINGLE] ? CLOSE_SINGLE : NONE;
}

/// Whether the quote's closing mark is next; for ’ only where no letter follows, else it is an apostrophe.
static bool is_close(enum Symbol close, int32_t c) {
  return (close == CLOSE_STRAIGHT && c == '"') || (close == CLOSE_DOUBLE && c == 0x201D) ||
         (close == CLOSE_SINGLE && c == 0x2019);
}

/// Whether `c` may stand in a label behind other content.
static bool may_be_in_gap_label(int32_t c) {
  return is_word(c) || c == ' ' || c == '/' || c == '&' || c == '-' || c == '#' || c == '\'' || c == '.';
}

/// What may still be a label behind a gap ("   DOB:") is next, its first letters perhaps taken. Taken with its end
/// marked; false if it is none: `last` is then the last character taken, and if that is a blank the end is marked
/// before it.
static bool scan_gap_label(Scan *scan, int32_t *last) {
  if (is_digit(peek(scan))) {  // "3. Time in:"
    for (unsigned n = 0; n < 2 && is_digit(peek(scan)); ++n) take(scan);
    *last = '0';
    if (peek(scan) != '.') return false;
    take(scan);
    *last = '.';
    if (peek(scan) != ' ') return false;
    mark_end(scan);
    take(scan);
    *last = ' ';
    if (!is_letter(peek(scan))) return false;
  }
  unsigned words = 1;
  int32_t before = 'a';
  for (unsigned n = 0; n <= LABEL_MOST; ++n) {
    const int32_t c = peek(scan);
    if (c == ':') {
      take(scan);
      mark_end(scan);
      return is_blank(peek(scan)) || at_line_end(scan);
    }
    if (is_blank(c) && (is_blank(before) || ++words > LABEL_WORDS)) return false;
    if (c == ' ') mark_end(scan);
    if (!may_be_in_gap_label(c)) return false;
    before = *last = c;
    take(scan);
  }
  return false;
}

/// A star is next, where a bold label may stand ("**DOS:** 10/19/2026"): GAP_LABEL, PLACEHOLDER (***) or NONE. What may
/// begin with a reference ("**Goal 1**") is left to it.
static enum Symbol scan_stars(Scan *scan) {
  take(scan);
  if (peek(scan) != '*') return NONE;
  take(scan);
  if (peek(scan) == '*') return scan_run(scan, '*', 1, 1, false);
  if (!is_letter(peek(scan)) || lower(peek(scan)) == 'g' || lower(peek(scan)) == 'o') return NONE;
  bool colon = false;
  for (unsigned n = 0; n < LABEL_MOST && may_be_in_gap_label(peek(scan)); ++n) take(scan);
  if (peek(scan) == ':') {
    colon = true;
    take(scan);
  }
  for (unsigned n = 0; n < 2; ++n) {
    if (peek(scan) != '*') return NONE;
    take(scan);
  }
  if (!colon && peek(scan) != ':') return NONE;
  if (!colon) take(scan);
  mark_end(scan);
  return is_blank(peek(scan)) || at_line_end(scan) ? GAP_LABEL : NONE;
}

/// The mark, or the label behind a gap, that a token begins with; NONE if it is a run of text, some of it perhaps
/// taken.
static enum Symbol scan_first(Scan *scan, const bool *valid, enum Symbol close, bool wide, int32_t before,
                              int32_t *last) {
  const int32_t c = peek(scan);
  const bool in_quote = close != NONE;
  if (in_quote && is_close(close, c)) {
    take(scan);
    if (close == CLOSE_SINGLE && is_letter(peek(scan))) return NONE;
    mark_end(scan);
    return close;
  }
  if (c == '*' && !in_quote && valid[GAP_LABEL]) return scan_stars(scan);
  if (may_be_special(c)) {
    const enum Symbol symbol = scan_mark(scan, before, in_quote, true);
    if (symbol != NONE) return symbol;
  }
  if (!in_quote && valid[GAP_LABEL] && wide && (is_letter(c) || is_digit(c)) && scan_gap_label(scan, last))
    return GAP_LABEL;
  return NONE;
}

/// Content within a line: the mark that begins here, or the run of text up to the next. Something other than a line end
/// is next.
static bool scan_inline(Scan *scan, const bool *valid, unsigned gap, bool wide) {
  const enum Symbol close = close_of(valid);
  const bool in_quote = close != NONE;
  const bool labels = valid[GAP_LABEL] && !in_quote;
  const enum Symbol run = valid[OPTION_LABEL] && peek(scan) != '|' ? OPTION_LABEL : TEXT;

  bool named = run == TEXT && is_upper(peek(scan));  // the run may be a name so far, of so many words
  unsigned words = 0;
  int32_t before = 'a';  // whatever it was, if a run of text has begun
  bool bar = false;      // nothing but blanks stands behind a |
  if (labels && peek(scan) == '|') {  // "Mood: low | Affect: flat"
    take(scan);
    mark_end(scan);
    before = is_blank(peek(scan)) ? ' ' : '|';
    take_blanks(scan);
    const int32_t c = peek(scan);
    if (may_be_special(c)) {
      scan->marking = false;
      const enum Symbol symbol = c == '*' ? scan_stars(scan) : scan_mark(scan, ' ', false, true);
      scan->marking = true;
      if (symbol != NONE && valid[symbol]) return found(scan, run);
      before = 'a';
    }
    if (is_letter(c) && scan_gap_label(scan, &before)) return found(scan, GAP_LABEL);
  } else {
    const enum Symbol first = scan_first(scan, valid, close, wide, gap ? ' ' : 0, &before);
    if (first != NONE && valid[first]) return found(scan, first);
  }

  while (!at_line_end(scan)) {
    const int32_t c = peek(scan);
    if (is_blank(c)) {
      if (!is_blank(before)) mark_end(scan);
      unsigned width = is_blank(before) ? 1 : 0;  // taken in search of a label
      bool tab = false;
      for (; is_blank(peek(scan)); take(scan)) {
        tab = tab || peek(scan) == '\t';
        ++width;
      }
      before = ' ';
      if (labels && peek(scan) == '*') {
        scan->marking = false;
        const enum Symbol symbol = scan_stars(scan);
        scan->marking = true;
        if (symbol != NONE && valid[symbol]) return found(scan, run);
        before = 'a';
        continue;
      }
      const bool apart = width >= 2 || tab;
      if (run == OPTION_LABEL && apart) return found(scan, run);
      named = named && ++words <= 2;
      if (!apart && !bar && run != OPTION_LABEL && !(named && peek(scan) == '(')) continue;
      // Behind a gap, or a name of two words at most ("Affect (x) anxious"), a box in parentheses may stand; behind a gap
      // also a label.
      if (peek(scan) == '(') {
        scan->marking = false;
        const enum Symbol box = scan_paren_box(scan);
        scan->marking = true;
        if (box != NONE && valid[box]) return found(scan, run);
        before = '(';
      } else if (labels && (apart || bar) && (is_letter(peek(scan)) || is_digit(peek(scan)))) {
        return found(scan, run);
      }
      continue;
    }
    if (c == '|') {
      if (!is_blank(before)) mark_end(scan);
      if (run == OPTION_LABEL || labels) return found(scan, run);
      take(scan);
      bar = true;
      before = '|';
      continue;
    }
    bar = false;
    named = named && (is_letter(c) || c == '/');
    if (in_quote && is_close(close, c)) {
      if (!is_blank(before)) mark_end(scan);
      take(scan);
      if (close != CLOSE_SINGLE || !is_letter(peek(scan))) return found(scan, run);
    } else if (may_be_special(c) && c != '(' && !(is_word(before) && (c == '"' || is_letter(c)))) {
      if (!is_blank(before)) mark_end(scan);
      scan->marking = false;
      const enum Symbol symbol = scan_mark(scan, before, in_quote, false);
      scan->marking = true;
      if (symbol != NONE && valid[symbol]) return found(scan, run);
      before = 'a';
      continue;
    } else {
      take(scan);
    }
    before = c;
  }
  if (!is_blank(before)) mark_end(scan);
  return found(scan, run);
}

/// All that is left of the line, as text.
static bool scan_rest(Scan *scan) {
  while (!at_line_end(scan)) {
    const bool blank = is_blank(peek(scan));
    take(scan);
    if (!blank) mark_end(scan);
  }
  return found(scan, TEXT);
}

/// A run of crowded lines as one text: up to the end of the first long line.
static bool scan_crowd(Scan *scan) {
  while (true) {
    const uint32_t start = scan->taken;
    scan_rest(scan);
    if (scan->taken - start >= LONG_LINE || at_end(scan)) return found(scan, TEXT);
    take_newline(scan);
  }
}

// ------------------------------------------------------------------------------------------------------ whole lines

/// Only blanks are left on this line.
static bool rest_is_blank(Scan *scan) {
  take_blanks(scan);
  return at_line_end(scan);
}

/// A reference where a label would stand ("Goal 1: …") is a reference.
static bool is_goal(const char *text) {
  static const char *const names[] = {"goal", "obj", "obj.", "objective", "tx goal", "treatment goal"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; ++i) {
    const size_t length = strlen(names[i]);
    if (strncmp(text, names[i], length) != 0 || text[length] != ' ') continue;
    const char *rest = text + length + 1;
    if (*rest == '#') ++rest;
    if (!is_digit(*rest)) continue;
    while (is_digit(*rest) || *rest == '.') ++rest;
    if (*rest == 0) return true;
  }
  return false;
}

static inline bool is_dash(int32_t c) { return c == '-' || c == 0x2013 || c == 0x2014; }

/// "**" is taken: "**Data**", "**Data:** text", where a heading may stand also "**Data** - text"? Marked only if so.
static enum Symbol scan_bold_label(Scan *scan, enum Symbol plain, bool heading) {
  bool colon = false;
  bool dash = false;  // "**P –**"
  int32_t before = 0;
  unsigned length = 0;
  for (; length <= LABEL_MOST && !at_line_end(scan); ++length) {
    const int32_t c = peek(scan);
    if (c == '*') break;
    if (colon || (length == 0 && !is_letter(c) && !is_digit(c))) return plain;
    colon = c == ':';
    dash = heading && is_dash(c) && is_blank(before);
    before = c;
    take(scan);
  }
  colon = colon || dash;
  if (length == 0 || length > LABEL_MOST || peek(scan) != '*') return plain;
  take(scan);
  if (peek(scan) != '*') return plain;
  take(scan);
  if (!colon && peek(scan) == ':') {
    colon = true;
    take(scan);
  }
  if (!is_blank(peek(scan)) && !at_line_end(scan)) return plain;
  if (!colon && heading) {
    take_blanks(scan);
    if (is_dash(peek(scan))) {
      take(scan);
      if (!is_blank(peek(scan))) return plain;
      mark_end(scan);
      return FIRST_LABEL;
    }
  }
  if (colon) mark_end(scan);
  if (!rest_is_blank(scan)) return colon ? FIRST_LABEL : plain;
  if (!heading) return colon ? FIRST_LABEL : plain;
  mark_end(scan);
  return LABEL_HEADING;
}

/// Whether `c` behind a label's colon lets it be a label: "Mood: low", not "16:10" or "http://".
static bool may_follow_label(int32_t c) {
  return is_blank(c) || c == '"' || c == 0x201C || c == '[' || (c >= 0x2610 && c <= 0x2612);
}

/// What a line that is no label may be by its whole self: in capitals, or a title with a line of = or - below. The line
/// is read up to `length` characters; `capitals`, `letters` and `digits` are of those.
static enum Symbol scan_title(Scan *scan, enum Symbol plain, unsigned length, bool capitals, unsigned letters,
                              unsigned digits, int32_t last) {
  for (; !at_line_end(scan); ++length) {
    const int32_t c = peek(scan);
    if (length > TITLE_MOST) return plain;
    if (is_lower(c) || c >= 0xDF) capitals = false;
    if (is_letter(c)) ++letters;
    if (is_digit(c)) ++digits;
    if (!is_blank(c)) last = c;
    take(scan);
  }
  // "CPT 90834" says a number, and opens nothing.
  if (capitals && letters >= 3 && letters >= digits && length <= CAPS_MOST && last != '.' && last != '!' &&
      last != '?' && last != ';' && last != ',') {
    mark_end(scan);
    return LABEL_HEADING;
  }
  if (at_end(scan)) return plain;
  take_newline(scan);
  const int32_t under = peek(scan);
  if (under != '=' && under != '-') return plain;
  unsigned count = 0;
  for (; peek(scan) == under; ++count) take(scan);
  if (count < 3 || !rest_is_blank(scan)) return plain;
  return under == '=' ? SETEXT_1 : SETEXT_2;
}

/// A letter is next: a label (its end marked) or plain text; at the start of an outermost line also a heading by form
/// or a label in capitals behind which a dash stands for the colon ("S - …", "PLAN – …"), and in the front matter the
/// name of a field.
static enum Symbol scan_worded_line(Scan *scan, enum Symbol plain, bool outer, bool field) {
  char text[ADDENDUM_MOST + 2];
  unsigned length = 0;
  unsigned words = 1;
  unsigned letters = 0;
  unsigned digits = 0;
  bool capitals = true;
  int32_t last = 0;
  while (!at_line_end(scan)) {
    const int32_t c = peek(scan);
    const bool addendum = length >= 8 && strncmp(text, "addendum", 8) == 0;
    if (length > (addendum ? ADDENDUM_MOST : LABEL_MOST)) break;
    if (c == ':' && field && length <= LABEL_MOST) {
      mark_end(scan);
      return FIELD_NAME;
    }
    if (c == ':') {
      take(scan);
      text[length] = 0;
      if ((may_follow_label(peek(scan)) || at_line_end(scan)) && !is_goal(text)) {
        mark_end(scan);
        return outer && rest_is_blank(scan) ? LABEL_HEADING : FIRST_LABEL;
      }
      last = c;
      if (!addendum) break;
      text[length++] = ':';
      continue;
    }
    if (is_dash(c) && outer && capitals && digits == 0 && is_blank(last)) {
      take(scan);
      if (is_blank(peek(scan))) {
        mark_end(scan);
        return FIRST_LABEL;
      }
      break;
    }
    if (is_blank(c)) {
      if (!addendum && (is_blank(last) || ++words > LABEL_WORDS)) break;
    } else if (!is_word(c) && c != '/' && c != '&' && c != '-' && c != '\'' && c != '(' && c != ')' && c != '#' &&
               c != '.' && c != 0x2019 && !(addendum && c == ',') && !(field && c == '_')) {
      break;
    }
    if (is_lower(c) || c >= 0xDF) capitals = false;
    if (is_letter(c)) ++letters;
    if (is_digit(c)) ++digits;
    text[length++] = c < 0x80 ? (char)lower(c) : '?';
    last = c;
    take(scan);
  }
  return outer ? scan_title(scan, plain, length, capitals, letters, digits, last) : plain;
}

/// A run of `c`, perhaps with blanks between, and nothing else up to the end of the line; `taken` of them are taken.
static bool rest_is_rule(Scan *scan, int32_t c, unsigned taken, unsigned least) {
  while (peek(scan) == c || is_blank(peek(scan))) {
    if (peek(scan) == c) ++taken;
    take(scan);
  }
  return taken >= least && at_line_end(scan);
}

/// The marker of a list item is taken up to here: it is one if a blank or the line's end follows.
static bool ends_marker(Scan *scan) { return is_blank(peek(scan)) || at_line_end(scan); }

/// Takes the lines of a code fence; the first line's `count` marks `c` are taken.
static void take_fence(Scan *scan, int32_t c, unsigned count) {
  while (true) {
    while (!at_line_end(scan)) take(scan);
    mark_end(scan);
    if (at_end(scan)) return;
    take_newline(scan);
    unsigned closing = 0;
    for (; peek(scan) == c; ++closing) take(scan);
    if (closing >= count && rest_is_blank(scan)) {
      mark_end(scan);
      return;
    }
  }
}

/// What the line is, from its first character that is no blank. Tokens that take something have their end marked; an
/// INDENT means a line of plain text, a SETEXT a title: both take nothing. With marking off it only tells whether the
/// line is plain.
static enum Symbol scan_line_start(Scan *scan, unsigned class, bool field) {
  const enum Symbol plain = (enum Symbol)(INDENT_0 + class);
  const enum Symbol marker = (enum Symbol)(MARKER_0 + class);
  const bool outer = class == 0;
  const int32_t c = peek(scan);
  mark_end(scan);  // for what takes nothing
  if (is_letter(c)) {
    if (!outer && scan->marking) return plain;  // its label is a token of its own: see scan_content_start
    return scan_worded_line(scan, plain, outer, field);
  }
  if (is_digit(c)) {
    for (unsigned n = 0; n < 3 && is_digit(peek(scan)); ++n) take(scan);
    if (peek(scan) != '.' && peek(scan) != ')') return plain;
    take(scan);
    if (!ends_marker(scan)) return plain;
    mark_end(scan);
    return marker;
  }
  switch (c) {
    case '-':
    case '+':
    case '*':
      take(scan);
      if (ends_marker(scan)) {
        mark_end(scan);
        if (c == '+') return marker;
        take_blanks(scan);
        if (!outer || peek(scan) != c || !rest_is_rule(scan, c, 1, 3)) return marker;
      } else if (c == '*' && peek(scan) == '*') {
        take(scan);
        if (peek(scan) != '*') return scan->marking && !outer ? plain : scan_bold_label(scan, plain, outer);
        if (!outer || !rest_is_rule(scan, c, 2, 4)) return plain;  // three alone are a wildcard to be filled in
      } else if (c != '-' || !outer || !rest_is_rule(scan, c, 1, 3)) {
        return plain;
      }
      mark_end(scan);
      return THEMATIC_BREAK;
    case 0x2022:  // •, often with no blank behind it in pasted text
      take(scan);
      mark_end(scan);
      return marker;
    default:
      break;
  }
  if (!outer) return plain;
  switch (c) {
    case '#': {
      unsigned count = 0;
      for (; peek(scan) == '#' && count <= LEVELS; ++count) take(scan);
      const bool apart = is_blank(peek(scan)) || at_line_end(scan);
      if (count > LEVELS || (!apart && (count < 2 || !is_letter(peek(scan))))) return plain;
      mark_end(scan);
      return (enum Symbol)(HEADING_1 + count - 1);
    }
    case '=':
      if (!rest_is_rule(scan, c, 0, 3)) return plain;
      mark_end(scan);
      return THEMATIC_BREAK;
    case '>':
      take(scan);
      if (!ends_marker(scan)) return plain;
      mark_end(scan);
      return QUOTE_MARKER;
    case '|':
      take(scan);
      mark_end(scan);
      return ROW_START;
    case '`':
    case '~': {
      unsigned count = 0;
      for (; peek(scan) == c; ++count) take(scan);
      if (count < 3) return plain;
      if (scan->marking) take_fence(scan, c, count);
      return FENCE;
    }
    case '<': {
      const enum Symbol symbol = scan_comment(scan);
      return symbol == NONE ? plain : (symbol == DIRECTIVE ? BLOCK_DIRECTIVE : BLOCK_COMMENT);
    }
    default:
      return plain;
  }
}

/// Behind the first line of dashes of a file: does a field or a comment follow, so that it opens the front matter?
static bool front_matter_follows(Scan *scan) {
  while (is_newline(peek(scan))) {
    take_newline(scan);
    take_blanks(scan);
  }
  return peek(scan) == '<' || (is_letter(peek(scan)) && scan_worded_line(scan, NONE, true, true) == FIELD_NAME);
}

/// A line starts here; in a run of crowded ones it is plain text whatever it is.
static bool scan_block(Scan *scan, const bool *valid, bool crowded) {
  unsigned columns = columns_of_blanks(scan, true);
  if (valid[BLANK_LINES] && at_line_end(scan)) {
    while (at_line_end(scan)) {
      if (!at_end(scan)) take_newline(scan);
      mark_end(scan);
      if (at_end(scan)) break;
      columns_of_blanks(scan, false);
    }
    return found(scan, BLANK_LINES);
  }
  if (at_line_end(scan)) return false;
  if (crowded) {
    mark_end(scan);
    return found(scan, INDENT_0);
  }
  if (valid[FRONT_MATTER_CLOSE] && columns > 0 && valid[CONTINUATION]) return found(scan, CONTINUATION);
  const bool dash = peek(scan) == '-' && columns == 0;
  const enum Symbol symbol = scan_line_start(scan, class_of(columns), valid[FIELD_NAME] && columns == 0);
  if (symbol == THEMATIC_BREAK && dash) {
    if (valid[FRONT_MATTER_CLOSE]) return found(scan, FRONT_MATTER_CLOSE);
    scan->marking = false;
    if (valid[FRONT_MATTER_OPEN] && front_matter_follows(scan)) return found(scan, FRONT_MATTER_OPEN);
  }
  return found(scan, symbol);
}

/// The content of an item or an indented line starts here: a label, or PLAIN, which takes nothing.
static bool scan_content_start(Scan *scan) {
  mark_end(scan);
  if (peek(scan) == '*') {
    take(scan);
    if (peek(scan) != '*') return found(scan, PLAIN);
    take(scan);
    return found(scan, scan_bold_label(scan, PLAIN, false));
  }
  return found(scan, scan_worded_line(scan, PLAIN, false, false));
}

/// A line ends here: does its content go on below?
static bool scan_line_end(Scan *scan, const bool *valid) {
  if (valid[SETEXT_UNDERLINE]) {
    if (peek(scan) == '\r') skip(scan);
    if (peek(scan) == '\n') skip(scan);
    const int32_t under = peek(scan);
    while (peek(scan) == under && (under == '=' || under == '-')) take(scan);
    mark_end(scan);
    return found(scan, SETEXT_UNDERLINE);
  }
  if (at_end(scan)) {
    mark_end(scan);
    return valid[LINE_END] && found(scan, LINE_END);
  }
  take_newline(scan);
  mark_end(scan);
  unsigned columns = columns_of_blanks(scan, false);
  bool blank_line = false;
  for (; at_line_end(scan);
       columns = columns_of_blanks(scan, false)) {  // blank lines belong to what stands before them
    blank_line = true;
    if (at_end(scan)) {
      mark_end(scan);
      return found(scan, LINE_END);
    }
    take_newline(scan);
    mark_end(scan);
  }
  // The next line is looked at even where the answer is clear: what it begins with decides how the nodes that end here
  // nest, so they must not be reused once that has changed.
  scan->marking = false;
  const unsigned class = class_of(columns);
  const bool plain = scan_line_start(scan, class, false) == (enum Symbol)(INDENT_0 + class);
  if (blank_line || !plain) return found(scan, LINE_END);
  if (valid[SOFT_BREAK]) return found(scan, SOFT_BREAK);
  return found(scan, valid[INDENTED_BREAK] && class > 0 ? INDENTED_BREAK : LINE_END);
}

static bool scan_token(Scan *scan, const State *state, const bool *valid) {
  if (valid[NEVER]) return false;
  const bool crowded = state->owed == OWED_MOST;
  if (valid[THEMATIC_BREAK] && !(valid[LINE_END] && at_line_end(scan))) return scan_block(scan, valid, crowded);
  if (valid[COLON]) {
    take(scan);
    mark_end(scan);
    return found(scan, COLON);
  }
  unsigned gap = 0;
  bool tab = false;
  for (; is_blank(peek(scan)); skip(scan)) {
    tab = tab || peek(scan) == '\t';
    ++gap;
  }
  if (at_line_end(scan)) return scan_line_end(scan, valid);
  if (valid[PLAIN] && (is_letter(peek(scan)) || peek(scan) == '*')) return scan_content_start(scan);
  if (crowded) return scan_crowd(scan);
  return state->tokens < LINE_MOST ? scan_inline(scan, valid, gap, gap >= 2 || tab) : scan_rest(scan);
}

/// What a line of so many tokens and characters leaves owed. A line with hardly a character to a token owes; one with
/// characters to spare pays, so that all lines together have TOKEN_BYTES to a token, but for OWED_MOST lines. The steps
/// are coarse: a letter typed in a line seldom changes what the lines below start from.
static uint16_t settle(uint32_t owed, uint32_t tokens, uint32_t length) {
  const uint32_t price = tokens * TOKEN_BYTES;
  if (length < price) {
    owed += 1 + (price - length) / 64;
    return owed < OWED_MOST ? (uint16_t)owed : OWED_MOST;
  }
  const uint32_t paid = (length - price) / 16;
  return (uint16_t)(owed > paid ? owed - paid : 0);
}

/// Counts the token that was found.
static void count_token(State *state, const Scan *scan) {
  const uint32_t length = state->length + scan->length;
  if (state->tokens < UINT16_MAX) ++state->tokens;
  state->length = length < UINT16_MAX ? (uint16_t)length : UINT16_MAX;
  const TSSymbol symbol = scan->lexer->result_symbol;
  if (symbol != LINE_END && symbol != SOFT_BREAK && symbol != INDENTED_BREAK) return;
  *state = (State){.owed = settle(state->owed, state->tokens, state->length)};
}

void *tree_sitter_pnote_external_scanner_create(void) { return calloc(1, sizeof(State)); }
void tree_sitter_pnote_external_scanner_destroy(void *payload) { free(payload); }
unsigned tree_sitter_pnote_external_scanner_serialize(void *payload, char *buffer) {
  const State *state = payload;
  if (state->tokens == 0 && state->owed == 0) return 0;
  memcpy(buffer, state, sizeof *state);
  return sizeof *state;
}
void tree_sitter_pnote_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  State *state = payload;
  *state = (State){0};
  if (length == sizeof *state) memcpy(state, buffer, length);
}
bool tree_sitter_pnote_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Scan scan = {.lexer = lexer, .marking = true};
  State *state = payload;
  if (!scan_token(&scan, state, valid)) return false;
  count_token(state, &scan);
  return true;
}
