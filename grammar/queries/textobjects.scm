(section) @class.outer
(label_section) @class.outer
(item) @function.outer
(option) @parameter.outer
(quote) @string.outer
(comment) @comment.outer
(paragraph) @block.outer
