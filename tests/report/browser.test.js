// The report as a browser shows it: valid, accessible, silent, and with nothing cut off, on a screen and on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const here = import.meta.dirname;
const shots = process.env.REPORT_SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

const sizes = ["1", "sample", "40", "2000"];
const page_of = (size) => path.join(here, `${size}.html`);
const paper = 688; // CSS pixels between the margins of A4

/** A page in the browser, with all it said and asked for. */
async function opened(browser, file, { width = 1280, scheme = "light", script = true, media = "" } = {}) {
  const page = await browser.newPage();
  const said = [];
  const asked = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.setViewport({ width, height: 900 });
  await page.setJavaScriptEnabled(script);
  // Both in one call: each forgets what another set.
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", { media, features: [{ name: "prefers-color-scheme", value: scheme }] });
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  return { page, said, asked };
}

const open_all = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

/** What sticks out of its box: elements that scroll where they should not, words of drawings outside of them. */
const sticking_out = (page) =>
  page.evaluate(() => {
    const out = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) out.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
    for (const box of document.querySelectorAll("section, .chart, .inner, .copy, .sides > div, .scroll, .page, pre, header, nav, h1, h3, td, th, li, figure")) {
      if (!box.checkVisibility() || box.clientWidth === 0) continue;
      const may_scroll = getComputedStyle(box).overflowX === "auto" && innerWidth < 1000;
      if (box.scrollWidth > box.clientWidth + 1 && !may_scroll)
        out.push(`${box.tagName}.${box.className} is ${box.scrollWidth} wide in ${box.clientWidth}: ${box.textContent.trim().slice(0, 40)}`);
    }
    for (const drawing of document.querySelectorAll("svg.scores")) {
      if (!drawing.checkVisibility()) continue;
      const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
      for (const text of drawing.querySelectorAll("text")) {
        const box = text.getBBox();
        if (box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height)
          out.push(`“${text.textContent}” leaves its drawing`);
      }
    }
    return out.slice(0, 10);
  });

let browser;
before(async () => {
  for (const size of sizes)
    execFileSync(process.env.NOTEWELL, ["report", "-o", page_of(size), "--now", "2026-11-23", path.join(here, "charts", size)]);
  browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
});
after(() => browser?.close());

for (const size of sizes) {
  describe(`a report on the charts “${size}”`, () => {
    test("is valid HTML", async () => {
      const html = readFileSync(page_of(size), "utf8");
      const validator = new HtmlValidate(new FileSystemConfigLoader());
      const result = await validator.validateString(html, path.join(here, `${size}.html`));
      const messages = result.results.flatMap((one) => one.messages).map((one) => `${one.line}: ${one.ruleId}: ${one.message}`);
      assert.deepEqual(messages.slice(0, 10), []);
    });

    test("asks for nothing and says nothing", async () => {
      const { page, said, asked } = await opened(browser, page_of(size));
      await open_all(page);
      assert.deepEqual(said, []);
      assert.deepEqual(asked, [pathToFileURL(page_of(size)).href]);
      await page.close();
    });

    for (const width of [1280, 820, 390])
      for (const scheme of ["light", "dark"])
        test(`fits a screen of ${width} pixels, ${scheme}`, async () => {
          const { page } = await opened(browser, page_of(size), { width, scheme });
          if (shots) await page.screenshot({ path: path.join(shots, `${size}-${width}-${scheme}.png`), fullPage: size !== "2000" });
          assert.deepEqual(await sticking_out(page), []);
          if (size !== "2000") await open_all(page);
          assert.deepEqual(await sticking_out(page), []);
          if (shots && size !== "2000") await page.screenshot({ path: path.join(shots, `${size}-${width}-${scheme}-open.png`), fullPage: true });
          await page.close();
        });

    test("fits paper", async () => {
      const { page } = await opened(browser, page_of(size), { width: paper, media: "print", scheme: "dark" });
      if (size !== "2000") await open_all(page);
      assert.deepEqual(await sticking_out(page), []);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(background, "rgb(255, 255, 255)", "paper is white, also where the screen is dark");
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      assert.ok(Buffer.from(pdf).toString("latin1").startsWith("%PDF-"));
      if (shots) writeFileSync(path.join(shots, `${size}.pdf`), pdf);
      await page.close();
    });

    for (const scheme of ["light", "dark"])
      test(`is accessible, ${scheme}`, async () => {
        const { page } = await opened(browser, page_of(size), { scheme });
        if (size !== "2000") await open_all(page);
        const session = await page.createCDPSession();
        await session.send("Page.setBypassCSP", { enabled: true });
        await page.reload();
        if (size !== "2000") await open_all(page);
        await page.evaluate(axe);
        const found = await page.evaluate(async (large) => {
          // What is inside a chart is looked at in the smaller ones; here axe would take minutes.
          if (large) for (const inner of document.querySelectorAll(".chart .inner")) inner.replaceChildren();
          const result = await globalThis.axe.run(document, { resultTypes: ["violations"] });
          return result.violations.map((one) => `${one.id}: ${one.nodes.length} times, ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary}`);
        }, size === "2000");
        assert.deepEqual(found, []);
        await page.close();
      });

    test("says the same without script", async () => {
      const { page } = await opened(browser, page_of(size), { script: false });
      const sections = await page.$$eval("main > section", (all) => all.map((one) => one.id));
      assert.ok(sections.includes("summary") && sections.includes("charts") && sections.includes("asked"));
      assert.equal(await page.$("input, button"), null, "nothing to press that would do nothing");
      await page.close();
    });
  });
}

