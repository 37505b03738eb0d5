"use strict";

(() => {
  const AT_ONCE = 60;
  const LAYERS = ["content", "sentences", "headings", "school", "person", "program", "claims"];
  const KINDS = ["missed", "spurious", "wrong"];
  const { compared, scores, documents, gone, faults } = JSON.parse(document.getElementById("data").textContent);
  const control = (id) => document.getElementById(id);
  const layerOf = (fault) => (fault.field ? "claims" : fault.layer);
  const groupOf = (fault) => `${layerOf(fault)}/${fault.kind}/${fault.field}`;
  const isCurrent = (fault) => fault.news !== "mended";

  /* Cut, not rounded: only a perfect score may show as 1. */
  const cut = (value) => (value === null ? "–" : (Math.floor(value * 1000 + 1e-9) / 1000).toFixed(3));

  function delta(value, before) {
    if (value === null || before === null || before === undefined) return "";
    const difference = value - before;
    if (Math.abs(difference) < 0.0005) return "=";
    return make("span", difference > 0 ? "up" : "down", `${difference > 0 ? "▲ +" : "▼ −"}${Math.abs(difference).toFixed(3)}`);
  }

  /* A score or a field of a claim: the words of the score, else those of the field. */
  const wordsOf = (name) => [`score.${name}`, `claim.${name}`];
  const numeric = (name, value, fill) => ({ name, heading: `evaluation.${name}`, value, fill, className: "number" });
  const counted = (name) => numeric(name, (row) => row[name], (cell, row) => cell.append(Language.number(row[name])));
  const scored = (name, key = name) => numeric(name, (row) => row[key], (cell, row) => cell.append(cut(row[key])));

  const scoreTable = makeTable(control("scores"), {
    columns: [
      { name: "score", heading: "evaluation.score", value: (row) => t(...wordsOf(row.name)), fill: (cell, row) => cell.append(t(...wordsOf(row.name))) },
      scored("f1", "score"),
      ...(compared ? [
        scored("before"),
        numeric("delta", (row) => (row.before === null || row.score === null ? null : row.score - row.before), (cell, row) => cell.append(delta(row.score, row.before))),
      ] : [scored("precision"), scored("recall")]),
      ...["right", "spurious", "missed"].map(counted),
    ],
    onOpen: () => {},
  });

  const count = (row) => faults.filter((fault) => fault.document === row.name && isCurrent(fault)).length;
  for (const row of documents) row.faults = count(row);
  const documentTable = makeTable(control("documents"), {
    columns: [
      { name: "document", heading: "evaluation.document", value: (row) => row.name, fill: (cell, row) => cell.append(row.name) },
      numeric("faults", (row) => row.faults, (cell, row) => cell.append(row.failure ? "✗" : Language.number(row.faults))),
      ...scores.map(({ name }) => ({
        name, heading: wordsOf(name), className: "number", value: (row) => row.scores[name],
        fill(cell, row) {
          cell.append(cut(row.scores[name]));
          // What is not perfect should catch the eye.
          cell.classList.toggle("perfect", row.scores[name] === 1 || row.scores[name] === null);
          const change = delta(row.scores[name], row.before[name]);
          if (change !== "" && change !== "=") cell.append(" ", change);
        },
      })),
    ],
    onOpen(row) {
      control("document").value = `=${row.name}`;
      update();
      control("faults").scrollIntoView();
    },
  });

  function groupName(group) {
    const [layer, kind, field] = group.split("/");
    return `${t(`layer.${layer}`)} · ${t(`kind.${kind}`)}${field ? `: ${t(...wordsOf(field))}` : ""}`;
  }

  function rank(group) {
    const [layer, kind, field] = group.split("/");
    return [LAYERS.indexOf(layer), KINDS.indexOf(kind), field];
  }

  function byRank(a, b) {
    const [left, right] = [rank(a), rank(b)];
    const place = left.findIndex((value, index) => value !== right[index]);
    return place < 0 ? 0 : left[place] < right[place] ? -1 : 1;
  }

  function quoted(value) {
    return make("b", "", value === "" ? t("evaluation.empty") : value);
  }

  function draw(fault) {
    const [before, words, after] = fault.sentence;
    const text = make("p", "", [before, make("mark", "", words), after]);
    text.lang = "zh-Hans";
    const fields = make("div", "fields");
    if (fault.news) fields.append(make("span", "news", t(`news.${fault.news}`)));
    if (fault.kind === "wrong") {
      fields.append(`${t("evaluation.gold")} `, quoted(fault.gold), ` → ${t("evaluation.predicted")} `, quoted(fault.predicted), " ");
    } else if (fault.gold || fault.predicted) {
      fields.append(quoted(fault.gold || fault.predicted), " ");
    }
    fields.append(make("span", "place", `${fault.start}–${fault.end}`));
    return make("div", `fault ${fault.kind} ${fault.news ?? ""}`, [text, fields]);
  }

  /* The faults of a group, document by document, some at a time. */
  function fill(container, members) {
    const next = members.splice(0, AT_ONCE);
    for (const fault of next) {
      if (container.dataset.document !== fault.document) {
        container.append(make("h3", "", fault.document));
        container.dataset.document = fault.document;
      }
      container.append(draw(fault));
    }
    if (members.length > 0) {
      const more = make("button", "", `+ ${members.length}`);
      more.type = "button";
      more.addEventListener("click", () => {
        more.remove();
        fill(container, members);
      });
      container.append(more);
    }
  }

  const closed = new Set();

  function drawGroup(group, members) {
    const parts = compared ? ["new", "kept", "mended"].map((news) => [news, members.filter((fault) => fault.news === news).length]) : [];
    const summary = parts.filter(([, number]) => number > 0).map(([news, number]) => `${number} ${t(`news.${news}`)}`).join(", ");
    const words = make("span", "count", ` ${members.length}${summary ? ` (${summary})` : ""}`);
    const details = make("details", "", make("summary", "", [groupName(group), words]));
    details.dataset.group = group;
    details.open = !closed.has(group);
    details.addEventListener("toggle", () => (details.open ? closed.delete(group) : closed.add(group)));
    fill(details, members);
    return details;
  }

  function chosen(id) {
    return control(id)?.value ?? "";
  }

  function update() {
    const query = control("search").value.trim();
    const shown = faults.filter((fault) =>
      matches(query, [...fault.sentence, fault.gold, fault.predicted, fault.document])
      && (chosen("document") === "" || `=${fault.document}` === chosen("document"))
      && (chosen("kind") === "" || `=${groupOf(fault)}` === chosen("kind"))
      && (chosen("news") === "" ? isCurrent(fault) : chosen("news") === "=" || `=${fault.news}` === chosen("news")));
    const groups = Map.groupBy(shown, groupOf);
    const drawn = [...groups.keys()].sort(byRank).map((group) => drawGroup(group, groups.get(group)));
    control("faults").replaceChildren(...(drawn.length ? drawn : [make("p", "quiet", t("report.nothing_found"))]));
    control("shown").textContent = `${Language.number(shown.length)} ${t("evaluation.faults_shown")}`;
  }

  function fillChoices() {
    const options = (values, words) => [["", t("report.all")], ...values.map((value) => [`=${value}`, words(value)])];
    fillSelect(control("document"), options(documents.map((row) => row.name), (name) => name));
    fillSelect(control("kind"), options([...new Set(faults.map(groupOf))].sort(byRank), groupName));
    if (!compared) return;
    const news = ["new", "kept", "mended"].map((name) => [`=${name}`, t(`news.${name}`)]);
    fillSelect(control("news"), [["", t("evaluation.current")], ...news, ["=", t("report.all")]]);
  }

  function drawNotices() {
    const added = compared ? documents.filter((row) => Object.keys(row.before).length === 0).map((row) => row.name) : [];
    const news = ["new", "kept", "mended"].map((name) => `${t(`news.${name}`)} ${Language.number(faults.filter((fault) => fault.news === name).length)}`);
    control("notices").replaceChildren(
      ...(compared ? [make("p", "notice", `${t("evaluation.news")}: ${news.join(" · ")}`)] : []),
      ...documents.filter((row) => row.failure).map((row) =>
        make("p", "notice bad", `${row.name}: ${t("evaluation.failed")}: ${row.failure}`)),
      ...(gone.length ? [make("p", "notice", t("evaluation.gone") + gone.join(", "))] : []),
      ...(added.length ? [make("p", "notice", t("evaluation.added") + added.join(", "))] : []),
    );
  }

  for (const id of ["search", "document", "kind", "news"]) control(id)?.addEventListener("input", update);
  control("reset").addEventListener("click", () => {
    for (const id of ["search", "document", "kind", "news"]) if (control(id)) control(id).value = "";
    update();
  });
  Language.onChange(() => {
    fillChoices();
    drawNotices();
    scoreTable.show(scores);
    documentTable.show(documents);
    update();
  });
})();
