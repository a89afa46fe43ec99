#include "support/source_folder.hpp"

namespace notewell::tests {

std::filesystem::path source_folder() {
  return NOTEWELL_SOURCE_DIR;
}

}  // namespace notewell::tests
