// Comfort only: the page says all it has to say without this.
(() => {
  "use strict";
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // A chart that a link leads to is opened.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Charts by name, and only those that would fail.
  const charts = [...document.querySelectorAll("details.chart")];
  const tools = document.querySelector("[data-tools=charts]");
  if (tools && charts.length > 3) {
    const name = make("input", { type: "search", id: "chart-filter" });
    const failing = make("input", { type: "checkbox", id: "chart-failing" });
    const shown = make("output", { htmlFor: "chart-filter chart-failing" });
    const apply = () => {
      const wanted = name.value.trim().toLowerCase();
      let count = 0;
      for (const chart of charts) {
        const fits = chart.dataset.name.toLowerCase().includes(wanted) && (!failing.checked || chart.dataset.fails !== "0");
        chart.hidden = !fits;
        count += fits;
      }
      const filtered = wanted || failing.checked;
      shown.textContent = filtered ? `${count} of ${charts.length} charts` : "";
      const more = document.querySelector("#charts > details.more");
      if (more && filtered) more.open = true;
    };
    name.addEventListener("input", apply);
    failing.addEventListener("change", apply);
    const label = make("label", { htmlFor: "chart-failing", textContent: " only those that would fail" });
    label.prepend(failing);
    tools.append(make("label", { htmlFor: "chart-filter", textContent: "Find a chart" }), name, label, shown);
  }
  if (tools && charts.length > 1) {
    const all = make("button", { type: "button", textContent: "Open all" });
    all.addEventListener("click", () => {
      const open = all.textContent === "Open all";
      for (const chart of charts) chart.open = open;
      all.textContent = open ? "Close all" : "Open all";
    });
    tools.append(all);
  }

  // Tables whose columns sort.
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const heads = [...table.tHead.rows[0].cells];
    const value = (row, column) => {
      const text = row.cells[column].textContent.trim();
      const number = Number.parseFloat(text.replaceAll(",", ""));
      return Number.isNaN(number) ? text : number;
    };
    const order = { error: 0, warning: 1, information: 2, hint: 3 };
    const compare = (one, other) => {
      if (one in order && other in order) return order[one] - order[other];
      return typeof one === "number" && typeof other === "number" ? one - other : String(one).localeCompare(String(other), "en");
    };
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...table.tBodies[0].rows];
        rows.sort((one, other) => (up ? 1 : -1) * compare(value(one, column), value(other, column)));
        table.tBodies[0].append(...rows);
      });
    });
  }
})();
