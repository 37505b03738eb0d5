"use strict";

/* The data of a page, and files of data that load when they are needed: scripts, since a page from disk may fetch nothing. */
const Data = (() => {
  const folder = new URL("../data/", document.currentScript.src);
  const { nonce } = document.currentScript;
  const loading = new Map();
  const address = (name) => {
    if (!/^[a-z]+(-\d+)?$/.test(name)) throw new TypeError(name);
    return new URL(`${name}.js`, folder).href;
  };
  // Where the browser knows trusted types, this is all that may become the address of a script.
  const trusted = globalThis.trustedTypes?.createPolicy("policyfacts", { createScriptURL: address })
    ?? { createScriptURL: address };

  /* Rows from their short form: `pipeline/report/packed.py`. */
  function rows({ length, columns }) {
    const made = Array.from({ length }, () => ({}));
    for (const [name, [values, places]] of Object.entries(columns)) {
      const place = places ? (at) => places[at] : (at) => (values.length === 1 ? 0 : at);
      for (let at = 0; at < length; at += 1) made[at][name] = values[place(at)];
    }
    return made;
  }

  /* What the page itself holds. */
  const own = () => JSON.parse(document.getElementById("data").textContent);

  /* A file of `data`, by its name; loaded once. */
  function load(name) {
    if (!loading.has(name)) {
      const entry = {};
      entry.promise = new Promise((resolve, reject) => {
        entry.resolve = resolve;
        const script = document.createElement("script");
        script.nonce = nonce;
        script.src = trusted.createScriptURL(name);
        script.onerror = () => reject(new Error(name));
        script.onload = () => script.remove();
        document.head.append(script);
      });
      loading.set(name, entry);
    }
    return loading.get(name).promise;
  }

  /* Called by the files. */
  const put = (name, value) => loading.get(name)?.resolve(value);

  return { rows, own, load, put };
})();
