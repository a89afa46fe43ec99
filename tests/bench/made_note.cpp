#include "bench/made_note.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <span>
#include <string_view>

namespace notewell::bench {
namespace {

constexpr std::array<std::string_view, 10> affects{"sad",  "anxious", "irritable", "flat",     "angry",
                                                   "calm", "hopeful", "ashamed",   "restless", "lonely"};
constexpr std::array<std::string_view, 10> observations{
    "Cried for several minutes when the talk came to the empty room, and wiped her face with a sleeve.",
    "Spoke so fast that I asked twice for a pause; one knee bounced for most of the hour.",
    "Voice dropped almost to a whisper while telling of the phone call from the landlord.",
    "Smiled for the first time in three sessions when she described her nephew's drawing of a bus.",
    "Looked at the floor and picked at the seam of the chair until we changed the subject.",
    "Came eight minutes late, out of breath, and apologized four times before sitting down.",
    "Answered in single words at first; sentences grew longer after the breathing exercise.",
    "Held the cushion in front of his chest the whole time and flinched at the door.",
    "Laughed at his own story about the burnt rice, then fell silent for a good minute.",
    "Kept checking the phone on the table, and put it in the bag when I named it.",
};
constexpr std::array<std::string_view, 10> reports{
    "“I lie there until four and then it is not worth going to sleep,” she said.",
    "Client reports three panic attacks since last Tuesday, two of them in the bus, each about ten minutes long.",
    "“My brother calls and I let it ring. I just can't do people right now.”",
    "He states that he went to work on four of five days, one more than the week before.",
    "Client describes a knot in the stomach every Sunday evening, 7/10, which lasts until she is at her desk.",
    "“Everybody else got over it. What is wrong with me?”",
    "Client denies thoughts of death or of harming herself, and names her sister as the one she would call.",
    "She tells of two dinners with friends this month; at the first one she left after twenty minutes.",
    "“It is less loud in my head when I walk,” he said, and showed the step count for the week.",
    "Client says that he has had no drink for nineteen days, with cravings mostly on pay day.",
};
constexpr std::array<std::string_view, 6> interventions{
    "Behavioral activation",     "Cognitive restructuring", "Grounding",
    "Motivational interviewing", "Psychoeducation",         "Exposure"};
constexpr std::array<std::string_view, 6> reasons{
    "staying in bed on free days keeps the low mood going (@G1).",
    "the thought “they will all see it” stops him at the door of the canteen.",
    "she loses the room when the memory comes, and wants to be able to stay in it (goal 2).",
    "he sees both the good and the cost of drinking, and has not made up his mind.",
    "she took the racing heart for a heart attack again on Thursday.",
    "he has not been on the bus since September, and the new job is eleven stops away.",
};
constexpr std::array<std::string_view, 6> deliveries{
    "made a list of nine small things together, from opening the curtain to Sunday lunch, and put two on the calendar.",
    "wrote the thought on the board, gathered what speaks for it and against it, and rated belief before and after.",
    "practised naming five things she sees and four she touches, first together, then alone, three rounds.",
    "asked what a month without it would bring, reflected both sides, and summed up in his own words.",
    "drew the circle of alarm, heartbeat and thought on paper, and filled it in with last Thursday's attack.",
    "rode to the second stop with him, noted the fear each minute, and stayed until it was half as strong.",
};
constexpr std::array<std::string_view, 6> responses{
    "chose the curtain and a walk round the block; sure 7/10 that she will do both.",
    "belief went from 80 to 45, and she said, “so they mostly look at their soup.”",
    "needed help in the first round and none in the third; said her hands felt warm again.",
    "decided on two dry days a week, Monday and Tuesday, and asked to start today.",
    "explained the circle back to me without the paper and laughed at the word “false alarm.”",
    "fear fell from 8 to 4 in twelve minutes; wants to try three stops with his brother on Saturday.",
};
constexpr std::array<std::string_view, 4> plans{
    "Goes on with the walks; brings the sleep diary. Next session in one week, same time, by video.",
    "Reads the two pages on worry and marks what fits. Next appointment 12/3 at 2:00 pm.",
    "Calls the primary care office about the refill before Friday. We meet again on Tuesday.",
    "Tries the ride with her sister on Saturday, with the card in her pocket. Next session 12/1.",
};

class Writer {
 public:
  explicit Writer(std::uint32_t seed) : random_(seed) {}

  std::string note(std::size_t bytes) {
    out_.reserve(bytes + 1024);
    header();
    std::size_t part = 0;
    do {
      if (part > 0) out_ += "\n# Part " + std::to_string(part + 1) + "\n";
      ++part;
      data(std::min(bytes, out_.size() + part_bytes) - rest_bytes);
      out_ += "\n## Assessment\nSome progress toward the goal. ";
      prose(observations, 1 + number(2));
      out_ += "\n## Plan\n";
      prose(plans, 1);
    } while (out_.size() + 1200 < bytes);
    out_ += "\nsigned: R. Example, LCSW 2026-11-20 16:10\n";
    return std::move(out_);
  }

 private:
  std::size_t number(std::size_t below) { return random_() % below; }

  std::string_view any(std::span<const std::string_view> lines) { return lines[number(lines.size())]; }

  void prose(std::span<const std::string_view> lines, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) (out_ += any(lines)) += i + 1 < count ? ' ' : '\n';
  }

  void header() {
    out_ += "---\nclient: MRN-" + std::to_string(10000 + number(90000)) +
            "\ndate: 2026-11-20\ntime: 14:00-14:53\ncode: 90837\ndiagnosis: F33.1\nplace: office\n"
            "participants: client\nclinician: R. Example, LCSW\n---\n\n# DAP\n";
  }

  void ticked_row() {
    out_ += "Mood/affect:";
    const std::size_t ticked = number(affects.size());
    for (std::size_t i = 0; i < affects.size(); i += 2)
      ((out_ += i == ticked || i + 1 == ticked ? " [x] " : " [ ] ") += affects[i]) += ' ';
    out_ += "\n\n";
  }

  /// Ticks, then paragraphs up to `until` bytes of the whole note, then an intervention.
  void data(std::size_t until) {
    out_ += "\n## Data\n";
    ticked_row();
    const std::size_t ticks = 1 + number(2);
    for (std::size_t i = 0; i < ticks; ++i) {
      ((out_ += "- [x] ") += any(affects)) += '\n';
      if (number(4) != 0) (out_ += "  - Observed: ") += std::string(any(observations)) + '\n';
      if (number(4) != 0) (out_ += "  - Reported: ") += std::string(any(reports)) + '\n';
    }
    out_ += '\n';
    do {
      prose(reports, 1 + number(3));
      prose(observations, 1 + number(2));
      out_ += '\n';
    } while (out_.size() < until);
    out_ += "### Interventions\n";
    const std::size_t which = number(interventions.size());
    ((out_ += "- [x] ") += interventions[which]) += '\n';
    ((out_ += "  - Why: ") += reasons[which]) += '\n';
    if (number(4) != 0) ((out_ += "  - How: ") += deliveries[which]) += '\n';
    if (number(4) != 0) ((out_ += "  - Response: ") += responses[which]) += '\n';
  }

  static constexpr std::size_t part_bytes = 4000;  // a long real note
  static constexpr std::size_t rest_bytes = 700;   // of which about this much stands behind the narrative

  std::mt19937 random_;
  std::string out_;
};

}  // namespace

std::string made_note(std::size_t bytes, std::uint32_t seed) {
  return Writer(seed).note(bytes);
}

}  // namespace notewell::bench
