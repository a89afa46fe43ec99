// tree-sitter-pnote: clinical progress notes as plain text.
//
// Every token comes from the external scanner (src/scanner.c), which keeps no state: what a line is follows from its own
// first characters and from where the parser stands. So any text has a tree, an edit can only change tokens near it, and
// this file says nothing but how lines nest: sections by heading level, items by indentation.
//
// Invariant: no text gives an ERROR or MISSING node. Invariant: no conflicts, so no two parses to choose from.

const LEVELS = [1, 2, 3, 4, 5, 6];
const INDENTS = [0, 1, 2, 3, 4, 5, 6, 7]; // classes of two columns each; the last takes all deeper ones

const each = (list, f) => Object.assign({}, ...list.map(f));

// A line's content differs only in how the line may go on below: not at all (line), into any line of plain text
// (paragraph), or into an indented one (item).
const WRAPS = { line: null, paragraph: '_soft_break', item: '_indented_break' };

const content = (wrap) => ($) => {
  const brk = WRAPS[wrap];
  return {
    inline: $[`_inline_${wrap}`],
    more: brk ? repeat(seq($[brk], repeat1($[`_inline_${wrap}`]))) : null,
    moreLabelled: brk ? repeat(seq($[brk], repeat1(choice($[`_inline_${wrap}`], alias($._gap_label, $.label))))) : null,
  };
};

module.exports = grammar({
  name: 'pnote',

  extras: (_) => [],

  externals: ($) => [
    $._blank_lines,
    $._front_matter_open,
    $._front_matter_close,
    $.field_name,
    $._colon,
    $._continuation,
    ...LEVELS.map((n) => $[`_heading_${n}`]),
    $._setext_1,
    $._setext_2,
    $.setext_underline,
    $.label_heading,
    $._first_label,
    $._gap_label,
    ...INDENTS.map((n) => $[`_marker_${n}`]),
    ...INDENTS.map((n) => $[`_indent_${n}`]),
    $._soft_break,
    $._indented_break,
    $._line_end,
    $.quote_marker,
    $._row_start,
    $.fence,
    $.thematic_break,
    $._block_comment,
    $._block_directive,
    $.comment,
    $.directive,
    $.text,
    $.box_ticked,
    $.box_empty,
    $.option_label,
    $._open_straight,
    $._close_straight,
    $._open_double,
    $._close_double,
    $._open_single,
    $._close_single,
    $.reference,
    $.placeholder,
    $._plain, // takes nothing: the content that starts here is no label
    $._never, // valid only while the parser recovers from an error, where the scanner gives up
  ],

  rules: {
    document: ($) =>
      seq(
        optional($._blank_lines),
        optional($.front_matter),
        repeat(choice($._block, $.label_section, ...LEVELS.map((n) => alias($[`_section_${n}`], $.section)))),
      ),

    front_matter: ($) =>
      prec.right(
        seq(
          $._front_matter_open,
          $._line_end,
          repeat(choice($.field, $._comment_block)),
          optional(seq($._front_matter_close, $._line_end)),
        ),
      ),

    field: ($) =>
      prec.right(
        seq(
          $.field_name,
          $._colon,
          repeat($._inline_line),
          $._line_end,
          repeat(seq($._continuation, repeat1($._inline_line), $._line_end)),
        ),
      ),

    ...each(LEVELS, (n) => ({
      [`_section_${n}`]: ($) =>
        prec.right(
          seq(
            alias($[`_heading_line_${n}`], $.heading),
            repeat(choice($._block, $.label_section, ...LEVELS.filter((m) => m > n).map((m) => alias($[`_section_${m}`], $.section)))),
          ),
        ),
      [`_heading_line_${n}`]: ($) => {
        const atx = seq(alias($[`_heading_${n}`], $.heading_marker), repeat($._inline_line), $._line_end);
        return n > 2 ? atx : choice(atx, seq($[`_setext_${n}`], repeat($._inline_line), $.setext_underline, $._line_end));
      },
    })),

    label_section: ($) => prec.right(seq($.label_heading, $._line_end, repeat($._block))),

    _block: ($) =>
      choice(
        $.paragraph,
        $.labelled,
        ...INDENTS.map((n) => alias($[`_item_${n}`], $.item)),
        ...INDENTS.filter((n) => n > 0).map((n) => $[`_indented_${n}`]),
        $.block_quote,
        $.table,
        seq($.fence, $._line_end),
        seq($.thematic_break, $._line_end),
        $._comment_block,
      ),

    // text may follow a comment on its line: it starts a block of its own
    _comment_block: ($) =>
      prec.right(seq(choice(alias($._block_comment, $.comment), alias($._block_directive, $.directive)), optional($._line_end))),

    paragraph: ($) => {
      const { inline, more } = content('paragraph')($);
      return seq($._indent_0, repeat1(inline), more, $._line_end);
    },

    labelled: ($) => {
      const { inline, moreLabelled } = content('paragraph')($);
      return seq(alias($._first_label, $.label), repeat(choice(inline, alias($._gap_label, $.label))), moreLabelled, $._line_end);
    },

    ...each(INDENTS, (n) => ({
      [`_item_${n}`]: ($) => {
        const { inline, moreLabelled } = content('item')($);
        const deeper = INDENTS.filter((m) => m > n).flatMap((m) => [alias($[`_item_${m}`], $.item), $[`_indented_${m}`]]);
        return prec.right(
          seq(
            alias($[`_marker_${n}`], $.marker),
            optional(choice(alias($._first_label, $.label), $._plain)),
            repeat(choice(inline, alias($._gap_label, $.label))),
            moreLabelled,
            $._line_end,
            ...(deeper.length ? [repeat(choice(...deeper))] : []),
          ),
        );
      },
    })),

    ...each(INDENTS.filter((n) => n > 0), (n) => ({
      [`_indented_${n}`]: ($) =>
        seq($[`_indent_${n}`], choice(alias($._paragraph_item, $.paragraph), alias($._labelled_item, $.labelled))),
    })),

    _paragraph_item: ($) => {
      const { inline, more } = content('item')($);
      return seq(optional($._plain), repeat1(inline), more, $._line_end);
    },

    _labelled_item: ($) => {
      const { inline, moreLabelled } = content('item')($);
      return seq(alias($._first_label, $.label), repeat(choice(inline, alias($._gap_label, $.label))), moreLabelled, $._line_end);
    },

    block_quote: ($) => prec.right(repeat1(seq($.quote_marker, repeat($._inline_line), $._line_end))),

    table: ($) => prec.right(repeat1($.row)),
    row: ($) => seq($._row_start, repeat($._inline_line), $._line_end),

    option: ($) => prec.right(seq(choice($.box_ticked, $.box_empty), optional($.option_label))),

    ...each(Object.keys(WRAPS), (wrap) => ({
      [`_inline_${wrap}`]: ($) =>
        choice($.text, $.option, alias($[`_quote_${wrap}`], $.quote), $.reference, $.placeholder, $.comment, $.directive),
      [`_quote_${wrap}`]: ($) => {
        const inside = choice($.text, $.reference, $.placeholder, ...(WRAPS[wrap] ? [$[WRAPS[wrap]]] : []));
        const closed = (open, close) => seq(open, repeat(inside), optional(close));
        return prec.right(
          choice(
            closed($._open_straight, $._close_straight),
            closed($._open_double, $._close_double),
            closed($._open_single, $._close_single),
          ),
        );
      },
    })),
  },
});
