"use strict";

/* Figures as people write them: 10.3万亿元, 约5.5%, 2个百分点; and the plain number, for who wants to know exactly. */
const Figures = (() => {
  const SCALES = {
    zh: [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]],
    en: [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]],
  };
  const DIGITS = 4;
  const CURRENCY = /^[A-Z]{3}$/;
  const ARROWS = { up: "↑ ", down: "↓ " };

  /* What units of its kind are brought to, in the language of the page; empty where it has no word for that. */
  const canonical = (figure) => (Object.hasOwn(STRINGS, `unit.${figure.unit_norm}`) ? t(`unit.${figure.unit_norm}`) : "");

  /* The unit in the language of the page; as written where the page is Chinese and knows no word. */
  function unit(figure) {
    const norm = figure.unit_norm;
    const known = canonical(figure);
    const said = Language.isChinese() ? figure.unit || known || norm : known || norm || figure.unit;
    return figure.per && !said.includes("/") ? `${said}/${said && per(figure.per)}` : said || "";
  }

  const per = (name) => name.split("/").map((part) => t(`per.${part}`)).join("/");

  function scaled(value, [factor, word], digits) {
    const number = new Intl.NumberFormat(Language.isChinese() ? "zh-CN" : "en", {
      maximumFractionDigits: digits, useGrouping: !Language.isChinese() || Math.abs(value / factor) >= 1e5,
    });
    return number.format(value / factor).replace("-", "−") + word;
  }

  /* The number or range, and the scale that both ends share. */
  function number(figure) {
    const ends = [figure.value, figure.value_max ?? null].filter((end) => end !== null);
    const largest = Math.max(...ends.map(Math.abs));
    const scale = Language.of(SCALES).find(([factor]) => largest >= factor) ?? [1, ""];
    return ends.map((end, at) => scaled(end, at === ends.length - 1 ? scale : [scale[0], ""], scale[0] === 1 ? 10 : DIGITS)).join("–");
  }

  /* A figure in words: {value, value_max, unit, unit_norm, comparator, change, per}; null for one that the text masks. */
  function say(figure) {
    if (figure.value === null) return t("claim.masked");
    const said = unit(figure);
    const amount = number(figure);
    const parted = CURRENCY.test(said.split("/")[0]) && !Language.isChinese() ? `${said.split("/")[0]} ${amount}${said.includes("/") ? said.slice(said.indexOf("/")) : ""}`
      : amount + (said && !Language.isChinese() && !/^[%‰°]/.test(said) ? " " : "") + said;
    return (ARROWS[figure.change] ?? "") + (figure.comparator === "eq" ? "" : t(`about.${figure.comparator}`)) + parted;
  }

  /* The plain number with its unit. */
  function plain(figure) {
    if (figure.value === null) return "";
    const ends = [figure.value, figure.value_max ?? null].filter((end) => end !== null);
    return `${ends.map(Language.number).join(" – ")} ${unit(figure)}`.trim();
  }

  /* An element that shows a figure. */
  function show(figure, tag = "span") {
    const element = make(tag, "figure", say(figure));
    element.title = plain(figure);
    return element;
  }

  /* What a figure is of: an amount, a number of things, a share, a rate of growth, … */
  const kind = (claim) => (claim.dimension === "ratio" && claim.change !== "none" ? "growth" : claim.dimension);
  const kindWords = (name) => t(name === "growth" ? "claim.growth" : `dimension.${name}`);

  return { say, plain, show, unit, canonical, kind, kindWords };
})();
