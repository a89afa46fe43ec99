#pragma once
// The vocabulary as it stands in the source tree, for tests of the note layer.

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "note/vocabulary.hpp"

#include "support/source_folder.hpp"

inline std::shared_ptr<const notewell::note::Vocabulary> source_vocabulary() {
  static const auto vocabulary = [] {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(notewell::tests::source_folder() / "rules/vocabulary")) {
      if (entry.path().filename() != "excludes1.tsv") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> texts;
    std::vector<notewell::note::VocabularyFile> files;
    for (const auto& path : paths) {
      std::ostringstream text;
      text << std::ifstream(path, std::ios::binary).rdbuf();
      texts.push_back(text.str());
    }
    for (std::size_t i = 0; i != paths.size(); ++i) files.push_back({paths[i].filename().string(), texts[i]});
    std::vector<notewell::note::VocabularyProblem> problems;
    auto loaded = notewell::note::load_vocabulary(files, problems);
    for (const auto& problem : problems) {
      throw std::runtime_error(problem.file + ":" + std::to_string(problem.line) + ": " + problem.message);
    }
    return loaded;
  }();
  return vocabulary;
}
