#include <catch2/catch.hpp>

#include "note/vocabulary.hpp"

using notewell::note::stem_of;

TEST_CASE("regular forms of a word share a stem") {
  const std::vector<std::vector<std::string>> families = {
      {"report", "reports", "reported", "reporting", "Reports"},
      {"deny", "denies", "denied", "denying"},
      {"note", "notes", "noted", "noting"},
      {"state", "states", "stated", "stating"},
      {"use", "uses", "used", "using"},
      {"practice", "practices", "practiced", "practicing"},
      {"stop", "stops", "stopped", "stopping"},
      {"worry", "worries", "worried", "worrying"},
      {"sob", "sobs", "sobbed", "sobbing"},
      {"clench", "clenches", "clenched", "clenching"},
      {"tire", "tired", "tires"},
      {"anxious", "anxiously"},
      {"client", "clients", "client's", "client’s"},
      {"press", "presses", "pressed", "pressing"},
      {"cry", "cries", "crying"},
  };
  for (const auto& family : families) {
    for (const auto& form : family) {
      INFO(form);
      CHECK(stem_of(form) == stem_of(family.front()));
    }
  }
}

TEST_CASE("different words keep different stems") {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"not", "noted"},  {"us", "used"}, {"need", "ne"}, {"sing", "s"},       {"thing", "th"},
      {"sad", "sadden"}, {"feed", "fe"}, {"his", "hi"},  {"session", "sess"}, {"rat", "rated"},
  };
  for (const auto& [one, other] : pairs) {
    INFO(one << " / " << other);
    CHECK(stem_of(one) != stem_of(other));
  }
}
