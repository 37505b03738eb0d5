"use strict";

(() => {
  const { claims, mentions, checks } = JSON.parse(document.getElementById("data").textContent);
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

  /* What a fact says of a field in the words of the interface; values without words speak for themselves. */
  function said(fact, name) {
    const value = fact[name];
    if (value === true) return "✓";
    return value === null || value === "" || value === false ? "" : t(`${name}.${value}`);
  }

  /* The columns of the fields that lists show: what is copied from the text first. */
  function listed(section, fields) {
    const column = ({ name, quoted }) => ({
      name, heading: `${section}.${name}`, className: quoted ? "words" : "minor", value: (fact) => said(fact, name),
      fill: (cell, fact) => cell.append(quoted ? make("span", "quoted", fact[name]) : said(fact, name)),
    });
    return fields.filter((field) => field.listed).sort((a, b) => b.quoted - a.quoted).map(column);
  }

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
      ...listed("claim", FIELDS.claims),
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
      ...listed("mention", FIELDS.mentions),
    ],
    onOpen: (mention) => open([mention.key], true),
    dress: (element, mention) => { element.dataset.key = mention.key; },
  });

  const checkTable = makeTable(control("checks"), {
    columns: [
      { name: "reason", heading: "check.reason", className: "words", value: (check) => Language.of(check.reason), fill: (cell, check) => cell.append(Language.of(check.reason)) },
      {
        name: "verdict", heading: "check.verdict", className: "minor", value: (check) => check.verdict,
        fill: (cell, check) => cell.append(t(`verdict.${check.verdict}`)),
      },
      {
        name: "severity", heading: "check.severity", className: "minor", value: (check) => check.severity,
        fill: (cell, check) => cell.append(check.severity && t(`severity.${check.severity}`)),
      },
      {
        name: "rule", heading: "check.rule", className: "minor", value: (check) => t(`verified.${check.rule}`),
        fill: (cell, check) => { cell.append(t(`verified.${check.rule}`)); cell.title = check.rule_says; },
      },
    ],
    onOpen: (check) => { open(check.claims, true); checkTable.choose(check); },
    dress: (element, check) => { element.classList.toggle("unsound", check.verdict === "failed"); },
  });

  const quotes = (fact, fields) => [fact.text, ...fields.filter((field) => field.quoted).map(({ name }) => fact[name])];

  function updateClaims() {
    const query = control("search-claims").value.trim();
    const [dimension, status] = [control("dimension").value, control("claim-status").value];
    const shown = claims.filter((claim) =>
      matches(query, [...quotes(claim, FIELDS.claims), claim.unit, Language.of(claim.reason)])
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
      matches(query, quotes(mention, FIELDS.mentions)) && (label === "" || `=${mention.label}` === label));
    mentionTable.show(shown);
    control("mentions-shown").textContent = `${shown.length} / ${mentions.length}`;
  }

  function updateChecks() {
    const query = control("search-checks").value.trim();
    const verdict = control("verdict").value;
    const shown = checks.filter((check) =>
      matches(query, [Language.of(check.reason), t(`verified.${check.rule}`)]) && (verdict === "" || `=${check.verdict}` === verdict));
    checkTable.show(shown);
    control("checks-shown").textContent = `${shown.length} / ${checks.length}`;
  }

  /* The card that says all of the chosen facts. */

  function entry(name, content, className = "") {
    return content === "" ? [] : [make("dt", className, t(name)), make("dd", className, content)];
  }

  const wide = (name, content) => entry(name, content, "wide");

  /* The line of a field; what is not always told has a line of its own, and none where there is nothing to tell. */
  function line(section, fact, { name, always, link }) {
    const content = link ? fact[name] && jump(facts.get(fact[name])) : said(fact, name);
    return always ? entry(`${section}.${name}`, content || t("report.unknown")) : wide(`${section}.${name}`, content);
  }

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
    return [
      ...(claim.suspect_reason ? [make("p", "reason", `${claim.suspect ? "⚠ " : "≠ "}${Language.of(claim.reason)}`)] : []),
      make("dl", "", [
        entry("claim.value", amount(claim)),
        entry("claim.unit", unit || t("report.none")),
        FIELDS.claims.filter((field) => field.always).flatMap((field) => line("claim", claim, field)),
        FIELDS.claims.filter((field) => !field.always).flatMap((field) => line("claim", claim, field)),
        wide("claim.parts", partsOf(claim)),
        wide("claim.rule", claim.rule_says ? `${claim.rule}: ${claim.rule_says}` : claim.rule),
        wide("claim.place", `${claim.claim_id} · ${claim.start}–${claim.end}`),
      ].flat()),
    ];
  }

  function describeMention(mention) {
    return [make("dl", "", [
      FIELDS.mentions.flatMap((field) => line("mention", mention, field)),
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
  const TABS = ["claims", "mentions", "checks"];
  for (const [place, name] of TABS.entries()) {
    control(`tab-${name}`).addEventListener("click", () => showTab(name));
    control(`tab-${name}`).addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = TABS[(place + (event.key === "ArrowRight" ? 1 : TABS.length - 1)) % TABS.length];
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
  for (const id of ["search-checks", "verdict"]) control(id).addEventListener("input", updateChecks);

  function fillChoices() {
    const options = (all, rows, value, words) => [
      ["", t(all)],
      ...[...new Set(rows.map(value))].sort().map((key) => [`=${key}`, words(key)]),
    ];
    fillSelect(control("dimension"), options("document.all_dimensions", claims, (claim) => claim.dimension, (key) => t(`dimension.${key}`)));
    fillSelect(control("claim-status"), options("document.all_statuses", claims, (claim) => claim.status, (key) => t(`status.${key}`)));
    fillSelect(control("label"), options("document.all_labels", mentions, (mention) => mention.label, (key) => t(`label.${key.toLowerCase()}`)));
    fillSelect(control("verdict"), options("document.all_verdicts", checks, (check) => check.verdict, (key) => t(`verdict.${key}`)));
  }

  Language.onChange(() => {
    fillChoices();
    updateClaims();
    updateMentions();
    updateChecks();
    drawCard();
  });
  const addressed = claims.find((claim) => `#${claim.claim_id}` === location.hash);
  if (addressed !== undefined) open([addressed.key], true);
})();
