"use strict";

/* A table that sorts by its columns, takes any subset of its rows, and draws them as they come into view.

   columns: [{name, heading (a key of words, or several to try, or a function), value(row) to sort by, fill(cell, row), className,
     plain(row): what a file holds instead of `value`, a text, a number or null;
     over: a heading over this column and its neighbours that have the same;
     optional: whether readers may hide it; hidden: until they ask for it}]
   onOpen(row, cell): a click or Enter on a row; dress(element, row): classes of a row;
   group(row): heading above rows that follow each other and have it in common, while they are in the order of the data. */
function makeTable(container, { columns, onOpen, dress = () => {}, group = null }) {
  const AT_ONCE = 150;
  const table = make("table");
  const head = table.createTHead();
  const body = table.createTBody();
  const more = make("div", "more");
  const elements = new Map();
  const hidden = new Set(columns.filter((column) => column.hidden).map((column) => column.name));
  const collator = new Intl.Collator("zh-Hans");
  let empty = new Set();
  let rows = [];
  let ordered = [];
  let drawn = 0;
  let lastGroup = null;
  let sorting = { column: null, direction: 1 };
  let chosen = null;

  container.replaceChildren(table, more);
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) draw(AT_ONCE);
  }, { rootMargin: "600px" }).observe(more);
  addEventListener("beforeprint", () => table.isConnected && draw(AT_PRINT));

  body.addEventListener("click", (event) => {
    // A link goes its own way (a new tab, too), and words may be selected to copy them.
    if (event.target.closest("a") === null && document.getSelection().isCollapsed) open(event.target);
  });
  body.addEventListener("keydown", (event) => {
    const element = event.target.closest("tr");
    if (event.target !== element) return;
    if (event.key === "Enter" || event.key === " ") open(element);
    else if (event.key === "ArrowDown") walk(element, "nextElementSibling");
    else if (event.key === "ArrowUp") walk(element, "previousElementSibling");
    else if (event.key === "Home") focus(elements.get(ordered[0]));
    else if (event.key === "End") focus(elements.get(ordered[drawn - 1]));
    else return;
    event.preventDefault();
  });
  // One row at a time is a stop of the tabulator; arrows walk through the rest.
  body.addEventListener("focusin", (event) => {
    const element = event.target.closest("tr");
    for (const other of body.querySelectorAll('tr[tabindex="0"]')) other.tabIndex = -1;
    if (element !== null) element.tabIndex = 0;
  });

  function focus(element) {
    if (element === undefined) return;
    element.focus();
    element.scrollIntoView({ block: "nearest" });
  }

  function walk(element, way) {
    let next = element[way];
    while (next?.classList.contains("group")) next = next[way];
    if (next !== null) focus(next);
  }

  function open(target) {
    const row = ordered[target.closest("tr")?.dataset.place];
    if (row !== undefined) onOpen(row, target.closest("td"));
  }

  function sortBy(column) {
    const again = sorting.column === column;
    // A third click leads back to the order of the data.
    if (again && sorting.direction === -1) sorting = { column: null, direction: 1 };
    else sorting = { column, direction: again ? -1 : 1 };
    redraw();
  }

  function compare([left], [right]) {
    // What has no value goes last in either direction.
    if (left === null || left === "" || right === null || right === "") {
      return (left === null || left === "") - (right === null || right === "");
    }
    const order = typeof left === "number" ? left - right : collator.compare(left, right);
    return order * sorting.direction;
  }

  function sorted() {
    if (sorting.column === null) return rows;
    return rows.map((row) => [sorting.column.value(row), row]).sort(compare).map(([, row]) => row);
  }

  const offered = () => columns.filter((column) => !empty.has(column.name));
  const visible = () => offered().filter((column) => !hidden.has(column.name));
  const heading = (column) => (typeof column.heading === "function" ? column.heading() : t(...[column.heading].flat()));

  function drawHead() {
    head.replaceChildren();
    const shown = visible();
    if (shown.some((column) => column.over)) {
      const line = head.insertRow();
      let last = null;
      for (const column of shown) {
        const over = column.over?.() ?? "";
        if (over !== "" && over === last?.over) last.cell.colSpan += 1;
        else {
          const cell = make(over ? "th" : "td", "over", over);
          if (over) cell.scope = "colgroup";
          line.append(cell);
          last = { over, cell };
        }
      }
    }
    const line = head.insertRow();
    for (const column of shown) {
      const button = make("button", "", heading(column));
      button.type = "button";
      button.addEventListener("click", () => {
        sortBy(column);
        head.querySelector(`[data-column="${CSS.escape(column.name)}"] button`)?.focus();
      });
      const cell = make("th", column.className ?? "", button);
      cell.scope = "col";
      cell.dataset.column = column.name;
      const direction = sorting.column === column ? sorting.direction : 0;
      cell.setAttribute("aria-sort", { 1: "ascending", [-1]: "descending", 0: "none" }[direction]);
      line.append(cell);
    }
  }

  function drawGroup(row, width) {
    const said = group(row);
    if (said === lastGroup) return [];
    lastGroup = said;
    if (said === "") return [];
    const cell = make("th", "", said);
    cell.colSpan = width;
    cell.scope = "rowgroup";
    cell.lang = "zh-Hans";
    return [make("tr", "group", cell)];
  }

  function draw(count) {
    const fragment = document.createDocumentFragment();
    const shown = visible();
    for (const row of ordered.slice(drawn, drawn + count)) {
      if (group !== null && sorting.column === null) fragment.append(...drawGroup(row, shown.length));
      const element = make("tr");
      element.tabIndex = drawn === 0 ? 0 : -1;
      element.dataset.place = drawn;
      drawn += 1;
      for (const column of shown) {
        const cell = make("td", column.className ?? "");
        cell.dataset.column = column.name;
        column.fill(cell, row);
        element.append(cell);
      }
      dress(element, row);
      element.classList.toggle("chosen", row === chosen);
      elements.set(row, element);
      fragment.append(element);
    }
    body.append(fragment);
    more.hidden = drawn >= ordered.length;
  }

  function redraw() {
    drawHead();
    ordered = sorted();
    drawn = 0;
    lastGroup = null;
    elements.clear();
    body.replaceChildren();
    draw(AT_ONCE);
    if (ordered.length === 0) {
      const cell = make("td", "quiet", t("report.nothing_found"));
      cell.colSpan = visible().length;
      body.append(make("tr", "", cell));
    }
  }

  /* Show these rows. */
  function show(newRows) {
    rows = newRows;
    redraw();
  }

  /* Of all rows that there may be: columns without a value in any are left out. */
  function know(all) {
    const has = (column) => all.some((row) => ![null, "", undefined].includes(column.value(row)));
    empty = new Set(columns.filter((column) => column.optional && !has(column)).map((column) => column.name));
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

  /* A menu with a box for each column that may be hidden; the browser remembers, where it may. */
  function offer(details, name) {
    const key = `policyfacts-columns-${name}`;
    const chosenBefore = remembered(key);
    for (const column of columns.filter(({ optional }) => optional)) {
      if (Object.hasOwn(chosenBefore, column.name)) hidden[chosenBefore[column.name] ? "delete" : "add"](column.name);
    }
    // The menu is that of the latest table in its place.
    details.ontoggle = () => {
      if (!details.open) return;
      details.querySelector(".choices").replaceChildren(...offered().filter(({ optional }) => optional).map((column) => {
        const box = make("input");
        box.type = "checkbox";
        box.checked = !hidden.has(column.name);
        box.value = column.name;
        box.addEventListener("input", () => {
          hidden[box.checked ? "delete" : "add"](column.name);
          remember(key, { ...remembered(key), [column.name]: box.checked });
          redraw();
        });
        return make("label", "check", [box, heading(column)]);
      }));
    };
  }

  /* The rows as they are shown, in the columns that are shown, as lines for a file. */
  function lines() {
    const plain = (column, row) => (column.plain ?? column.value)(row) ?? "";
    const parts = visible().flatMap((column) => column.parts ?? [column]);
    return [
      parts.map((column) => [column.over?.(), heading(column)].filter(Boolean).join(" ")),
      ...ordered.map((row) => parts.map((column) => plain(column, row))),
    ];
  }

  return { show, know, redraw, choose, offer, lines };
}

/* Rows that go to the printer at most. */
const AT_PRINT = 5000;

/* What a browser keeps of a reader's choices; nothing where it keeps nothing for pages from disk. */
function remembered(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // then for this page only
  }
}

/* The options of a select: [value, words] pairs, the first one for "all". The choice stays when the words change. */
function fillSelect(select, options) {
  const value = select.value;
  select.replaceChildren(...options.map(([key, words]) => new Option(words, key)));
  select.value = value;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/* The options of a select for the distinct values of rows: "=value", since a value may be empty. */
function optionsOf(all, rows, value, words) {
  return [["", t(all)], ...[...new Set(rows.map(value))].sort().map((key) => [`=${key}`, words(key)])];
}

/* Whether a select lets a value pass. */
const passes = (select, value) => select.value === "" || select.value === `=${value}`;

/* Whether every word of a query is in one of the texts. */
function matches(query, texts) {
  const text = texts.join("\n").toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
