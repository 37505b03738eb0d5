"use strict";

/* The documents of a report: a table with filters, and charts of what passes them. */
function makeDocuments(documents) {
  const control = (id) => document.getElementById(id);
  const count = (row, label) => row.labels[label] ?? 0;

  const number = (value) => (cell, row) => {
    const shown = value(row);
    cell.textContent = shown ? Language.number(shown) : "–";
  };
  const numeric = (name, value, className = "") => ({
    name, heading: `column.${name}`, value, fill: number(value), className: `number ${className}`, optional: true,
  });
  const flagged = (name, value) => ({
    ...numeric(name, value),
    fill(cell, row) {
      number(value)(cell, row);
      cell.classList.toggle("flag", value(row) > 0);
    },
  });
  const some = (value) => (row) => value(row) || null;

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
      { name: "region", heading: "column.region", className: "minor", optional: true, value: (row) => row.region, fill: (cell, row) => cell.append(row.region || "–") },
      { name: "year", heading: "column.year", className: "minor", optional: true, value: (row) => row.year, fill: (cell, row) => cell.append(String(row.year ?? "–")) },
      {
        name: "status", heading: "column.status", optional: true, value: (row) => row.status,
        fill: (cell, row) => cell.append(make("span", `status ${row.status === "ok" ? "good" : "bad"}`, t(`status.${row.status}`))),
      },
      numeric("characters", (row) => row.characters, "minor"),
      numeric("claims", some((row) => row.claims)),
      numeric("schools", some((row) => count(row, "SCHOOL")), "minor"),
      numeric("people", some((row) => count(row, "PERSON")), "minor"),
      numeric("programs", some((row) => count(row, "PROGRAM")), "minor"),
      flagged("suspects", some((row) => row.suspects)),
      flagged("unsound", some((row) => row.unsound)),
    ],
    onOpen: (row) => location.assign(row.link),
    dress: (element, row) => element.classList.toggle("flagged", row.suspects + row.unsound > 0),
  });
  table.offer(control("documents-columns"), "documents");
  table.know(documents);
  Download.menu(control("documents-download"), "documents", table.lines);

  function filtered() {
    const query = control("search").value.trim();
    return documents.filter((row) =>
      matches(query, [row.title, row.source, row.region])
      && passes(control("year"), String(row.year ?? ""))
      && passes(control("region"), row.region)
      && passes(control("status"), row.status)
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

  function drawCharts(rows) {
    Charts.bars(control("by_dimension"), sums(rows, (row) => row.dimensions), (key) => t(`dimension.${key}`));
    Charts.columns(control("by_year"), sums(rows, (row) => row.years));
    Charts.bars(control("by_label"), sums(rows, (row) => row.labels), (key) => t(`label.${key.toLowerCase()}`));
    Charts.bars(control("by_code"), sums(rows, (row) => row.codes), (code) => code);
  }

  function update() {
    const rows = filtered();
    table.show(rows);
    drawCharts(rows);
    control("shown").textContent = `${Language.number(rows.length)} / ${Language.number(documents.length)} ${t("overview.documents_shown")}`;
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

  return { redraw: update, fillChoices };
}
