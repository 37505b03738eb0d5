"use strict";

/* What does not agree: values of one indicator, place and period that documents give differently, and failed checks of figures. */
function makeChecks(answers, documents) {
  const control = (id) => document.getElementById(id);
  let checks = [];

  const titleOf = (place) => documents[place].title || documents[place].source;
  function linkTo(place, claim, words) {
    const link = make("a", "", words);
    link.href = `${documents[place].link}${claim ? `#${claim}` : ""}`;
    link.lang = "zh-Hans";
    return link;
  }
  const plainColumn = (name, heading, value, className = "") => ({
    name, heading, className, value, fill: (cell, row) => cell.append(value(row)),
  });
  const open = (row) => { location.href = `${documents[row.document].link}#${row.claim}`; };

  /* The others give another value: at the same time, later, or by the levels from which a rate follows. */
  function disagreements() {
    return answers.flatMap((answer) => [
      ...answer.conflicts.map(([value, document, claim]) => ({ ...answer, kind: "conflict", other: { value, document, claim } })),
      ...(answer.growth_check === "differs" ? [{ ...answer, kind: "implied", other: { value: answer.implied } }] : []),
      ...answer.revisions.map(([value, document, claim]) => ({ ...answer, kind: "revised", other: { value, document, claim } })),
    ]).sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
  }
  const KINDS = ["conflict", "implied", "revised"];

  const sayOther = (row) => Figures.say({ ...row, value: row.other.value, value_max: null, comparator: "eq" });
  const conflicts = makeTable(control("conflicts"), {
    columns: [
      plainColumn("kind", "checks.kind", (row) => t(`checks.${row.kind}`), "flag"),
      plainColumn("region", "claim.region", (row) => row.region),
      plainColumn("indicator", "claim.indicator", (row) => [said(row, "indicator"), said(row, "breakdown"), row.measure === "level" ? "" : t(`measure.${row.measure}`)].filter(Boolean).join(" ")),
      plainColumn("period", "claim.period", (row) => row.period),
      { ...plainColumn("value", "checks.stands", (row) => row.value, "number"), fill: (cell, row) => cell.append(linkTo(row.document, row.claim, Figures.say(row)), make("span", "source", titleOf(row.document))) },
      {
        ...plainColumn("other", "checks.other", (row) => row.other.value, "number"),
        fill: (cell, row) => cell.append(...(row.other.claim === undefined ? [sayOther(row)]
          : [linkTo(row.other.document, row.other.claim, sayOther(row)), make("span", "source", titleOf(row.other.document))])),
      },
    ],
    onOpen: open,
  });

  const failed = makeTable(control("failed"), {
    columns: [
      plainColumn("severity", "check.severity", (check) => said(check, "severity"), "flag"),
      plainColumn("reason", "check.reason", (check) => Language.of(check.reason), "words"),
      { ...plainColumn("rule", "check.rule", (check) => t(`verified.${check.rule}`), "minor"), fill: (cell, check) => { cell.append(t(`verified.${check.rule}`)); cell.title = check.rule_says; } },
      { ...plainColumn("document", "answers.document", (check) => titleOf(check.document), "words"), fill: (cell, check) => cell.append(linkTo(check.document, check.claim, titleOf(check.document))) },
    ],
    onOpen: open,
  });

  function update() {
    const query = control("search-checks").value.trim();
    const shown = checks.filter((check) => passes(control("severity"), check.severity)
      && matches(query, [Language.of(check.reason), t(`verified.${check.rule}`), titleOf(check.document)]));
    failed.show(shown);
    control("failed-shown").textContent = `${Language.number(shown.length)} / ${Language.number(checks.length)}`;
  }
  for (const id of ["search-checks", "severity"]) control(id).addEventListener("input", update);

  function redraw() {
    const found = disagreements();
    control("conflicts-part").hidden = found.length === 0;
    control("failed-part").hidden = checks.length === 0;
    conflicts.show(found);
    fillSelect(control("severity"), optionsOf("report.all", checks, (check) => check.severity, (key) => t(`severity.${key}`)));
    update();
  }

  /* Load the checks, once. */
  async function load() {
    if (checks.length > 0) return;
    const GRAVITY = ["certain", "likely", "look", ""];
    checks = Data.rows(await Data.load("checks")).sort((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity));
    redraw();
  }

  return { redraw, load };
}
