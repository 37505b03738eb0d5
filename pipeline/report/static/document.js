"use strict";

(() => {
  const { claims, mentions } = JSON.parse(document.getElementById("data").textContent);
  const control = (id) => document.getElementById(id);
  const facts = new Map([...claims, ...mentions].map((fact) => [fact.key, fact]));
  const SIGNS = { eq: "", approx: "≈ ", near: "≲ ", gt: "> ", ge: "≥ ", lt: "< ", le: "≤ " };
  const isClaim = (fact) => "claim_id" in fact;
  const layerOf = (fact) => (isClaim(fact) ? "claim" : fact.label.toLowerCase());
  const isOdd = (claim) => claim.suspect || claim.unsound;

  /* The elements that show a fact: overlaps and block borders cut its words into several. */
  const marks = new Map();
  for (const mark of document.querySelectorAll("mark")) {
    if (!marks.has(mark.dataset.key)) marks.set(mark.dataset.key, []);
    marks.get(mark.dataset.key).push(mark);
  }

  function amount(claim) {
    if (claim.value === null) return t("claim.masked");
    const range = claim.value_max === null ? "" : ` – ${Language.number(claim.value_max)}`;
    return `${SIGNS[claim.comparator] ?? ""}${Language.number(claim.value)}${range}`;
  }

  /* The tables. */

  const plain = (name, value, className = "") => ({
    name, heading: `claim.${name}`, value, className, fill: (cell, row) => cell.append(value(row)),
  });
  const claimTable = makeTable(control("claims"), {
    columns: [
      {
        name: "text", heading: "claim.text", className: "words", value: (claim) => claim.start,
        fill(cell, claim) {
          cell.append(make("span", "quoted", claim.text));
          if (claim.suspect) cell.append(make("span", "badge suspect", `⚠ ${t("claim.suspect")}`));
          if (claim.unsound) cell.append(make("span", "badge unsound", `≠ ${t("claim.unsound")}`));
        },
      },
      {
        name: "value", heading: "claim.value", className: "number", value: (claim) => claim.value,
        fill(cell, claim) {
          const arrow = { up: "↑ ", down: "↓ " }[claim.change] ?? "";
          cell.append(claim.value === null ? "–" : arrow + amount(claim));
          if (claim.unit_norm || claim.unit) cell.append(" ", make("span", "unit", claim.unit_norm || claim.unit));
        },
      },
      { ...plain("subject", (claim) => claim.subject, "words"), fill: (cell, claim) => cell.append(make("span", "quoted", claim.subject)) },
      { ...plain("dimension", (claim) => t(`dimension.${claim.dimension}`), "minor") },
      plain("period", (claim) => claim.period, "minor"),
      { ...plain("status", (claim) => t(`status.${claim.status}`), "minor") },
    ],
    onOpen: (claim) => open([claim.key], true),
    dress(element, claim) {
      element.classList.toggle("suspect", claim.suspect);
      element.classList.toggle("unsound", claim.unsound);
      element.dataset.key = claim.key;
    },
  });
  const mentionTable = makeTable(control("mentions"), {
    columns: [
      { name: "text", heading: "mention.text", className: "words", value: (mention) => mention.start, fill: (cell, mention) => cell.append(make("span", "quoted", mention.text)) },
      {
        name: "label", heading: "mention.label", value: (mention) => t(`label.${mention.label.toLowerCase()}`),
        fill: (cell, mention) => cell.append(make("span", `key name ${mention.label.toLowerCase()}`, t(`label.${mention.label.toLowerCase()}`))),
      },
      { name: "name", heading: "mention.name", className: "words", value: (mention) => mention.name, fill: (cell, mention) => cell.append(make("span", "quoted", mention.name)) },
      { name: "title", heading: "mention.title", className: "minor", value: (mention) => mention.title, fill: (cell, mention) => cell.append(mention.title) },
    ],
    onOpen: (mention) => open([mention.key], true),
    dress: (element, mention) => { element.dataset.key = mention.key; },
  });

  function updateClaims() {
    const query = control("search-claims").value.trim();
    const [dimension, status] = [control("dimension").value, control("claim-status").value];
    const shown = claims.filter((claim) =>
      matches(query, [claim.text, claim.subject, claim.base, claim.scope, claim.section, claim.unit, Language.of(claim.reason)])
      && (dimension === "" || `=${claim.dimension}` === dimension)
      && (status === "" || `=${claim.status}` === status)
      && (!control("only-suspects").checked || isOdd(claim)));
    claimTable.show(shown);
    control("claims-shown").textContent = `${shown.length} / ${claims.length}`;
  }

  function updateMentions() {
    const query = control("search-mentions").value.trim();
    const label = control("label").value;
    const shown = mentions.filter((mention) =>
      matches(query, [mention.text, mention.name, mention.title]) && (label === "" || `=${mention.label}` === label));
    mentionTable.show(shown);
    control("mentions-shown").textContent = `${shown.length} / ${mentions.length}`;
  }

  /* The card that says all of the chosen facts. */

  function entry(name, content, className = "") {
    return content === "" ? [] : [make("dt", className, t(name)), make("dd", className, content)];
  }

  const wide = (name, content) => entry(name, content, "wide");

  function jump(claim) {
    const button = make("button", "jump", `${claim.subject} ${claim.text}`.trim());
    button.type = "button";
    button.addEventListener("click", () => open([claim.key], true));
    return button;
  }

  function partsOf(claim) {
    if (claim.parts.length === 0) return "";
    const parts = claim.parts.map((key) => facts.get(key));
    const sum = parts.reduce((all, part) => all + (part.value ?? 0), 0);
    const verdict = claim.value === null ? "" : ` / ${Language.number(claim.value)}`;
    return [...parts.map(jump), make("span", "sum", `${t("claim.sum")} ${Language.number(sum)}${verdict}`)];
  }

  function describeClaim(claim) {
    const unit = [...new Set([claim.unit, claim.unit_norm])].filter(Boolean).join(" → ") + (claim.unit_implied ? ` (${t("claim.unit_implied")})` : "");
    const consistency = claim.consistency && t(`consistency.${claim.consistency}`);
    const whole = claim.part_of && jump(facts.get(claim.part_of));
    return [
      ...(claim.suspect_reason ? [make("p", "reason", `${claim.suspect ? "⚠ " : "≠ "}${Language.of(claim.reason)}`)] : []),
      make("dl", "", [
        entry("claim.value", amount(claim)),
        entry("claim.unit", unit || t("report.none")),
        entry("claim.dimension", t(`dimension.${claim.dimension}`)),
        entry("claim.comparator", t(`comparator.${claim.comparator}`)),
        entry("claim.subject", claim.subject || t("report.none")),
        entry("claim.change", t(`change.${claim.change}`)),
        entry("claim.base", claim.base || t("report.none")),
        entry("claim.period", claim.period || t("report.unknown")),
        entry("claim.status", t(`status.${claim.status}`)),
        wide("claim.scope", claim.scope),
        wide("claim.school", claim.school),
        wide("claim.program", claim.program),
        wide("claim.part_of", whole),
        wide("claim.parts", partsOf(claim)),
        wide("claim.consistency", consistency),
        wide("claim.section", claim.section),
        wide("claim.rule", claim.rule_says ? `${claim.rule}: ${claim.rule_says}` : claim.rule),
        wide("claim.place", `${claim.claim_id} · ${claim.start}–${claim.end}`),
      ].flat()),
    ];
  }

  function describeMention(mention) {
    return [make("dl", "", [
      wide("mention.name", mention.name),
      entry("mention.title", mention.title),
      wide("mention.aliases", mention.aliases.join("、")),
      wide("mention.found_by", mention.score === 1 ? mention.source : `${mention.source} (${mention.score})`),
      wide("claim.place", `${mention.start}–${mention.end}`),
    ].flat())];
  }

  function describe(fact) {
    const kind = isClaim(fact) ? "claim" : `name ${fact.label.toLowerCase()}`;
    const label = isClaim(fact) ? t("claim.claim") : t(`label.${fact.label.toLowerCase()}`);
    const title = make("h3", "", [make("span", `key ${kind}`, label), " ", make("b", "", fact.text)]);
    title.lastChild.lang = "zh-Hans";
    return make("section", "", [title, ...(isClaim(fact) ? describeClaim(fact) : describeMention(fact))]);
  }

  let opened = [];

  function drawCard() {
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", t("document.close"));
    close.addEventListener("click", () => open([], false));
    control("card").replaceChildren(close, ...opened.map((key) => describe(facts.get(key))));
    control("card").hidden = opened.length === 0;
  }

  /* Choose facts: mark their words, say all of them on the card, mark their row; and bring the words into view. */
  function open(keys, scroll) {
    for (const key of opened) for (const mark of marks.get(key) ?? []) mark.classList.remove("chosen");
    opened = keys.filter((key) => facts.has(key));
    for (const key of opened) for (const mark of marks.get(key) ?? []) mark.classList.add("chosen");
    drawCard();
    control("card").scrollTop = 0;
    const claim = opened.map((key) => facts.get(key)).find(isClaim) ?? null;
    const mention = opened.map((key) => facts.get(key)).find((fact) => !isClaim(fact)) ?? null;
    claimTable.choose(claim);
    mentionTable.choose(mention);
    if (scroll) marks.get(opened[0])?.[0].scrollIntoView({ block: "center" });
    // The address leads to the figure: it can be sent to a colleague.
    if (claim !== null) history.replaceState(null, "", `#${claim.claim_id}`);
  }

  control("text")?.addEventListener("click", (event) => {
    if (!document.getSelection().isCollapsed) return; // the reader selects words to copy them
    const keys = [];
    for (let mark = event.target.closest("mark"); mark !== null; mark = mark.parentElement.closest("mark")) {
      if (!document.body.classList.contains(`without-${layerOf(facts.get(mark.dataset.key))}`)) keys.push(mark.dataset.key);
    }
    if (keys.length === 0) return;
    showTab(keys.some((key) => isClaim(facts.get(key))) ? "claims" : "mentions");
    // Figures first: they are what most readers come for.
    open(keys.sort((a, b) => isClaim(facts.get(b)) - isClaim(facts.get(a))), false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open([], false);
    showOutline(false);
  });

  /* Tabs, layers, outline. */

  function showTab(name) {
    for (const tab of document.querySelectorAll("[role=tab]")) {
      const isShown = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      control(tab.getAttribute("aria-controls")).hidden = !isShown;
    }
  }
  for (const [name, other] of [["claims", "mentions"], ["mentions", "claims"]]) {
    control(`tab-${name}`).addEventListener("click", () => showTab(name));
    control(`tab-${name}`).addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      showTab(other);
      control(`tab-${other}`).focus();
    });
  }

  /* On narrow screens the outline comes and goes. */
  function showOutline(isShown) {
    control("outline").classList.toggle("shown", isShown);
    control("outline-button").setAttribute("aria-expanded", String(isShown));
  }
  control("outline-button").addEventListener("click", () => showOutline(!control("outline").classList.contains("shown")));
  control("outline").addEventListener("click", (event) => {
    if (event.target.closest("a") !== null) showOutline(false);
  });

  control("layers").addEventListener("input", (event) => {
    document.body.classList.toggle(`without-${event.target.value}`, !event.target.checked);
  });

  for (const id of ["search-claims", "dimension", "claim-status", "only-suspects"]) control(id).addEventListener("input", updateClaims);
  for (const id of ["search-mentions", "label"]) control(id).addEventListener("input", updateMentions);

  function fillChoices() {
    const options = (all, rows, value, words) => [
      ["", t(all)],
      ...[...new Set(rows.map(value))].sort().map((key) => [`=${key}`, words(key)]),
    ];
    fillSelect(control("dimension"), options("document.all_dimensions", claims, (claim) => claim.dimension, (key) => t(`dimension.${key}`)));
    fillSelect(control("claim-status"), options("document.all_statuses", claims, (claim) => claim.status, (key) => t(`status.${key}`)));
    fillSelect(control("label"), options("document.all_labels", mentions, (mention) => mention.label, (key) => t(`label.${key.toLowerCase()}`)));
  }

  Language.onChange(() => {
    fillChoices();
    updateClaims();
    updateMentions();
    drawCard();
  });
  const addressed = claims.find((claim) => `#${claim.claim_id}` === location.hash);
  if (addressed !== undefined) open([addressed.key], true);
})();
