// Searches the lines of all editions. What is searched lies beside this and is fetched when somebody searches; nothing leaves the page.
"use strict";
(() => {
  const MOST = 100;
  const form = document.querySelector("form.search"), box = form.querySelector("input");
  const count = document.getElementById("count"), list = document.getElementById("found");
  // As the archive folds: case, accents, hyphens and apostrophes do not matter.
  const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const terms = text => fold(text).replace(/['’‘]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  let lines = null, asked = false;

  function load() {
    if (asked) return;
    asked = true;
    const data = document.createElement("script");
    data.src = form.dataset.from;
    data.onload = () => {
      lines = window.communique.flatMap(([page, title, items]) =>
        items.map(([number, text]) => ({page, title, number, text, folded: " " + terms(title + " " + text).join(" ")})));
      search();
    };
    data.onerror = () => { asked = false; count.textContent = "The list of lines could not be loaded."; };
    document.head.append(data);
  }

  function marked(text, wanted) {
    const out = document.createDocumentFragment();
    for (const piece of text.split(/([\p{L}\p{N}\p{M}'’‘]+)/u)) {
      const words = terms(piece);
      if (words.length && wanted.some(one => words.some(word => word.startsWith(one)))) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        out.append(mark);
      } else out.append(piece);
    }
    return out;
  }

  function row(line, wanted) {
    const item = document.createElement("li"), where = document.createElement("p"), words = document.createElement("p");
    const link = document.createElement("a");
    link.href = line.page + "#item-" + line.number;
    link.textContent = line.title + ", item " + line.number;
    where.className = "outlets";
    where.append(link);
    words.dir = "auto";
    words.append(marked(line.text, wanted));
    item.append(where, words);
    return item;
  }

  function search() {
    const wanted = terms(box.value);
    list.replaceChildren();
    if (!wanted.length) { count.textContent = ""; return; }
    if (!lines) { count.textContent = "Looking …"; load(); return; }
    const found = lines.filter(line => wanted.every(one => line.folded.includes(" " + one)));
    count.textContent = found.length === 0 ? "Nothing found." :
      found.length > MOST ? `${found.length} lines found; the latest ${MOST}:` :
      found.length === 1 ? "1 line found" : `${found.length} lines found`;
    list.append(...found.slice(0, MOST).map(line => row(line, wanted)));
  }

  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  box.addEventListener("focus", load);
  box.addEventListener("input", search);
  // A search can be passed on: index.html?q=words
  const asking = new URLSearchParams(location.search).get("q");
  if (asking) { box.value = asking; search(); }
})();
