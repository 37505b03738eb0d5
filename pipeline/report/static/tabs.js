"use strict";

/* Tabs of a page, and the keys that work everywhere: / goes to the search, Esc closes menus. */
function makeTabs(list, onShown = () => {}) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const nameOf = (tab) => tab.id.replace("tab-", "");
  const usable = () => tabs.filter((tab) => !tab.hidden);

  function show(name) {
    for (const tab of tabs) {
      const isShown = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isShown;
    }
    onShown(name);
  }

  for (const tab of tabs) {
    tab.addEventListener("click", () => show(nameOf(tab)));
    tab.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (way === undefined) return;
      const all = usable();
      const other = all[(all.indexOf(tab) + way + all.length) % all.length];
      show(nameOf(other));
      other.focus();
    });
  }
  return { show, shown: () => nameOf(tabs.find((tab) => tab.getAttribute("aria-selected") === "true")) };
}

/* Whether a key is meant for a field in which the reader writes. */
const isWriting = (event) => event.target.closest("input:not([type=checkbox]), select, textarea") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const menu = event.target.closest("details.menu[open]");
  if (event.key === "Escape" && menu !== null) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
  }
  if (event.key !== "/" || isWriting(event)) return;
  const search = [...document.querySelectorAll("input[type=search]")].find((input) => input.checkVisibility());
  search?.focus();
  event.preventDefault();
}, { capture: true });

// One menu is open at a time, and none when the reader goes on elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
