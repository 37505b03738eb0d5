"use strict";

/* The text of a document: marks of facts, which are chosen, dimmed, walked through and brought into view. */
const Reading = (() => {
  const article = document.getElementById("text");
  const marks = new Map();
  // Overlaps and block borders cut the words of a fact into several elements.
  for (const mark of article.querySelectorAll("mark")) {
    if (!marks.has(mark.dataset.key)) marks.set(mark.dataset.key, []);
    marks.get(mark.dataset.key).push(mark);
  }
  const of = (keys) => keys.flatMap((key) => marks.get(key) ?? []);
  let chosen = [];

  /* Mark these facts as chosen. */
  function choose(keys) {
    for (const mark of of(chosen)) mark.classList.remove("chosen");
    chosen = keys;
    for (const mark of of(chosen)) mark.classList.add("chosen");
  }

  function scrollTo(key) {
    const [mark] = of([key]);
    const folded = mark?.closest("details");
    if (folded) folded.open = true;
    mark?.scrollIntoView({ block: "center" });
  }

  /* Dim all but these facts; null: nothing. */
  function dim(keys) {
    article.classList.toggle("dimmed", keys !== null);
    for (const mark of article.querySelectorAll("mark.hit")) mark.classList.remove("hit");
    if (keys !== null) for (const mark of of(keys)) mark.classList.add("hit");
  }

  /* Keys of the facts that lie at an element of the text, the innermost first. */
  function keysAt(element) {
    const keys = [];
    for (let mark = element.closest("mark"); mark !== null; mark = mark.parentElement.closest("mark")) keys.push(mark.dataset.key);
    return keys;
  }

  /* The line in which a fact stands. */
  const lineOf = (key) => of([key])[0]?.closest(".line").textContent.trim() ?? "";

  /* `onOpen(keys)` at a click on words. */
  function onClick(onOpen) {
    article.addEventListener("click", (event) => {
      if (!document.getSelection().isCollapsed) return; // the reader selects words to copy them
      const keys = keysAt(event.target);
      if (keys.length > 0) onOpen(keys);
    });
  }

  return { choose, scrollTo, dim, lineOf, onClick };
})();
