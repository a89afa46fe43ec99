#pragma once
// Invented notes and a plan for tests that look at a whole document, and odd texts that every request must survive.

#include <string>
#include <vector>

inline const std::string sample_note =
    "---\nclient: MRN-00731\ndate: 2026-11-18\ntime: 14:03-14:58\ncode: 90837\ndiagnosis: F33.1\nplan: "
    "plan-00731.pnote\n---\n\n# DAP, session 9\n\n## Data\nMood/affect: [x] sad  [ ] anxious  [x] flat\n\n- [x] sad\n  "
    "- Observed: 😢 tearful from the first minutes; looked at her lap when she spoke of her sister.\n  - Reported: \"I "
    "feel sad and I don't want\n    to be around any of them.\" Sad on 5 of the last 7 days.\n- [ ] angry\n\nAte "
    "supper "
    "with the family once, as Goal 1 asks. Her code F33.1 stays.\n\n### Interventions\n- [x] Behavioral activation "
    "@G1\n  - Why: the bed after work cuts her off from people who lift her mood (@G1.1).\n  - How: ranked six steps "
    "from sitting in the kitchen to one shared dinner.\n  - Response: ‹what she did or said›\n\n<!-- seen with\nthe "
    "door "
    "open -->\n\n## Plan\n1. Behavioral activation: set the table on Tuesday, @G1.\n2. Continue to provide "
    "support.\n\nsigned: D. Reyes, LCSW 2026-11-18 16:10\n";

inline const std::string sample_plan =
    "---\nkind: treatment-plan\nclient: MRN-13340\ndate: 2026-10-06\n---\n\n# Treatment plan\n\nPresenting problem: "
    "four "
    "panic attacks a week since July.\n\n## G1 Ride and work without planning escapes\n- G1.1 Takes the ferry 4 times "
    "a "
    "week by 2026-12-18 (now: 0)\n- G1.2 Misses no work day for 4 weeks (now: 1–2 a week)\n\nInterventions: "
    "interoceptive exposure for @G1.1\n\n## Goal 2: Meet a racing heart without alarm\n- Objective 2.1: PDSS from 17 "
    "to "
    "7\n\nsigned: Leila Haddad, LMHC 2026-10-06 17:45\n";

inline const std::string plain_note =
    "Progress note\nClient: J.D.   DOB: 1990-02-01\nDate: 10/3/24\r\n\r\nS: Client came in “worn out”.\r\nO: Yawned "
    "twice.\nA: Tired.\nP: Rest\n";

/// Texts at which a careless server trips.
inline std::vector<std::string> odd_texts() {
  std::string line = "Mood: ";
  for (int i = 0; i != 200; ++i) line += "[x] sad  “low 😢” @G1 F33.1 ";
  std::string deep;
  for (int i = 0; i != 60; ++i) deep += std::string(static_cast<std::size_t>(i), ' ') + "- [x] sad\n";
  return {"",
          "\n",
          "   \n\t\n",
          "a",
          "😢",
          "##\n## \n# #\n[x]\n[ ]\n- [x]\n",
          "---\n",
          "---\n: \n---\n\"",
          "<!--",
          line,
          deep,
          std::string(3'000, '['),
          std::string(3'000, '"')};
}
