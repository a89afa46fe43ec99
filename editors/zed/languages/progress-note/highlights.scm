; By the names that Zed's themes colour.
(heading) @title
(label_heading) @title
(field_name) @property
(label) @label
(marker) @punctuation.list_marker
(quote_marker) @punctuation.list_marker
(box_ticked) @boolean
(box_empty) @boolean
(option_label) @constant
(quote) @string
(reference) @link_text
(placeholder) @hint
(directive) @preproc
(comment) @comment
