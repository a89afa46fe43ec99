; The outline: sections and what they are called.
(section (heading) @definition.section) @scope
(label_section (label_heading) @definition.section) @scope
(reference) @reference
