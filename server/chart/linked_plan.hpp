#pragma once
// The treatment plan that a note names in its header (`plan: plan.pnote`).

#include <filesystem>
#include <functional>
#include <memory>

#include "lint/builtin.hpp"
#include "note/treatment_plan.hpp"

namespace notewell::chart {

/// For lint::Settings::plan_of: finds the plan of a note that stands in `folder`, reading the file that the note's
/// `plan:` field names, relative to `folder`. A file is read again only when it changed on disk. No field, a missing or
/// unreadable file, or one above 1 MiB gives nullptr. The function and its copies may be called from any thread.
[[nodiscard]] std::function<std::shared_ptr<const note::TreatmentPlan>(const note::Note&)> linked_plan(
    std::filesystem::path folder, std::shared_ptr<const lint::Knowledge> knowledge);

}  // namespace notewell::chart