test("the keyboard reaches everything, and shows where it is", async () => {
  const { page } = await opened(browser, page_of("sample"));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const seen = new Set();
  for (let press = 0; press < 400; ++press) {
    await page.keyboard.press("Tab");
    const { tag, key, outline } = await page.evaluate(() => {
      const at = document.activeElement;
      const style = getComputedStyle(at);
      const all = [...document.querySelectorAll("*")];
      return { tag: at.tagName, key: all.indexOf(at), outline: `${style.outlineStyle} ${parseFloat(style.outlineWidth) >= 2}` };
    });
    if (tag === "BODY" || seen.has(key)) break;
    assert.equal(outline, "solid true", `focus can be seen on ${tag}`);
    seen.add(key);
  }
  const reachable = await page.$$eval("a[href], summary, button, input, .scroll", (all) =>
    all.filter((one) => one.checkVisibility()).length);
  assert.equal(seen.size, reachable - 1, "all but the link that was first");
  await page.close();
});

test("a link to a rule leads to its page, a link to a chart opens it", async () => {
  const { page } = await opened(browser, page_of("40"));
  const broken = await page.$$eval("a[href^='#']", (all) =>
    all.map((one) => one.getAttribute("href")).filter((href) => !document.getElementById(href.slice(1))));
  assert.deepEqual(broken, []);
  await page.click("#elements .heat tbody a");
  assert.ok(await page.$eval("details.chart[open] .inner", (one) => one.checkVisibility()));
  await page.close();
});

test("charts are found by name, and a table sorts", async () => {
  const { page } = await opened(browser, page_of("2000"));
  await page.type("#chart-filter", "mrn-00012");
  assert.equal(await page.$$eval("details.chart", (all) => all.filter((one) => one.checkVisibility()).length), 1);
  // Not by the mouse: a page of this length still moves while it is laid out anew.
  await page.$eval("#found thead th:nth-child(3) button", (one) => one.click());
  const counts = await page.$$eval("#found tbody td:nth-child(3)", (all) => all.map((one) => Number(one.textContent.replace(",", ""))));
  assert.deepEqual(counts, [...counts].sort((one, other) => one - other));
  await page.close();
});

test("without narrative, no words of the notes stand there", async () => {
  const file = path.join(here, "bare.html");
  execFileSync(process.env.NOTEWELL, ["report", "--no-narrative", "-o", file, "--now", "2026-11-23", path.join(here, "charts", "sample")]);
  const html = readFileSync(file, "utf8");
  for (const words of ["smiled at the mention", "Eats dinner", "51 words (100"]) assert.ok(!html.includes(words), words);
  const { page, said } = await opened(browser, file);
  assert.deepEqual(said, []);
  assert.deepEqual(await sticking_out(page), []);
  await page.close();
});
