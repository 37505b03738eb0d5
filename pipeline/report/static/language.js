"use strict";

/* The words of the interface: STRINGS holds both languages; the reader's choice outlives the page where that is allowed. */
const Language = (() => {
  const REMEMBERED = "policyfacts-language";
  const ATTRIBUTES = ["placeholder", "title", "aria-label"];
  const listeners = [];
  let current = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

  /* The words of the first key ("section.name") that has any; a value without words, such as a new dimension, speaks for itself. */
  function t(...keys) {
    const known = keys.find((key) => Object.hasOwn(STRINGS, key));
    return known !== undefined ? STRINGS[known][current] : keys[0].slice(keys[0].indexOf(".") + 1);
  }

  /* Words that the data hold in both languages. */
  const of = (words) => words[current];
  const isChinese = () => current === "zh";
  const locale = () => (current === "zh" ? "zh-CN" : "en");
  const number = (value) => value.toLocaleString(locale(), { maximumFractionDigits: 10 });
  /* Few digits, for where there is no room: 12K, 1.2万. */
  const short = (value) => value.toLocaleString(locale(), { notation: "compact", maximumSignificantDigits: Math.max(2, Math.min(3, String(value).length)) });

  function translate() {
    document.documentElement.lang = current === "zh" ? "zh-Hans" : "en";
    for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
    for (const name of ATTRIBUTES) {
      for (const element of document.querySelectorAll(`[data-t-${name}]`)) {
        element.setAttribute(name, t(element.getAttribute(`data-t-${name}`)));
      }
    }
    for (const listener of listeners) listener();
  }

  function remembered() {
    try {
      return localStorage.getItem(REMEMBERED);
    } catch {
      return null; // a browser that keeps nothing for pages from disk
    }
  }

  function choose(language) {
    current = language;
    try {
      localStorage.setItem(REMEMBERED, language);
    } catch {
      // then for this page only
    }
    translate();
  }

  /* Call `listener` now and at every change of language. */
  function onChange(listener) {
    listeners.push(listener);
    listener();
  }

  document.getElementById("language").addEventListener("click", () => choose(current === "zh" ? "en" : "zh"));
  const before = remembered();
  if (before !== null && before !== current && (before === "zh" || before === "en")) {
    current = before;
    translate();
  }
  return { t, of, isChinese, number, short, onChange };
})();

const { t } = Language;

/* A new element with a class and text, or children. */
function make(tag, className = "", content = []) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...[content].flat());
  return element;
}
