// tree-sitter-pnote: clinical progress notes as plain text.
//
// Every token comes from the external scanner (src/scanner.c). What a line is follows from its own first characters and
// from where the parser stands (and, in text with more marks than anybody writes, from how much there was of that). So
// any text has a tree, an edit can only change tokens near it, and this file says nothing but how lines nest: sections
// by heading level, items by indentation.
//
// Invariant: no text gives an ERROR or MISSING node. Invariant: no conflicts, so no two parses to choose from.

const LEVELS = [1, 2, 3, 4, 5, 6];
const INDENTS = [0, 1, 2, 3, 4, 5, 6, 7]; // classes of two columns each; the last takes all deeper ones

const each = (list, f) => Object.assign({}, ...list.map(f));

// A repetition of the generator's costs a node for each element, and they are balanced once all is parsed. So the
// elements of a list stand in hidden groups: long lists parse in two thirds of the time, and after an edit tree-sitter
// takes over what it can by the group. The first two stand alone, as most lists are no longer.
const GROUP = 8;
const upTo = (most, element) => (most === 1 ? element : seq(element, optional(upTo(most - 1, element))));
const list = (name, element) => ({ [name]: element, [`${name}_group`]: ($) => prec.right(upTo(GROUP, $[name])) });
const some = ($, name) => seq($[name], optional(seq($[name], repeat($[`${name}_group`]))));
const many = ($, name) => optional(some($, name));

// A line's content differs only in how the line may go on below: not at all (line), into any line of plain text
// (paragraph), or into an indented one (item).
const WRAPS = { line: null, paragraph: '_soft_break', item: '_indented_break' };
const goesOn = ($, wrap, name) => repeat(seq($[WRAPS[wrap]], some($, name)));

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
        many($, '_within_0'),
      ),

    // what a document (level 0) or a section holds
    ...each([0, ...LEVELS], (n) =>
      list(`_within_${n}`, ($) =>
        choice($._block, $.label_section, ...LEVELS.filter((m) => m > n).map((m) => alias($[`_section_${m}`], $.section))),
      ),
    ),

    front_matter: ($) =>
      prec.right(
        seq(
          $._front_matter_open,
          $._line_end,
          many($, '_entry'),
          optional(seq($._front_matter_close, $._line_end)),
        ),
      ),

    ...list('_entry', ($) => choice($.field, $._comment_block)),

    field: ($) =>
      prec.right(
        seq(
          $.field_name,
          $._colon,
          many($, '_inline_line'),
          $._line_end,
          repeat(seq($._continuation, some($, '_inline_line'), $._line_end)),
        ),
      ),

    ...each(LEVELS, (n) => ({
      [`_section_${n}`]: ($) =>
        prec.right(
          seq(
            alias($[`_heading_line_${n}`], $.heading),
            many($, `_within_${n}`),
          ),
        ),
      [`_heading_line_${n}`]: ($) => {
        const atx = seq(alias($[`_heading_${n}`], $.heading_marker), many($, '_inline_line'), $._line_end);
        return n > 2 ? atx : choice(atx, seq($[`_setext_${n}`], many($, '_inline_line'), $.setext_underline, $._line_end));
      },
    })),

    label_section: ($) => prec.right(seq($.label_heading, $._line_end, many($, '_block'))),

    ...list('_block', ($) =>
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
    ),

    // text may follow a comment on its line: it starts a block of its own
    _comment_block: ($) =>
      prec.right(seq(choice(alias($._block_comment, $.comment), alias($._block_directive, $.directive)), optional($._line_end))),

    paragraph: ($) =>
      seq($._indent_0, some($, '_inline_paragraph'), goesOn($, 'paragraph', '_inline_paragraph'), $._line_end),

    labelled: ($) =>
      seq(alias($._first_label, $.label), many($, '_cell_paragraph'), goesOn($, 'paragraph', '_cell_paragraph'), $._line_end),

    ...each(INDENTS, (n) => ({
      [`_item_${n}`]: ($) =>
        prec.right(
          seq(
            alias($[`_marker_${n}`], $.marker),
            optional(choice(alias($._first_label, $.label), $._plain)),
            many($, '_cell_item'),
            goesOn($, 'item', '_cell_item'),
            $._line_end,
            ...(n + 1 < INDENTS.length ? [many($, `_deeper_${n}`)] : []),
          ),
        ),
    })),

    ...each(INDENTS.slice(0, -1), (n) =>
      list(`_deeper_${n}`, ($) =>
        choice(...INDENTS.filter((m) => m > n).flatMap((m) => [alias($[`_item_${m}`], $.item), $[`_indented_${m}`]])),
      ),
    ),

    ...each(INDENTS.filter((n) => n > 0), (n) => ({
      [`_indented_${n}`]: ($) =>
        seq($[`_indent_${n}`], choice(alias($._paragraph_item, $.paragraph), alias($._labelled_item, $.labelled))),
    })),

    _paragraph_item: ($) =>
      seq(optional($._plain), some($, '_inline_item'), goesOn($, 'item', '_inline_item'), $._line_end),

    _labelled_item: ($) =>
      seq(alias($._first_label, $.label), many($, '_cell_item'), goesOn($, 'item', '_cell_item'), $._line_end),

    ...each(['paragraph', 'item'], (wrap) =>
      list(`_cell_${wrap}`, ($) => choice($[`_inline_${wrap}`], alias($._gap_label, $.label))),
    ),

    block_quote: ($) => prec.right(some($, '_quoted_line')),
    ...list('_quoted_line', ($) => seq($.quote_marker, many($, '_inline_line'), $._line_end)),

    table: ($) => prec.right(some($, '_row')),
    ...list('_row', ($) => $.row),
    row: ($) => seq($._row_start, many($, '_inline_line'), $._line_end),

    option: ($) => prec.right(seq(choice($.box_ticked, $.box_empty), optional($.option_label))),

    ...each(Object.keys(WRAPS), (wrap) => ({
      ...list(`_inline_${wrap}`, ($) =>
        choice($.text, $.option, alias($[`_quote_${wrap}`], $.quote), $.reference, $.placeholder, $.comment, $.directive),
      ),
      ...list(`_said_${wrap}`, ($) =>
        choice($.text, $.reference, $.placeholder, ...(WRAPS[wrap] ? [$[WRAPS[wrap]]] : [])),
      ),
      [`_quote_${wrap}`]: ($) => {
        const closed = (open, close) => seq(open, many($, `_said_${wrap}`), optional(close));
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
