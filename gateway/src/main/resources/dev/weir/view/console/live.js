// Follows a page that has data-live: its figures, and rows of its first table, as they come.
// data-live-state is what is said while it does.
"use strict";
(() => {
  const ROWS_MAX = 200;
  const STAYS_MILLIS = 1000;
  let source = null;
  let waiting = 0;
  let followed = null;

  function said(text) {
    const line = followed?.querySelector("[data-live-state]");
    if (line) line.textContent = text;
  }

  // A cell as the page itself writes it; text is text, whatever is in it.
  function cell(each, isFirst) {
    const box = document.createElement(isFirst ? "th" : "td");
    if (isFirst) box.scope = "row";
    if (each.number) box.className = "n";
    let inner = box;
    if (each.path) {
      inner = document.createElement("a");
      inner.href = each.path;
      box.append(inner);
    }
    if (each.tone) {
      const mark = document.createElement("span");
      mark.className = `mark ${each.tone}`;
      inner.append(mark);
      inner = mark;
    }
    inner.append(each.text);
    return box;
  }

  function rows(lines) {
    const body = followed.querySelector("tbody");
    if (!body) { if (lines.length > 0) location.reload(); return; }
    const known = new Set([...body.querySelectorAll("th a")].map(link => link.getAttribute("href")));
    lines.filter(line => !known.has(line[0].path)).reverse().forEach(line => {
      const row = document.createElement("tr");
      row.append(...line.map((each, i) => cell(each, i === 0)));
      body.prepend(row);
    });
    while (body.rows.length > ROWS_MAX) body.deleteRow(-1);
  }

  function figures(all) {
    const boxes = followed.querySelectorAll(".figure data");
    all.forEach((figure, i) => {
      if (!boxes[i]) return;
      boxes[i].value = figure.exact;
      boxes[i].textContent = figure.text;
    });
  }

  function close() {
    clearTimeout(waiting);
    source?.close();
    source = null;
  }

  function open() {
    close();
    source = new EventSource(location.pathname + location.search);
    source.onopen = () => said(followed.querySelector("[data-live-state]").dataset.liveState);
    source.onerror = () => said(source?.readyState === EventSource.CLOSED
      ? "Not live any more: sign in again, or close other live pages, and load this one anew."
      : "The connection was lost; trying again.");
    source.addEventListener("calls", event => rows(JSON.parse(event.data)));
    source.addEventListener("figures", event => figures(JSON.parse(event.data)));
  }

  function dress() {
    const page = document.querySelector("[data-live]")?.closest("main") ?? null;
    if (page === followed) return;
    followed = page;
    close();
    if (!page) return;
    const pause = page.querySelector("[data-live-pause]");
    pause.hidden = false;
    pause.onclick = () => {
      const isPaused = source !== null;
      if (isPaused) { close(); said("Paused."); } else open();
      pause.textContent = isPaused ? "Go on" : "Pause";
    };
    // A page that is left at once opens no stream.
    waiting = setTimeout(open, STAYS_MILLIS);
  }

  dress();
  document.addEventListener("htmx:afterSettle", dress);
})();
