(section (heading) @name) @item
(label_section (label_heading) @name) @item
