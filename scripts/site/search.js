// Finds pages by their words, in an index that is part of the site: no request leaves the page.
"use strict";
(() => {
  const form = document.querySelector("form[role=search]");
  const input = document.getElementById("search");
  const results = document.getElementById("results");
  const found = document.getElementById("found");
  const top = document.body.dataset.top;
  const pages = window.notewellIndex.map((page) => ({
    ...page, title: page.t.toLowerCase(), kind: page.k.toLowerCase(), words: page.w.toLowerCase(),
  }));
  const most = 20;

  // A word counts most in the title or the rule's name, less in the text; all words have to be there.
  const score = (page, words) => {
    let sum = 0;
    for (const word of words) {
      const points = (page.title.includes(word) ? 8 : 0) + (page.kind.includes(word) ? 8 : 0) +
        (page.words.includes(word) ? 1 : 0);
      if (points === 0) return 0;
      sum += points;
    }
    return sum;
  };

  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    results.hidden = words.length === 0;
    const hits = words.length === 0 ? [] :
      pages.map((page) => ({ page, points: score(page, words) })).filter((hit) => hit.points > 0)
        .sort((one, other) => other.points - one.points || one.page.title.localeCompare(other.page.title));
    found.textContent = hits.length === 0 ? "Nothing found." :
      hits.length === 1 ? "One page." : `${hits.length} pages` + (hits.length > most ? `, the best ${most}:` : ":");
    results.querySelector("ul").replaceChildren(...hits.slice(0, most).map(({ page }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const kind = document.createElement("code");
      link.href = `${top}/${page.a}`;
      link.textContent = page.t;
      kind.textContent = page.k;
      item.append(link, " ", kind);
      return item;
    }));
  };

  form.hidden = false;
  input.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      input.focus();
    } else if (event.key === "Escape" && document.activeElement === input) {
      input.value = "";
      search();
    }
  });
  search();  // what a browser kept in the box
})();
