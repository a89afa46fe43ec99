#include <nettle/base64.h>
#include <nettle/sha2.h>

#include <array>
#include <cstdint>

#include "report/escape.hpp"
#include "report/page_files.hpp"
#include "report/render.hpp"
#include "report/view.hpp"

namespace notewell::report {
namespace {

/// As a content security policy names what it allows: SHA-256 in Base64.
std::string policy_hash(std::string_view bytes) {
  sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
  sha256_digest(&state, digest.size(), digest.data());
  std::string out(BASE64_ENCODE_RAW_LENGTH(digest.size()), '\0');
  base64_encode_raw(out.data(), digest.size(), digest.data());
  return out;
}

}  // namespace

std::string as_html(const Report& report) {
  const std::string style(page_file("page.css"));
  const std::string script(page_file("page.js"));
  Data data = view(report, Form::html);
  data.set("style", style);
  data.set("script", script);
  data.set("style_hash", policy_hash(style));
  data.set("script_hash", policy_hash(script));
  kainjow::mustache::mustache page(whole_template("page", ".html.mustache"));
  page.set_custom_escape([](const std::string& text) { return escaped(text); });
  return page.render(data);
}

}  // namespace notewell::report
