"use strict";

/* What a fact says of a field in the words of the interface; values without words speak for themselves. */
function said(fact, name) {
  const value = fact[name];
  if (value === true) return "✓";
  if (value === null || value === undefined || value === "" || value === false) return "";
  if (name === "indicator") return Object.hasOwn(INDICATORS, value) ? Language.of(INDICATORS[value]) : value;
  if (name === "breakdown") return value.split(" ").map(partOfTotal).join(" ");
  return t(`${name}.${value}`);
}

/* stage=primary: 小学. */
function partOfTotal(part) {
  const words = part.slice(part.indexOf("=") + 1);
  return Object.hasOwn(BREAKDOWNS, part) && Language.isChinese() ? BREAKDOWNS[part] : words;
}

/* The columns of the fields that lists may show: those that lists do show first, of them what is copied from the text. */
function columnsOf(section, fields) {
  const column = ({ name, quoted, listed }) => ({
    name, heading: `${section}.${name}`, className: quoted ? "words" : "minor", value: (fact) => said(fact, name),
    fill: (cell, fact) => cell.append(quoted ? make("span", "quoted", fact[name] ?? "") : said(fact, name)),
    optional: true, hidden: !listed,
  });
  const rank = (field) => 2 * field.listed + field.quoted * field.listed;
  return fields.filter((field) => !field.link).sort((a, b) => rank(b) - rank(a)).map(column);
}

/* The table of figures with its filters, of one document or of all.

   first: columns before the others; shows: columns that are shown here though lists do not show them;
   group(claim): heading above; onOpen(claim, cell); onFiltered(claims, isFiltered). */
function makeClaimTable({ first = [], shows = [], group, onOpen, dress = () => {}, onFiltered = () => {} }) {
  const control = (id) => document.getElementById(id);
  // A phone has room for what is told of what, and when.
  const isNarrow = matchMedia("(max-width: 900px)").matches;
  const isHidden = ({ name, hidden }) => (isNarrow ? !["subject", "period"].includes(name) : hidden && !shows.includes(name));
  const isOdd = (claim) => claim.suspect || claim.unsound;
  let claims = [];
  let shown = [];
  let pending = 0;

  const amount = {
    name: "value", heading: "claim.value", className: "number", value: (claim) => claim.value,
    fill(cell, claim) {
      cell.append(claim.value === null ? "–" : Figures.show(claim));
      if (claim.suspect) cell.append(make("span", "badge suspect", `⚠ ${t("claim.suspect")}`));
      if (claim.unsound) cell.append(make("span", "badge unsound", `≠ ${t("claim.unsound")}`));
    },
    parts: [
      { heading: "claim.comparator", value: (claim) => t(`comparator.${claim.comparator}`) },
      { heading: "claim.change", value: (claim) => (claim.change === "none" ? "" : t(`change.${claim.change}`)) },
      { heading: "claim.value", value: (claim) => claim.value },
      { heading: "claim.value_max", value: (claim) => claim.value_max },
      { heading: "claim.unit", value: (claim) => Figures.unit(claim) },
    ],
  };
  const text = {
    name: "text", heading: "claim.text", className: "words", value: (claim) => claim.start ?? claim.text, plain: (claim) => claim.text,
    fill: (cell, claim) => cell.append(make("span", "quoted", claim.text)), optional: true, hidden: isNarrow,
  };
  const fields = columnsOf("claim", FIELDS.claims.filter(({ name }) => !["comparator", "change"].includes(name)))
    .map((column) => ({ ...column, hidden: isHidden(column) }));
  const table = makeTable(control("claims"), {
    columns: [...first, text, amount, ...fields], onOpen, group,
    dress(element, claim) {
      element.classList.toggle("suspect", claim.suspect);
      element.classList.toggle("unsound", claim.unsound);
      dress(element, claim);
    },
  });
  table.offer(control("claims-columns"), document.body.classList[0]);
  Download.menu(control("claims-download"), "figures", table.lines);

  const INDICATOR_NAMES = new Map(Object.entries(INDICATORS).map(([id, names]) => [id, Object.values(names).join(" ")]));
  function haystack(claim) {
    claim.haystack ??= [
      claim.text, ...FIELDS.claims.filter((field) => field.quoted).map(({ name }) => claim[name]), claim.unit, claim.region,
      INDICATOR_NAMES.get(claim.indicator) ?? claim.indicator, claim.program, claim.school, ...first.map((column) => column.value(claim)),
      ...Object.values(claim.reason ?? {}),
    ].join("\n").toLowerCase();
    return claim.haystack;
  }

  function filter(words) {
    const [kind, status] = [control("kind"), control("claim-status")];
    return claims.filter((claim) => passes(kind, Figures.kind(claim)) && passes(status, claim.status)
      && (!control("only-suspects").checked || isOdd(claim)) && words.every((word) => haystack(claim).includes(word)));
  }

  function update() {
    const words = control("search-claims").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    shown = filter(words);
    table.show(shown);
    control("claims-shown").textContent = `${Language.number(shown.length)} / ${Language.number(claims.length)}`;
    onFiltered(shown, shown.length < claims.length);
  }

  /* Of many figures the letters come faster than the tables. */
  function soon() {
    clearTimeout(pending);
    if (claims.length < 5000) update();
    else pending = setTimeout(update, 120);
  }
  for (const id of ["search-claims", "kind", "claim-status", "only-suspects"]) control(id).addEventListener("input", soon);

  function fillChoices() {
    fillSelect(control("kind"), optionsOf("claim.all_kinds", claims, Figures.kind, Figures.kindWords));
    fillSelect(control("claim-status"), optionsOf("document.all_statuses", claims, (claim) => claim.status, (key) => t(`status.${key}`)));
  }

  /* All figures that there are. */
  function know(all) {
    claims = all;
    table.know(all);
    fillChoices();
    update();
  }

  function redraw() {
    fillChoices();
    update();
  }

  return { know, redraw, choose: table.choose };
}
