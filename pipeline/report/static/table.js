"use strict";

/* A table that sorts by its columns, takes any subset of its rows, and draws them as they come into view.

   columns: [{name, heading (a key of words, or several to try), value(row) to sort by, fill(cell, row), className}]
   onOpen(row): a click or Enter on a row; dress(element, row): classes of a row. */
function makeTable(container, { columns, onOpen, dress = () => {} }) {
  const AT_ONCE = 150;
  const table = make("table");
  const head = table.createTHead().insertRow();
  const body = table.createTBody();
  const more = make("div", "more");
  const elements = new Map();
  let rows = [];
  let ordered = [];
  let drawn = 0;
  let sorting = { column: null, direction: 1 };
  let chosen = null;

  for (const column of columns) {
    const button = make("button");
    button.type = "button";
    button.addEventListener("click", () => sortBy(column));
    const cell = make("th", column.className ?? "", button);
    cell.scope = "col";
    cell.dataset.column = column.name;
    head.append(cell);
  }
  container.append(table, more);
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) draw(AT_ONCE);
  }, { rootMargin: "600px" }).observe(more);

  body.addEventListener("click", (event) => {
    // A link goes its own way (a new tab, too), and words may be selected to copy them.
    if (event.target.closest("a") === null && document.getSelection().isCollapsed) open(event.target.closest("tr"));
  });
  body.addEventListener("keydown", (event) => {
    const element = event.target.closest("tr");
    if (event.target !== element) return;
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (event.key === "Enter" || event.key === " ") open(element);
    else if (step) element[step]?.focus();
    else return;
    event.preventDefault();
  });

  function open(element) {
    const row = ordered[element?.dataset.place];
    if (row !== undefined) onOpen(row);
  }

  function sortBy(column) {
    const again = sorting.column === column;
    // A third click leads back to the order of the data.
    if (again && sorting.direction === -1) sorting = { column: null, direction: 1 };
    else sorting = { column, direction: again ? -1 : 1 };
    redraw();
  }

  function compare(a, b) {
    const [left, right] = [sorting.column.value(a), sorting.column.value(b)];
    // What has no value goes last in either direction.
    if (left === null || left === "" || right === null || right === "") {
      return (left === null || left === "") - (right === null || right === "");
    }
    const order = typeof left === "number" ? left - right : left.localeCompare(right, "zh-Hans");
    return order * sorting.direction;
  }

  function draw(count) {
    const fragment = document.createDocumentFragment();
    for (const row of ordered.slice(drawn, drawn + count)) {
      const element = make("tr");
      element.tabIndex = 0;
      element.dataset.place = drawn;
      drawn += 1;
      for (const column of columns) {
        const cell = make("td", column.className ?? "");
        column.fill(cell, row);
        element.append(cell);
      }
      dress(element, row);
      element.classList.toggle("chosen", row === chosen);
      elements.set(row, element);
      fragment.append(element);
    }
    body.append(fragment);
    more.hidden = drawn === ordered.length;
  }

  function redraw() {
    for (const [index, column] of columns.entries()) {
      const cell = head.cells[index];
      const direction = sorting.column === column ? sorting.direction : 0;
      cell.setAttribute("aria-sort", { 1: "ascending", [-1]: "descending", 0: "none" }[direction]);
      cell.firstChild.textContent = t(...[column.heading].flat());
    }
    ordered = sorting.column === null ? rows : [...rows].sort(compare);
    drawn = 0;
    elements.clear();
    body.replaceChildren();
    draw(AT_ONCE);
    if (ordered.length === 0) {
      const cell = make("td", "quiet", t("report.nothing_found"));
      cell.colSpan = columns.length;
      body.append(make("tr", "", cell));
    }
  }

  /* Show these rows. */
  function show(newRows) {
    rows = newRows;
    redraw();
  }

  /* Mark a row as chosen and bring it into view; null for none. */
  function choose(row) {
    elements.get(chosen)?.classList.remove("chosen");
    chosen = row;
    const place = ordered.indexOf(row);
    if (place >= drawn) draw(place + AT_ONCE - drawn);
    const element = elements.get(row);
    element?.classList.add("chosen");
    element?.scrollIntoView({ block: "nearest" });
  }

  return { show, redraw, choose };
}

/* The options of a select: [value, words] pairs, the first one for "all". The choice stays when the words change. */
function fillSelect(select, options) {
  const value = select.value;
  select.replaceChildren(...options.map(([key, words]) => new Option(words, key)));
  select.value = value;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/* Whether every word of a query is in one of the texts. */
function matches(query, texts) {
  const text = texts.join("\n").toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
