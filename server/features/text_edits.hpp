#pragma once
// Many places of a document in the order of the text, and edits as the protocol's TextEdit[], in linear time even where
// all of them stand on one huge line.

#include <string>

#include "features/features.hpp"
#include "text/edit.hpp"

namespace notewell::features {

/// Positions of offsets that only ascend, each counted on from the one before it.
class Ascending {
 public:
  Ascending(const text::Text& text, text::PositionEncoding encoding) : text_(text), encoding_(encoding) {}

  [[nodiscard]] text::Position position(text::Offset at) {
    const std::uint32_t line = text_.line_of(at);
    if (line != last_.line || at < from_) {
      last_ = text_.position(at, encoding_);
    } else {
      // A stretch within a line is a line of its own.
      const text::Text stretch(std::string(text_.slice({from_, std::min(at, text_.line(line).end)})));
      last_.character += stretch.position(stretch.size(), encoding_).character;
    }
    from_ = std::min(at, text_.line(line).end);
    return last_;
  }

 private:
  const text::Text& text_;
  text::PositionEncoding encoding_;
  text::Offset from_ = 0;
  text::Position last_;
};

/// In the negotiated encoding, in the order of the text.
[[nodiscard]] inline json::array text_edits(std::span<const text::Edit> edits, const Document& document,
                                            const Session& session) {
  json::array out;
  Ascending places(document.text, session.client.encoding);
  for (const text::Edit& edit : edits) {
    json::object start = to_wire(places.position(edit.replaced.begin));
    json::object end = to_wire(places.position(edit.replaced.end));
    out.push_back(
        json::object{{"range", {{"start", std::move(start)}, {"end", std::move(end)}}}, {"newText", edit.inserted}});
  }
  return out;
}

}  // namespace notewell::features
