"use strict";

(() => {
  const BARS = 9;
  const COLUMNS = 12;
  const documents = JSON.parse(document.getElementById("data").textContent);
  const control = (id) => document.getElementById(id);
  const count = (row, label) => row.labels[label] ?? 0;
  const total = (counts) => Object.values(counts).reduce((sum, number) => sum + number, 0);
  for (const row of documents) row.claims = total(row.dimensions);

  const number = (value) => (cell, row) => {
    const shown = value(row);
    cell.textContent = shown ? Language.number(shown) : "–";
  };
  const numeric = (name, value, className = "") => ({
    name, heading: `column.${name}`, value, fill: number(value), className: `number ${className}`,
  });
  const flagged = (name, value) => ({
    ...numeric(name, value),
    fill(cell, row) {
      number(value)(cell, row);
      cell.classList.toggle("flag", value(row) > 0);
    },
  });

  const table = makeTable(control("documents"), {
    columns: [
      {
        name: "title", heading: "column.title", className: "title", value: (row) => row.title || row.source,
        fill(cell, row) {
          const link = make("a", "", row.title || row.source);
          link.href = row.link;
          link.tabIndex = -1;
          link.lang = "zh-Hans";
          cell.append(link, make("span", "source", row.source));
        },
      },
      { name: "region", heading: "column.region", className: "minor", value: (row) => row.region, fill: (cell, row) => cell.append(row.region || "–") },
      { name: "year", heading: "column.year", className: "minor", value: (row) => row.year, fill: (cell, row) => cell.append(String(row.year ?? "–")) },
      {
        name: "status", heading: "column.status", value: (row) => row.status,
        fill: (cell, row) => cell.append(make("span", `status ${row.status === "ok" ? "good" : "bad"}`, t(`status.${row.status}`))),
      },
      numeric("characters", (row) => row.characters, "minor"),
      numeric("claims", (row) => row.claims),
      numeric("schools", (row) => count(row, "SCHOOL"), "minor"),
      numeric("people", (row) => count(row, "PERSON"), "minor"),
      numeric("programs", (row) => count(row, "PROGRAM"), "minor"),
      flagged("suspects", (row) => row.suspects),
      flagged("unsound", (row) => row.unsound),
    ],
    onOpen: (row) => location.assign(row.link),
    dress: (element, row) => element.classList.toggle("flagged", row.suspects + row.unsound > 0),
  });

  function filtered() {
    const query = control("search").value.trim();
    const chosen = { year: control("year").value, region: control("region").value, status: control("status").value };
    return documents.filter((row) =>
      matches(query, [row.title, row.source, row.region])
      && (chosen.year === "" || `=${row.year ?? ""}` === chosen.year)
      && (chosen.region === "" || `=${row.region}` === chosen.region)
      && (chosen.status === "" || `=${row.status}` === chosen.status)
      && (!control("suspects").checked || row.suspects > 0)
      && (!control("unsound").checked || row.unsound > 0));
  }

  function fillChoices() {
    const options = (values, words) => [
      ["", t("report.all")],
      ...values.map((value) => [`=${value}`, value === "" ? t("report.unknown") : words(value)]),
    ];
    const distinct = (value) => [...new Set(documents.map(value))];
    const years = distinct((row) => String(row.year ?? "")).sort().reverse();
    fillSelect(control("year"), options(years, (year) => year));
    const regions = distinct((row) => row.region).sort((a, b) => (a === "") - (b === "") || a.localeCompare(b, "zh-Hans"));
    fillSelect(control("region"), options(regions, (region) => region));
    fillSelect(control("status"), options(distinct((row) => row.status).sort(), (status) => t(`status.${status}`)));
  }

  /* The counts of all rows, added up by key. */
  function sums(rows, counts) {
    const summed = new Map();
    for (const row of rows) {
      for (const [key, number] of Object.entries(counts(row))) summed.set(key, (summed.get(key) ?? 0) + number);
    }
    return [...summed];
  }

  function drawTiles(rows) {
    const sum = (value) => rows.reduce((all, row) => all + value(row), 0);
    const tile = (name, value, onClick = null) => {
      const element = make(onClick ? "button" : "div", onClick && value > 0 ? "tile flag" : "tile", [
        make("strong", "", Language.number(value)),
        make("span", "", t(`overview.${name}`)),
      ]);
      if (onClick) element.addEventListener("click", onClick);
      return element;
    };
    control("tiles").replaceChildren(
      tile("documents", rows.length),
      tile("claims", sum((row) => row.claims)),
      tile("mentions", sum((row) => total(row.labels))),
      tile("suspects", sum((row) => row.suspects), () => control("suspects").click()),
      tile("unsound", sum((row) => row.unsound), () => control("unsound").click()),
      tile("failed", sum((row) => row.status === "failed"), () => toggleStatus("=failed")),
    );
  }

  function toggleStatus(value) {
    const status = control("status");
    status.value = status.value === value ? "" : value;
    if (status.selectedIndex < 0) status.value = "";
    update();
  }

  /* Horizontal bars, the longest first; what is left over in one. */
  function drawBars(container, entries, words, nothing) {
    entries.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const rest = entries.slice(BARS).reduce((all, [, number]) => all + number, 0);
    const shown = entries.slice(0, BARS).map(([key, number]) => [words(key), number]);
    if (rest > 0) shown.push([t("report.other"), rest]);
    const longest = Math.max(...shown.map(([, number]) => number));
    const list = make("ul", "bars", shown.map(([name, number]) => {
      const bar = make("span", "bar");
      bar.style.width = `${(100 * number) / longest}%`;
      const track = make("span", "track", bar);
      track.ariaHidden = "true";
      return make("li", "", [make("span", "name", name), track, make("span", "number", Language.number(number))]);
    }));
    container.replaceChildren(shown.length ? list : make("p", "quiet", t(nothing)));
  }

  /* Columns in the order of the years, gaps included; what lies far back in one. */
  function drawColumns(container, entries) {
    const known = entries.filter(([year]) => year !== "").map(([year, number]) => [Number(year), number]);
    const unknown = entries.find(([year]) => year === "")?.[1] ?? 0;
    if (known.length === 0 && unknown === 0) {
      container.replaceChildren(make("p", "quiet", t("overview.nothing")));
      return;
    }
    const last = Math.max(...known.map(([year]) => year));
    const first = Math.max(Math.min(...known.map(([year]) => year)), last - COLUMNS + 1);
    const shown = [];
    for (let year = first; year <= last; year += 1) {
      shown.push([String(year), known.find(([other]) => other === year)?.[1] ?? 0]);
    }
    const earlier = known.filter(([year]) => year < first).reduce((all, [, number]) => all + number, 0);
    if (earlier > 0) shown.unshift([t("overview.earlier"), earlier]);
    if (unknown > 0) shown.push(["?", unknown]);
    const highest = Math.max(...shown.map(([, number]) => number));
    container.replaceChildren(make("ol", "columns", shown.map(([year, number]) => {
      const bar = make("span", "bar");
      bar.style.height = `${(100 * number) / highest}%`;
      const track = make("span", "track", bar);
      track.ariaHidden = "true";
      const column = make("li", "", [
        make("span", "number", number ? Language.short(number) : ""), track, make("span", "name", year),
      ]);
      column.title = `${year === "?" ? t("report.unknown") : year}: ${Language.number(number)}`;
      return column;
    })));
  }

  function drawCharts(rows) {
    const dimension = (key) => t(`dimension.${key}`);
    drawBars(control("by_dimension"), sums(rows, (row) => row.dimensions), dimension, "overview.nothing");
    drawColumns(control("by_year"), sums(rows, (row) => row.years));
    const label = (key) => t(`label.${key.toLowerCase()}`);
    drawBars(control("by_label"), sums(rows, (row) => row.labels), label, "overview.nothing");
    drawBars(control("by_code"), sums(rows, (row) => row.codes), (code) => code, "overview.no_failures");
  }

  function update() {
    const rows = filtered();
    table.show(rows);
    drawTiles(rows);
    drawCharts(rows);
    remember();
    control("shown").textContent = `${Language.number(rows.length)} / ${Language.number(documents.length)} ${t("overview.documents_shown")}`;
  }

  /* The address holds the filters, so that the way back from a document finds them as they were. */
  function remember() {
    const set = inputs.map((input) => [input.id, input.type === "checkbox" ? String(input.checked || "") : input.value]);
    const query = new URLSearchParams(set.filter(([, value]) => value !== ""));
    history.replaceState(null, "", query.size ? `#${query}` : location.pathname);
  }

  function recall() {
    for (const [id, value] of new URLSearchParams(location.hash.slice(1))) {
      const input = inputs.find((other) => other.id === id);
      if (input?.type === "checkbox") input.checked = value === "true";
      else if (input) input.value = value;
    }
  }

  const inputs = ["search", "year", "region", "status", "suspects", "unsound"].map(control);
  for (const input of inputs) input.addEventListener("input", update);
  control("reset").addEventListener("click", () => {
    for (const input of inputs) {
      if (input.type === "checkbox") input.checked = false;
      else input.value = "";
    }
    update();
  });
  fillChoices();
  recall();
  Language.onChange(() => {
    fillChoices();
    update();
  });
})();
