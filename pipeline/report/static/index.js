"use strict";

/* The index: which of its views is shown, what it counts, and its address, which holds the filters: a link leads back to what was seen,
   and so does the way back from a document. */
(async () => {
  const { documents: packed, counts } = Data.own();
  const documents = Data.rows(packed);
  const control = (id) => document.getElementById(id);
  const total = (values) => Object.values(values).reduce((sum, value) => sum + value, 0);
  for (const row of documents) row.claims = total(row.dimensions);

  const answers = counts.answers > 0 ? Data.rows(await Data.load("answers")) : [];
  const views = {
    documents: makeDocuments(documents),
    answers: answers.length > 0 ? makeAnswers(answers, documents) : null,
    checks: makeChecks(answers, documents),
    facts: makeSearch(counts.files, documents),
  };
  // Views whose filters the address holds: documents need no name, as links of earlier reports have none.
  const INPUTS = ["search", "year", "region", "status", "suspects", "unsound", "indicators", "regions", "period",
    "search-claims", "kind", "claim-status", "only-suspects", "search-checks", "severity"].map(control);
  const disagrees = (answer) => answer.conflicts.length + answer.revisions.length > 0 || answer.growth_check === "differs";
  const isUsable = {
    documents: true, facts: counts.files > 0, answers: answers.length > 0,
    checks: answers.some(disagrees) || total(counts.checks) > 0,
  };
  document.querySelector(".everywhere").hidden = !isUsable.facts;
  const first = answers.length > 0 ? "answers" : "documents";
  for (const [name, usable] of Object.entries(isUsable)) control(`tab-${name}`).hidden = !usable;

  const tabs = makeTabs(document.querySelector(".tabs"), (name) => {
    views[name].load?.();
    address();
  });

  function address() {
    const set = INPUTS.map((input) => [input.id, input.type === "checkbox" ? String(input.checked || "") : input.value]);
    const query = new URLSearchParams(set.filter(([, value]) => value !== ""));
    if (tabs.shown() !== first) query.set("view", tabs.shown());
    history.replaceState(null, "", query.size ? `#${query}` : location.pathname);
  }

  async function recall() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const view = asked.get("view") ?? (asked.size > 0 && !asked.has("indicators") && !asked.has("regions") && !asked.has("period") ? "documents" : first);
    const name = isUsable[view] ? view : first;
    // The choices of some filters are known when the facts are.
    await views[name].load?.();
    for (const [id, value] of asked) {
      const input = INPUTS.find((other) => other.id === id);
      if (input?.type === "checkbox") input.checked = value === "true";
      else if (input) input.value = value;
      if (input?.tagName === "SELECT" && input.selectedIndex < 0) input.selectedIndex = 0;
    }
    control("search-all").value = control("search-claims").value;
    tabs.show(name);
  }

  function drawTiles() {
    const sum = (value) => documents.reduce((all, row) => all + value(row), 0);
    const tile = (name, value, view, isFlag, then = () => {}) => {
      const element = make("button", isFlag ? "tile flag" : "tile", [
        make("strong", "", Language.number(value)), make("span", "", t(`overview.${name}`)),
      ]);
      element.type = "button";
      element.addEventListener("click", () => {
        then();
        tabs.show(view);
      });
      return value > 0 && isUsable[view] ? [element] : [];
    };
    const check = (id) => () => {
      control(id).checked = true;
      control(id).dispatchEvent(new Event("input"));
    };
    control("tiles").replaceChildren(
      ...tile("conflicts", counts.conflicts, "checks", true),
      ...tile("failed_checks", (counts.checks.certain ?? 0) + (counts.checks.likely ?? 0), "checks", true),
      ...tile("suspects", sum((row) => row.suspects), "facts", true, check("only-suspects")),
      ...tile("failed", documents.filter((row) => row.status === "failed").length, "documents", true, () => {
        control("status").value = "=failed";
        views.documents.redraw();
      }),
      ...tile("documents", documents.length, "documents", false),
      ...tile("claims", sum((row) => row.claims), "facts", false),
      ...tile("mentions", sum((row) => total(row.labels)), "facts", false),
    );
  }

  function drawCounts() {
    const shown = { checks: counts.conflicts + total(counts.checks), facts: documents.reduce((all, row) => all + row.claims, 0), documents: documents.length };
    for (const [name, number] of Object.entries(shown)) control(`tab-${name}`).querySelector(".count").textContent = number ? Language.number(number) : "";
  }

  control("search-all").addEventListener("input", () => {
    control("search-claims").value = control("search-all").value;
    if (tabs.shown() !== "facts") tabs.show("facts");
    control("search-claims").dispatchEvent(new Event("input"));
    address();
  });
  document.addEventListener("input", address);
  control("reset").addEventListener("click", address);

  Language.onChange(() => {
    views.documents.fillChoices();
    for (const view of Object.values(views)) view?.redraw();
    drawTiles();
    drawCounts();
  });
  await recall();
  for (const view of Object.values(views)) view?.redraw();
  document.body.dataset.ready = "true";
})();
