[
  (front_matter)
  (section)
  (label_section)
  (item)
  (table)
  (fence)
] @fold
