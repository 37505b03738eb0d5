"use strict";

/* The card that says all of the chosen facts. facts: by their keys; open(keys): chooses others. */
function makeCard(element, facts, open) {
  const isClaim = (fact) => "claim_id" in fact;
  let opened = [];

  function entry(name, content, className = "") {
    return content === "" ? [] : [make("dt", className, t(name)), make("dd", className, content)];
  }

  const wide = (name, content) => entry(name, content, "wide");

  /* The line of a field; what is not always told has a line of its own, and none where there is nothing to tell. */
  function line(section, fact, { name, always, link }) {
    const content = link ? fact[name] && jump(facts.get(fact[name])) : said(fact, name);
    return always ? entry(`${section}.${name}`, content || t("report.unknown")) : wide(`${section}.${name}`, content);
  }

  function button(className, content, onClick) {
    const made = make("button", className, content);
    made.type = "button";
    made.addEventListener("click", onClick);
    return made;
  }

  const jump = (fact) => button("jump", isClaim(fact) ? `${fact.subject} ${fact.text}`.trim() : fact.text, () => open([fact.key]));

  function partsOf(claim) {
    if (claim.parts.length === 0) return "";
    const parts = claim.parts.map((key) => facts.get(key));
    const sum = parts.reduce((all, part) => all + (part.value ?? 0), 0);
    const verdict = claim.value === null ? "" : ` / ${Language.number(claim.value)}`;
    return [...parts.map(jump), make("span", "sum", `${t("claim.sum")} ${Language.number(sum)}${verdict}`)];
  }

  function describeClaim(claim) {
    const unit = [...new Set([claim.unit, Figures.canonical(claim) || claim.unit_norm])].filter(Boolean).join(" → ") + (claim.unit_implied ? ` (${t("claim.unit_implied")})` : "");
    const plain = Figures.plain(claim);
    return [
      ...(claim.suspect_reason ? [make("p", "reason", `${claim.suspect ? "⚠ " : "≠ "}${Language.of(claim.reason)}`)] : []),
      make("dl", "", [
        entry("claim.value", [Figures.show(claim), ...(plain ? [" ", make("span", "unit", `= ${plain}`)] : [])]),
        entry("claim.unit", unit || t("report.none")),
        FIELDS.claims.filter((field) => field.always).flatMap((field) => line("claim", claim, field)),
        FIELDS.claims.filter((field) => !field.always).flatMap((field) => line("claim", claim, field)),
        wide("claim.parts", partsOf(claim)),
        wide("claim.rule", Object.hasOwn(STRINGS, `rule.${claim.rule}`) ? `${claim.rule}: ${t(`rule.${claim.rule}`)}` : claim.rule),
        wide("claim.place", `${claim.claim_id} · ${claim.start}–${claim.end}`),
      ].flat()),
    ];
  }

  function describeEntity(entity) {
    const at = entity.mentions.map((key) => facts.get(key));
    const places = at.map((mention, number) => button("jump", String(number + 1), () => open([mention.key])));
    return [make("dl", "", [
      entry("mention.name", entity.name),
      wide("mention.title", entity.titles.join("、")),
      wide("mention.aliases", entity.aliases.join("、")),
      wide("mention.mentions", places),
      wide("mention.found_by", [...new Set(at.map(({ source, score }) => (score === 1 ? source : `${source} (${score})`)))].join("、")),
    ].flat())];
  }

  function describe(fact) {
    const label = isClaim(fact) ? t("claim.claim") : t(`label.${fact.label.toLowerCase()}`);
    const kind = isClaim(fact) ? "claim" : `name ${fact.label.toLowerCase()}`;
    const title = make("h3", "", [make("span", `key ${kind}`, label), " ", make("b", "", fact.text ?? fact.name)]);
    title.lastChild.lang = "zh-Hans";
    return make("section", "", [title, ...(isClaim(fact) ? describeClaim(fact) : describeEntity(fact))]);
  }

  function redraw() {
    const close = button("close", "×", () => open([]));
    close.setAttribute("aria-label", t("document.close"));
    element.replaceChildren(close, ...opened.map(describe));
    element.hidden = opened.length === 0;
  }

  /* Describe these claims and entities. */
  function show(described) {
    opened = described;
    redraw();
    element.scrollTop = 0;
  }

  return { show, redraw };
}
