#include "text/edit.hpp"

#include <algorithm>
#include <limits>

namespace notewell::text {
namespace {

/// A stretch of an edited text: bytes of the text before, or new ones.
struct Piece {
  Span kept;
  std::string_view inserted;
  [[nodiscard]] Offset size() const { return inserted.empty() ? kept.size() : static_cast<Offset>(inserted.size()); }
};

/// Reads an edited text as pieces of the one before it.
class Pieces {
 public:
  explicit Pieces(std::span<const Edit> edits) {
    Offset at = 0;
    for (const Edit& edit : edits) {
      if (at < edit.replaced.begin) pieces_.push_back({.kept = {at, edit.replaced.begin}, .inserted = {}});
      if (!edit.inserted.empty()) pieces_.push_back({.kept = {}, .inserted = edit.inserted});
      at = edit.replaced.end;
    }
    // The text's length is not known here; nothing reads behind its end.
    pieces_.push_back({.kept = {at, std::numeric_limits<Offset>::max()}, .inserted = {}});
  }

  /// Hands what lies before `place` to `take`, piece by piece.
  template <class Take>
  void read_to(Offset place, const Take& take) {
    while (at_ < place && next_ < pieces_.size()) {
      Piece piece = pieces_[next_];
      const Offset count = std::min(place - at_, piece.size() - done_);
      if (piece.inserted.empty()) {
        piece.kept = {piece.kept.begin + done_, piece.kept.begin + done_ + count};
      } else {
        piece.inserted = piece.inserted.substr(done_, count);
      }
      take(piece);
      at_ += count;
      done_ += count;
      if (done_ < pieces_[next_].size()) return;
      done_ = 0;
      ++next_;
    }
  }

 private:
  std::vector<Piece> pieces_;
  std::size_t next_ = 0;
  Offset done_ = 0;  // bytes of the next piece that were read
  Offset at_ = 0;    // in the edited text
};

}  // namespace

std::string applied(std::string_view bytes, std::span<const Edit> edits) {
  std::string out;
  out.reserve(bytes.size());
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    out.append(bytes.substr(at, edit.replaced.begin - at)).append(edit.inserted);
    at = edit.replaced.end;
  }
  return out.append(bytes.substr(at));
}

Edits composed(std::span<const Edit> first, std::span<const Edit> second) {
  Edits out;
  Offset done = 0;  // in the first text
  std::string inserted;
  const auto take = [&](const Piece& piece) {
    if (!piece.inserted.empty()) {
      inserted += piece.inserted;
      return;
    }
    if (done < piece.kept.begin || !inserted.empty())
      out.push_back({.replaced = {done, piece.kept.begin}, .inserted = std::move(inserted)});
    inserted.clear();
    done = piece.kept.end;
  };
  Pieces between(first);
  for (const Edit& edit : second) {
    between.read_to(edit.replaced.begin, take);
    inserted += edit.inserted;
    between.read_to(edit.replaced.end, [](const Piece&) {});
  }
  between.read_to(std::numeric_limits<Offset>::max(), take);
  return out;
}

}  // namespace notewell::text
