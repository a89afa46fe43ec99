; As Helix names them: t is a section, f an item with what stands below it, a an option of a row, c a comment.
(section) @class.around
(label_section) @class.around
(item (marker) (_)+ @function.inside) @function.around
(option) @parameter.around
(option (option_label) @parameter.inside)
(comment) @comment.around
