"use strict";

/* The page of a document: its text, its facts, and what leads from the one to the other. */
(() => {
  const own = Data.own();
  const [claims, mentions, entities, checks] = ["claims", "mentions", "entities", "checks"].map((name) => Data.rows(own[name]));
  const control = (id) => document.getElementById(id);
  const facts = new Map([...claims, ...mentions].map((fact) => [fact.key, fact]));
  const entityOf = new Map(entities.flatMap((entity) => entity.mentions.map((key) => [key, entity])));
  const isClaim = (fact) => "claim_id" in fact;
  const layerOf = (fact) => (isClaim(fact) ? "claim" : fact.label.toLowerCase());
  const isNarrow = matchMedia("(max-width: 900px)");
  const card = makeCard(control("card"), facts, (keys) => open(keys, { scroll: true }));
  const tabs = makeTabs(document.querySelector(".tabs"), (name) => {
    // What is filtered here dims the text; other lists do not.
    Reading.dim(name === "claims" ? filtered : null);
  });
  let filtered = null;

  const claimTable = makeClaimTable({
    group: (claim) => claim.section,
    onOpen: (claim) => open([claim.key], { scroll: true }),
    dress: (element, claim) => { element.dataset.key = claim.key; },
    onFiltered(shown, isFiltered) {
      filtered = isFiltered ? shown.map((claim) => claim.key) : null;
      Reading.dim(filtered);
    },
  });

  const labelOf = (entity) => t(`label.${entity.label.toLowerCase()}`);
  const entityTable = makeTable(control("entities"), {
    columns: [
      { name: "name", heading: "mention.name", className: "words", value: (entity) => entity.name, fill: (cell, entity) => cell.append(make("span", "quoted", entity.name)) },
      {
        name: "label", heading: "mention.label", value: labelOf,
        fill: (cell, entity) => cell.append(make("span", `key name ${entity.label.toLowerCase()}`, labelOf(entity))),
      },
      { name: "title", heading: "mention.title", className: "words", optional: true, value: (entity) => entity.titles.join("、"), fill: (cell, entity) => cell.append(make("span", "quoted", entity.titles.join("、"))) },
      { name: "aliases", heading: "mention.aliases", className: "words minor", optional: true, value: (entity) => entity.aliases.join("、"), fill: (cell, entity) => cell.append(make("span", "quoted", entity.aliases.join("、"))) },
      { name: "mentions", heading: "mention.count", className: "number", value: (entity) => entity.mentions.length, fill: (cell, entity) => cell.append(Language.number(entity.mentions.length)) },
    ],
    onOpen: (entity) => open(entity.mentions, { scroll: true }),
  });

  const checkTable = makeTable(control("checks"), {
    columns: [
      { name: "reason", heading: "check.reason", className: "words", value: (check) => Language.of(check.reason), fill: (cell, check) => cell.append(Language.of(check.reason)) },
      { name: "verdict", heading: "check.verdict", className: "minor", value: (check) => check.verdict, fill: (cell, check) => cell.append(t(`verdict.${check.verdict}`)) },
      { name: "severity", heading: "check.severity", className: "minor", optional: true, value: (check) => check.severity, fill: (cell, check) => cell.append(said(check, "severity")) },
      {
        name: "rule", heading: "check.rule", className: "minor", value: (check) => t(`verified.${check.rule}`),
        fill: (cell, check) => { cell.append(t(`verified.${check.rule}`)); cell.title = check.rule_says; },
      },
    ],
    onOpen: (check) => { open(check.claims, { scroll: true }); checkTable.choose(check); },
    dress: (element, check) => { element.classList.toggle("unsound", check.verdict === "failed"); },
  });
  entityTable.know(entities);
  checkTable.know(checks);

  function updateEntities() {
    const query = control("search-entities").value.trim();
    const shown = entities.filter((entity) =>
      matches(query, [entity.name, ...entity.aliases, ...entity.titles]) && passes(control("label"), entity.label));
    entityTable.show(shown);
    control("entities-shown").textContent = `${shown.length} / ${entities.length}`;
  }

  function updateChecks() {
    const query = control("search-checks").value.trim();
    const shown = checks.filter((check) =>
      matches(query, [Language.of(check.reason), t(`verified.${check.rule}`)]) && passes(control("verdict"), check.verdict));
    checkTable.show(shown);
    control("checks-shown").textContent = `${shown.length} / ${checks.length}`;
  }

  /* What contradicts itself is told before all figures. */
  function drawAlert() {
    const grave = checks.filter((check) => check.verdict === "failed" && check.severity !== "look");
    const button = make("button", "alert", `≠ ${grave.length} ${t("document.contradictions")}`);
    button.type = "button";
    button.addEventListener("click", () => tabs.show("checks"));
    control("alerts").replaceChildren(...(grave.length > 0 ? [button] : []));
  }

  /* Choose facts: mark their words, say all of them on the card, mark their rows; and bring the words into view. */
  let opened = [];
  function open(keys, { scroll }) {
    opened = keys.filter((key) => facts.has(key));
    Reading.choose(opened);
    const entity = opened.map((key) => entityOf.get(key)).find(Boolean) ?? null;
    const described = opened.map((key) => entityOf.get(key) ?? facts.get(key));
    card.show([...new Set(described)]);
    const claim = opened.map((key) => facts.get(key)).find(isClaim) ?? null;
    claimTable.choose(claim);
    entityTable.choose(entity);
    if (scroll && opened.length > 0) {
      Reading.scrollTo(opened[0]);
      if (isNarrow.matches) drawContext();
    }
    // The address leads to the fact: it can be sent to a colleague.
    const address = claim?.claim_id ?? entity?.entity_id;
    if (address) history.replaceState(null, "", `#${address}`);
  }

  /* On narrow screens the text is behind the facts: the card quotes its line, and leads there. */
  function drawContext() {
    const way = make("button", "way-to-text", t("document.see_text"));
    way.type = "button";
    way.addEventListener("click", () => {
      showText(true);
      Reading.scrollTo(opened[0]);
    });
    const quote = make("blockquote", "context", Reading.lineOf(opened[0]).slice(0, 300));
    quote.lang = "zh-Hans";
    control("card").firstChild.after(quote, way);
  }

  function showText(isShown) {
    document.body.classList.toggle("text-first", isShown);
    control("text-button").setAttribute("aria-pressed", String(isShown));
    control("text-button").textContent = t(isShown ? "document.facts" : "document.text");
    control("text-button").dataset.t = isShown ? "document.facts" : "document.text";
  }
  control("text-button").addEventListener("click", () => showText(!document.body.classList.contains("text-first")));

  Reading.onClick((keys) => {
    const seen = keys.filter((key) => !document.body.classList.contains(`without-${layerOf(facts.get(key))}`));
    if (seen.length === 0) return;
    tabs.show(seen.some((key) => isClaim(facts.get(key))) ? "claims" : "entities");
    // Figures first: they are what most readers come for.
    open(seen.sort((a, b) => isClaim(facts.get(b)) - isClaim(facts.get(a))), { scroll: false });
    if (isNarrow.matches) showText(false);
  });

  /* n and p walk through the figures that the table shows. */
  function walk(step) {
    const keys = filtered ?? claims.map((claim) => claim.key);
    const at = keys.indexOf(opened[0]);
    const next = keys[at < 0 ? (step > 0 ? 0 : keys.length - 1) : at + step];
    if (next !== undefined) open([next], { scroll: true });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      open([], { scroll: false });
      showOutline(false);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    if (event.key === "n" || event.key === "p") walk(event.key === "n" ? 1 : -1);
  });

  /* On narrow screens the outline comes and goes. */
  function showOutline(isShown) {
    control("outline").classList.toggle("shown", isShown);
    control("outline-button").setAttribute("aria-expanded", String(isShown));
  }
  control("outline-button").addEventListener("click", () => showOutline(!control("outline").classList.contains("shown")));
  control("outline").addEventListener("click", (event) => {
    if (event.target.closest("a") === null) return;
    showOutline(false);
    showText(true);
  });
  control("layers").addEventListener("input", (event) => {
    document.body.classList.toggle(`without-${event.target.value}`, !event.target.checked);
  });
  for (const id of ["search-entities", "label"]) control(id).addEventListener("input", updateEntities);
  for (const id of ["search-checks", "verdict"]) control(id).addEventListener("input", updateChecks);

  claimTable.know(claims);
  Language.onChange(() => {
    fillSelect(control("label"), optionsOf("document.all_labels", entities, (entity) => entity.label, (key) => t(`label.${key.toLowerCase()}`)));
    fillSelect(control("verdict"), optionsOf("document.all_verdicts", checks, (check) => check.verdict, (key) => t(`verdict.${key}`)));
    claimTable.redraw();
    updateEntities();
    updateChecks();
    drawAlert();
    card.redraw();
  });
  const address = location.hash.slice(1);
  const claim = claims.find((other) => other.claim_id === address);
  const entity = entities.find((other) => other.entity_id === address);
  if (claim !== undefined) open([claim.key], { scroll: true });
  else if (entity !== undefined) {
    tabs.show("entities");
    open(entity.mentions, { scroll: true });
  }
})();
