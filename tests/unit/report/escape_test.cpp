#include "report/escape.hpp"

#include <catch2/catch.hpp>

using namespace notewell::report;

TEST_CASE("Nothing in a note is a mark of the page it stands on") {
  CHECK(escaped("</script><script>alert(1)</script>") == "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
  CHECK(escaped("\" onmouseover='x' & <b>") == "&quot; onmouseover=&#39;x&#39; &amp; &lt;b&gt;");
  CHECK(escaped("two\r\nlines\rthree") == "two\nlines\nthree");
  CHECK(escaped("caf\xC3\xA9 \xFF") == "café \uFFFD");
  CHECK(escaped("left \u202E right") == "left \uFFFD right");  // would turn the rest of the line around
  CHECK(escaped("") == "");
}

TEST_CASE("Nothing in a note is a mark of Markdown's") {
  CHECK(escaped_markdown("a|b\nc") == "a\\|b c");
  CHECK(escaped_markdown("*x* _y_ `z` [l](u) <i> #") == "\\*x\\* \\_y\\_ \\`z\\` \\[l\\](u) &lt;i\\> \\#");
}

TEST_CASE("Whatever a file is called, a link leads to a file") {
  CHECK(link_target("charts/a.pnote", 12) == "./charts/a.pnote#L12");
  CHECK(link_target("../a.pnote", 0) == "../a.pnote");
  CHECK(link_target("/charts/a.pnote", 0) == "/charts/a.pnote");
  CHECK(link_target("javascript:alert(1)", 0) == "./javascript%3Aalert%281%29");
  CHECK(link_target("it's \"#1\" & 50%?.pnote", 1) == "./it%27s%20%22%231%22%20%26%2050%25%3F.pnote#L1");
  CHECK(link_target("//example.org/a", 0) == "/.//example.org/a");
  CHECK(link_target("\xC3\xA9", 0) == "./%C3%A9");
}
