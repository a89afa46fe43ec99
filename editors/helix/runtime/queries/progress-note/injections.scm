; Nothing is injected: a note is one language, and its header no YAML.
