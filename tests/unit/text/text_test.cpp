// Edits, lines and position encodings, each against a plain way of doing the same.

#include "text/text.hpp"

#include <random>

#include <catch2/catch.hpp>

#include "text/columns.hpp"

using namespace notewell::text;

namespace {

constexpr std::array encodings = {PositionEncoding::utf8, PositionEncoding::utf16, PositionEncoding::utf32};
const std::vector<std::string> bits = {"a",  "é",  "“",    "😢", "\xff", "\xe2\x80",          " ",
                                       "\n", "\r", "\r\n", "’", "\t",   std::string(1, '\0')};

std::string random_text(std::mt19937& random, std::size_t pieces) {
  std::string out;
  while (pieces-- != 0) out += bits[random() % bits.size()];
  return out;
}

}  // namespace

TEST_CASE("lines end at LF, CRLF and CR") {
  const Text text(std::string("a\nb\r\nc\rd"));
  REQUIRE(text.line_count() == 4);
  for (std::uint32_t i = 0; i != 4; ++i) CHECK(text.slice(text.line(i)) == std::string(1, static_cast<char>('a' + i)));
  CHECK(Text(std::string("a\n")).line_count() == 2);
  CHECK(Text().line_count() == 1);
  CHECK(text.line(9) == Span{text.size(), text.size()});
}

TEST_CASE("columns are counted in the encoding asked for") {
  const Text text(std::string("😢 sad ’s"));
  CHECK(text.position(5, PositionEncoding::utf8).character == 5);
  CHECK(text.position(5, PositionEncoding::utf16).character == 3);
  CHECK(text.position(5, PositionEncoding::utf32).character == 2);
  CHECK(text.offset({0, 3}, PositionEncoding::utf16) == 5);
  CHECK(text.offset({0, 1}, PositionEncoding::utf16) == 0);  // inside the surrogate pair: rounds down
  CHECK(text.offset({0, 99}, PositionEncoding::utf16) == text.size());
  CHECK(text.offset({7, 0}, PositionEncoding::utf16) == text.size());
}

TEST_CASE("conversions are total and round down") {
  std::mt19937 random(7);
  std::size_t wrong = 0;
  for (int round = 0; round != 200'000; ++round) {
    const Text text(random_text(random, random() % 9));
    const auto line = static_cast<std::uint32_t>(random() % (text.line_count() + 1));
    const auto column = static_cast<std::uint32_t>(random() % (text.size() + 3));
    for (const PositionEncoding encoding : encodings) {
      const Offset byte = text.offset({line, column}, encoding);
      const Position back = text.position(byte, encoding);
      wrong += byte > text.size();
      wrong += line < text.line_count() && (back.line != line || back.character > column);
      wrong += text.offset(back, encoding) != byte;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a long line counts as the short ones that it is made of") {
  std::mt19937 random(11);
  std::size_t wrong = 0;
  for (int round = 0; round != 20; ++round) {
    // Pieces end in a letter, so that no character reaches from one into the next.
    std::string all = "before\n";
    std::vector<Text> pieces;
    while (all.size() < 10'000) {
      std::string piece = random_text(random, 40);
      std::erase_if(piece, [](char c) { return c == '\n' || c == '\r'; });
      all += pieces.emplace_back(piece + "x").bytes();
    }
    const Text text(all + "\nbehind");
    for (const PositionEncoding encoding : encodings) {
      Offset begin = 7;
      std::uint32_t columns = 0;
      for (const Text& piece : pieces) {
        for (Offset at = 0; at != piece.size(); ++at) {
          const std::uint32_t column = columns + piece.position(at, encoding).character;
          wrong += text.position(begin + at, encoding) != Position{1, column};
          wrong += text.offset({1, columns + at}, encoding) !=
                       begin + std::min(piece.offset({0, at}, encoding), piece.size()) &&
                   piece.position(piece.size(), encoding).character > at;
        }
        columns += piece.position(piece.size(), encoding).character;
        begin += piece.size();
      }
      wrong += text.offset({1, columns + 5}, encoding) != begin;
      wrong += text.offset({1, 0xFFFFFFFF}, encoding) != begin;
      wrong += text.position(begin + 1, encoding) != Position{2, 0};
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("an edited text is the text of the edited bytes, line table and all") {
  std::mt19937 random(11);
  std::size_t wrong = 0;
  for (int round = 0; round != 2'000; ++round) {
    std::string naive = random_text(random, random() % 20);
    Text text(naive);
    for (int step = 0; step != 20; ++step) {
      const auto begin = static_cast<Offset>(random() % (naive.size() + 1));
      const auto end = static_cast<Offset>(begin + random() % (naive.size() - begin + 1));
      const std::string inserted = random_text(random, random() % 4);
      naive.replace(begin, end - begin, inserted);
      text = text.edited({begin, end}, inserted);
      const Text fresh(naive);
      wrong += text.bytes() != naive || text.line_count() != fresh.line_count();
      for (std::uint32_t i = 0; i != fresh.line_count(); ++i) wrong += text.line(i) != fresh.line(i);
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("an edit past the end is clamped") {
  const Text text(std::string("abc"));
  CHECK(text.edited({2, 99}, "x").bytes() == "abx");
  CHECK(text.edited({99, 99}, "x").bytes() == "abcx");
}

TEST_CASE("columns of a whole text at once are those of each place by itself") {
  std::mt19937 random(20);
  for (int round = 0; round != 40; ++round) {
    const Text text(random_text(random, static_cast<std::size_t>(round) * 12));
    for (const auto encoding : encodings) {
      const Columns columns(text, encoding);
      for (Offset at = 0; at <= text.size() + 2; ++at) REQUIRE(columns.position(at) == text.position(at, encoding));
    }
  }
  const Text line(std::string("a😢\nb"));
  CHECK(Columns(line, PositionEncoding::utf16).length({0, line.size()}) == 5);
  CHECK(Columns(line, PositionEncoding::utf8).length({1, 5}) == 4);
}
