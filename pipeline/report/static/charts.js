"use strict";

/* Charts as plain SVG and lists: what they show is in a table beside them, too. */
const Charts = (() => {
  const BARS = 9;
  const COLUMNS = 12;
  const MOST_TARGETS = 60;

  function svg(tag, attributes, ...content) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  }

  const label = (x, y, className, words, anchor = "start") => svg("text", { x, y, class: className, "text-anchor": anchor }, words);

  function picture(width, height, name, ...content) {
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "picture", role: "img", "aria-label": name }, ...content);
  }

  /* What maps numbers to places, with a margin on both sides. */
  function scale(values, from, to) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const span = high - low || Math.abs(high) || 1;
    const [first, last] = [low - span * 0.08, high + span * 0.08];
    return (value) => from + ((value - first) / (last - first)) * (to - from);
  }

  function mark(status, x, y, title) {
    const shape = status === "achieved" ? svg("circle", { cx: x, cy: y, r: 4, class: "mark achieved" })
      : svg("path", { d: `M${x} ${y - 5}l5 5-5 5-5-5z`, class: "mark planned" });
    shape.append(svg("title", {}, title));
    return shape;
  }

  function legend(x, y) {
    return ["achieved", "planned"].flatMap((status, at) => [
      mark(status, x + 8 + at * 90, y - 4, t(`status.${status}`)), label(x + 18 + at * 90, y, "quiet", t(`status.${status}`)),
    ]);
  }

  /* A value over the years: [{year, value, status, words, short}]; null where there is no more than one year. */
  function trend(name, points) {
    const years = [...new Set(points.map((point) => point.year))].sort((a, b) => a - b);
    if (years.length < 2) return null;
    const [width, height] = [330, 190];
    const x = scale(years, 24, width - 24);
    const y = scale(points.map((point) => point.value), height - 45, 40);
    const line = (status) => {
      const on = points.filter((point) => point.status === status).sort((a, b) => a.year - b.year);
      return svg("polyline", { class: `line ${status}`, points: on.map((point) => `${x(point.year)},${y(point.value)}`).join(" ") });
    };
    const step = Math.ceil(years.length / 8);
    return picture(width, height, name,
      line("achieved"), line("planned"),
      ...points.map((point) => mark(point.status, x(point.year), y(point.value), point.words)),
      ...points.filter((_, at) => points.length <= 12 || at === 0 || at === points.length - 1)
        .map((point) => label(x(point.year), y(point.value) + (point.status === "achieved" ? -9 : 18), "value", point.short, "middle")),
      ...years.filter((_, at) => at % step === 0).map((year) => label(x(year), height - 22, "quiet", String(year), "middle")),
      ...legend(14, height - 4));
  }

  /* Targets against results: [{name, achieved, planned, words: {achieved, planned}}]; `say(value)`: in words; null where fewer
     than two have both. */
  function targets(name, all, say) {
    const rows = all.filter((row) => row.achieved !== null && row.planned !== null).slice(0, MOST_TARGETS);
    if (rows.length < 2) return null;
    const [width, step, top, left] = [330, 19, 40, 98];
    const height = top + rows.length * step + 6;
    const values = rows.flatMap((row) => [row.achieved, row.planned]);
    const x = scale(values, left + 8, width - 8);
    const ends = [...new Set([Math.min(...values), Math.max(...values)])].map((value) => label(x(value), top - 6, "quiet", say(value), "middle"));
    return picture(width, height, name, ...legend(left - 6, 14), ...ends, ...rows.flatMap((row, at) => {
      const y = top + at * step + step / 2;
      return [
        label(left, y + 4, "name", row.name, "end"),
        svg("line", { x1: left + 6, x2: width - 4, y1: y, y2: y, class: "grid" }),
        svg("line", { x1: x(row.achieved), x2: x(row.planned), y1: y, y2: y, class: "between" }),
        mark("achieved", x(row.achieved), y, row.words.achieved), mark("planned", x(row.planned), y, row.words.planned),
      ];
    }));
  }

  /* Horizontal bars, the longest first; what is left over in one. The figure is hidden where there are none. */
  function bars(container, entries, words) {
    entries.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const rest = entries.slice(BARS).reduce((all, [, number]) => all + number, 0);
    const shown = entries.slice(0, BARS).map(([key, number]) => [words(key), number]);
    if (rest > 0) shown.push([t("report.other"), rest]);
    const longest = Math.max(...shown.map(([, number]) => number));
    const list = make("ul", "bars", shown.map(([name, number]) => {
      const bar = make("span", "bar");
      bar.style.width = `${(100 * number) / longest}%`;
      const track = make("span", "track", bar);
      track.ariaHidden = "true";
      return make("li", "", [make("span", "name", name), track, make("span", "number", Language.number(number))]);
    }));
    put(container, shown.length > 0 ? list : null);
  }

  /* Columns in the order of the years, gaps included; what lies far back in one. */
  function columns(container, entries) {
    const known = entries.filter(([year]) => year !== "").map(([year, number]) => [Number(year), number]);
    const unknown = entries.find(([year]) => year === "")?.[1] ?? 0;
    if (known.length === 0) {
      put(container, null);
      return;
    }
    const last = Math.max(...known.map(([year]) => year));
    const first = Math.max(Math.min(...known.map(([year]) => year)), last - COLUMNS + 1);
    const shown = [];
    for (let year = first; year <= last; year += 1) {
      shown.push([String(year), known.find(([other]) => other === year)?.[1] ?? 0]);
    }
    const earlier = known.filter(([year]) => year < first).reduce((all, [, number]) => all + number, 0);
    if (earlier > 0) shown.unshift([t("overview.earlier"), earlier]);
    if (unknown > 0) shown.push(["?", unknown]);
    const highest = Math.max(...shown.map(([, number]) => number));
    put(container, make("ol", "columns", shown.map(([year, number]) => {
      const bar = make("span", "bar");
      bar.style.height = `${(100 * number) / highest}%`;
      const track = make("span", "track", bar);
      track.ariaHidden = "true";
      const column = make("li", "", [
        make("span", "number", number ? Language.short(number) : ""), track, make("span", "name", year),
      ]);
      column.title = `${year === "?" ? t("report.unknown") : year}: ${Language.number(number)}`;
      return column;
    })));
  }

  function put(container, content) {
    container.replaceChildren(...(content === null ? [] : [content]));
    container.closest("figure").hidden = content === null;
  }

  return { trend, targets, bars, columns };
})();
