"use strict";

/* All figures and names of all documents, loaded file by file when they are first looked for. */
function makeSearch(files, documents) {
  const control = (id) => document.getElementById(id);
  const titleOf = (fact) => documents[fact.document].title || documents[fact.document].source;
  const claims = [];
  const entities = [];
  let begun = null;

  function go(fact, id) {
    location.href = `${documents[fact.document].link}#${id}`;
  }

  function linkTo(fact, id, words) {
    const link = make("a", "", words);
    link.href = `${documents[fact.document].link}#${id}`;
    link.tabIndex = -1;
    link.lang = "zh-Hans";
    return link;
  }

  const origin = {
    name: "document", heading: "answers.document", className: "words", optional: true, hidden: true, value: titleOf,
    fill: (cell, claim) => cell.append(linkTo(claim, claim.claim_id, titleOf(claim))),
  };
  const table = makeClaimTable({
    first: [origin], shows: ["region", "section"], group: titleOf, onOpen: (claim) => go(claim, claim.claim_id),
    onFiltered: () => updateNames(),
  });

  const labelOf = (entity) => t(`label.${entity.label.toLowerCase()}`);
  const names = makeTable(control("names"), {
    columns: [
      { name: "name", heading: "mention.name", className: "words", value: (entity) => entity.name, fill: (cell, entity) => cell.append(linkTo(entity, entity.entity_id, entity.name)) },
      { name: "label", heading: "mention.label", value: labelOf, fill: (cell, entity) => cell.append(make("span", `key name ${entity.label.toLowerCase()}`, labelOf(entity))) },
      { name: "aliases", heading: "mention.aliases", className: "words minor", value: (entity) => entity.aliases.join("、"), fill: (cell, entity) => cell.append(make("span", "quoted", entity.aliases.join("、"))) },
      { name: "titles", heading: "mention.title", className: "words minor", value: (entity) => entity.titles.join("、"), fill: (cell, entity) => cell.append(make("span", "quoted", entity.titles.join("、"))) },
      { name: "count", heading: "mention.count", className: "number", value: (entity) => entity.n_mentions, fill: (cell, entity) => cell.append(Language.number(entity.n_mentions)) },
      { name: "document", heading: "answers.document", className: "words", value: titleOf, fill: (cell, entity) => cell.append(make("span", "quoted", titleOf(entity))) },
    ],
    onOpen: (entity) => go(entity, entity.entity_id),
  });

  function updateNames() {
    const words = control("search-claims").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const shown = words.length === 0 ? entities : entities.filter((entity) => {
      entity.haystack ??= [entity.name, ...entity.aliases, ...entity.titles, titleOf(entity)].join("\n").toLowerCase();
      return words.every((word) => entity.haystack.includes(word));
    });
    names.show(shown);
    control("names-shown").textContent = `${Language.number(shown.length)} / ${Language.number(entities.length)}`;
    control("names-part").hidden = shown.length === 0;
  }

  async function loadAll() {
    control("loading").hidden = false;
    for (let file = 0; file < files; file += 1) {
      control("loading").textContent = `${t("overview.loading")} ${file} / ${files}`;
      const found = await Data.load(`facts-${file}`);
      claims.push(...Data.rows(found.claims));
      entities.push(...Data.rows(found.entities));
      // What is there can be read while the rest comes.
      if (file === 0) table.know(claims);
    }
    control("loading").hidden = true;
    table.know(claims);
  }

  /* Load all facts, once. */
  function load() {
    begun ??= loadAll();
    return begun;
  }

  function redraw() {
    if (begun !== null) table.redraw();
  }

  return { load, redraw };
}
