"use strict";

/* The answers: what all documents say of an indicator in a place, achieved and planned; a row per place, or per indicator where
   there is one place only. Each value leads to the figure that states it. */
function makeAnswers(answers, documents) {
  const AT_ONCE = 4;
  const control = (id) => document.getElementById(id);
  const STATUSES = ["achieved", "planned"];
  const series = seriesOf();
  const regions = regionsOf();
  const isOnePlace = regions.length === 1;
  let columnsShown = AT_ONCE;
  let table = null;
  let chosen = null;

  function keyOf(answer) {
    return [answer.indicator, answer.measure, answer.rate_kind, answer.per, answer.breakdown, answer.unit_norm].join("|");
  }

  /* What is measured in one way: first what most places tell, with a target as well as a result; then what is told most often, and
     first. */
  function seriesOf() {
    const found = new Map();
    for (const answer of answers) {
      const key = keyOf(answer);
      if (!found.has(key)) found.set(key, { ...answer, key, count: 0, places: { achieved: new Set(), planned: new Set() } });
      found.get(key).count += 1;
      found.get(key).places[answer.status].add(answer.code + answer.region);
    }
    for (const one of found.values()) {
      const both = [...one.places.planned].filter((place) => one.places.achieved.has(place)).length;
      one.weight = 2 * both + one.places.achieved.size + one.places.planned.size;
    }
    const order = ({ document, claim }) => document * 1e6 + Number(claim.slice(1));
    return [...found.values()].sort((a, b) => b.weight - a.weight || b.count - a.count || order(a) - order(b));
  }

  function regionsOf() {
    const found = new Map();
    for (const answer of answers) {
      const key = answer.code + answer.region;
      if (!found.has(key)) found.set(key, { name: answer.region, code: answer.code, answers: new Map() });
      const own = found.get(key).answers;
      if (!own.has(keyOf(answer))) own.set(keyOf(answer), []);
      own.get(keyOf(answer)).push(answer);
    }
    return [...found.values()];
  }

  function nameOf(one) {
    const parts = [said(one, "breakdown"), one.measure === "level" ? "" : t(`measure.${one.measure}`),
      ["", "year_on_year"].includes(one.rate_kind) ? "" : t(`rate_kind.${one.rate_kind}`)].filter(Boolean);
    const name = said(one, "indicator");
    return Language.isChinese() ? [name, ...parts].join("·") : [name, ...parts].join(", ");
  }

  const periodEnd = (answer) => answer.period.split("/").at(-1);

  /* The answer that a cell shows: of the period asked for, else of the latest, of a year rather than of several. */
  function pick(region, key, status) {
    const period = control("period").value;
    const own = (region.answers.get(key) ?? []).filter((answer) => answer.status === status && (period === "" || `=${answer.period}` === period));
    return own.reduce((best, answer) => {
      if (best === null) return answer;
      const [a, b] = [periodEnd(answer), periodEnd(best)];
      return a > b || (a === b && answer.period.length < best.period.length) ? answer : best;
    }, null);
  }

  function linkTo(answer, content) {
    const link = make("a", "", content);
    link.href = `${documents[answer.document].link}#${answer.claim}`;
    return link;
  }

  function fillCell(cell, answer) {
    if (answer === null) {
      cell.append("–");
      return;
    }
    cell.append(Figures.show(answer), make("span", "period", answer.period));
    if (answer.conflicts.length > 0) cell.append(make("span", "badge unsound", `≠ ${t("checks.conflict")}`));
    else if (answer.revisions.length > 0) cell.append(make("span", "badge", `↻ ${t("checks.revised")}`));
  }

  /* A column of results or targets; `of(row)`: the region and the series of a row. */
  function valueColumn(name, status, of, over) {
    const answer = (row) => pick(of(row).region, of(row).one.key, status);
    const value = (row) => answer(row)?.value ?? null;
    return {
      name, heading: `status.${status}`, className: `number ${status}`, over, value, optional: true,
      fill: (cell, row) => fillCell(cell, answer(row)),
      parts: [
        { heading: `status.${status}`, over, value },
        { heading: "claim.unit", over, value: (row) => (answer(row) ? Figures.unit(answer(row)) : "") },
        { heading: "claim.period", over, value: (row) => answer(row)?.period ?? "" },
      ],
    };
  }

  function matches(query, one) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const text = `${Object.values(INDICATORS[one.indicator] ?? {}).join(" ")} ${nameOf(one)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }

  function indicatorTable(shown) {
    const of = (one) => ({ region: regions[0], one });
    const first = { name: "indicator", heading: "claim.indicator", className: "title", value: nameOf, fill: (cell, one) => cell.append(nameOf(one)) };
    const source = (one) => STATUSES.map((status) => pick(regions[0], one.key, status)).find(Boolean);
    const origin = {
      name: "document", heading: "answers.document", className: "minor", value: (one) => titleOf(source(one)), optional: true, hidden: documents.length < 2,
      fill: (cell, one) => source(one) && cell.append(linkTo(source(one), titleOf(source(one)))),
    };
    makeIn([first, ...STATUSES.map((status) => valueColumn(status, status, of)), origin], (one) => choose(regions[0], one));
    show(shown.filter((one) => source(one) !== undefined));
  }

  function regionTable(shown) {
    const some = shown.slice(0, columnsShown);
    const first = { name: "region", heading: "claim.region", className: "title", value: (region) => region.name, fill: (cell, region) => cell.append(make("span", "quoted", region.name)) };
    const columns = some.flatMap((one) => STATUSES.map((status) =>
      valueColumn(`${one.key}|${status}`, status, (region) => ({ region, one }), () => nameOf(one))));
    makeIn([first, ...columns], (region, cell) => choose(region, some.find((one) => cell?.dataset.column.startsWith(`${one.key}|`)) ?? some[0]));
    const query = control("regions").value.trim().toLowerCase();
    const asked = regions.filter((region) => region.name.toLowerCase().includes(query));
    show(asked.filter((region) => some.some((one) => STATUSES.some((status) => pick(region, one.key, status) !== null))));
    drawTargets(asked, some[0]);
  }

  function makeIn(columns, onOpen) {
    table = makeTable(control("answers"), { columns, onOpen });
    table.offer(control("answers-columns"), "answers");
  }

  function show(rows) {
    table.know(rows);
    table.show(rows);
  }

  const titleOf = (answer) => (answer ? documents[answer.document].title || documents[answer.document].source : "");

  /* The chart beside the table, until a place is chosen. */
  function drawTargets(shown, one) {
    if (chosen !== null || one === undefined) return;
    const rows = shown.map((region) => {
      const [achieved, planned] = STATUSES.map((status) => pick(region, one.key, status));
      const words = (answer) => answer && `${region.name} ${answer.period}: ${Figures.say(answer)}`;
      return { name: region.name, achieved: achieved?.value ?? null, planned: planned?.value ?? null, words: { achieved: words(achieved), planned: words(planned) } };
    });
    const chart = Charts.targets(`${nameOf(one)}: ${t("answers.targets")}`, rows, (value) => Figures.say({ ...one, value, value_max: null, comparator: "eq" }));
    control("detail").replaceChildren(...(chart ? [make("h2", "", nameOf(one)), make("p", "quiet", t("answers.targets")), chart] : []));
    control("detail").hidden = chart === null;
  }

  /* A place and an indicator: the trend, and every value with its document. */
  function choose(region, one) {
    chosen = { region, one };
    const own = [...region.answers.get(one.key) ?? []].sort((a, b) => (periodEnd(a) < periodEnd(b) ? -1 : 1));
    const select = make("select");
    select.setAttribute("aria-label", t("claim.indicator"));
    const known = series.filter((other) => region.answers.has(other.key) || other === one);
    fillSelect(select, known.map((other) => [other.key, nameOf(other)]));
    select.value = one.key;
    select.addEventListener("input", () => {
      choose(region, series.find((other) => other.key === select.value));
      control("detail").querySelector("select").focus();
    });
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", t("document.close"));
    close.addEventListener("click", () => {
      chosen = null;
      update();
    });
    const points = own.filter((answer) => /^\d{4}$/.test(answer.period)).map((answer) => ({
      year: Number(answer.period), value: answer.value, status: answer.status, words: `${answer.period}: ${Figures.say(answer)}`, short: Figures.say(answer),
    }));
    const chart = Charts.trend(`${region.name} ${nameOf(one)}`, points);
    control("detail").replaceChildren(...[close, make("h2", "", region.name), select, chart, valuesOf(own)].filter(Boolean));
    control("detail").hidden = false;
    control("detail").scrollTop = 0;
  }

  function valuesOf(own) {
    const other = ([value, place, claim], answer, sign, words) => make("p", "other", [
      `${sign} ${t(words)} `, linkTo({ document: place, claim }, Figures.say({ ...answer, value, value_max: null, comparator: "eq" })), ` ${titleOf({ document: place })}`,
    ]);
    return make("ul", "values", own.map((answer) => make("li", "", [
      make("p", "", [make("span", "period", answer.period), ` ${t(`status.${answer.status}`)} `, make("b", "", linkTo(answer, Figures.show(answer)))]),
      make("p", "quiet", titleOf(answer)),
      ...answer.conflicts.map((told) => other(told, answer, "≠", "checks.conflict")),
      ...answer.revisions.map((told) => other(told, answer, "↻", "checks.revised")),
      ...(answer.growth_check === "differs" ? [make("p", "other", `≠ ${t("checks.implied")} ${Language.number(answer.implied)}%`)] : []),
    ])));
  }

  function fillPeriods() {
    const counts = new Map();
    for (const { period } of answers) counts.set(period, (counts.get(period) ?? 0) + 1);
    const years = [...counts.keys()].filter((period) => /^\d{4}$/.test(period)).sort().reverse();
    fillSelect(control("period"), [["", t("answers.latest")], ...years.map((year) => [`=${year}`, year])]);
  }

  function update() {
    const shown = series.filter((one) => matches(control("indicators").value, one));
    if (isOnePlace) indicatorTable(shown);
    else regionTable(shown);
    if (chosen !== null) choose(chosen.region, chosen.one);
    else if (isOnePlace) control("detail").hidden = true;
    control("more-indicators").hidden = isOnePlace || shown.length <= columnsShown;
    const count = isOnePlace ? shown.length : Math.min(columnsShown, shown.length);
    control("answers-shown").textContent = `${count} / ${series.length} ${t("answers.indicators_shown")}`;
  }

  /* What one document tells stands above its text and all its facts. */
  function drawAbout() {
    const [only] = documents.length === 1 ? documents : [];
    const link = make("a", "", `${t("answers.whole")} →`);
    if (only) link.href = only.link;
    const title = make("h2", "", only ? only.title || only.source : regions[0].name);
    title.lang = "zh-Hans";
    control("about").replaceChildren(...(only ? [title, link] : isOnePlace ? [title] : []));
  }

  function redraw() {
    fillPeriods();
    drawAbout();
    update();
  }

  control("regions").hidden = isOnePlace;
  control("answers").classList.toggle("one-place", isOnePlace);
  control("more-indicators").addEventListener("click", () => {
    columnsShown += AT_ONCE;
    update();
  });
  for (const id of ["indicators", "regions", "period"]) control(id).addEventListener("input", update);
  Download.menu(control("answers-download"), "answers", () => table.lines());
  return { redraw };
}
