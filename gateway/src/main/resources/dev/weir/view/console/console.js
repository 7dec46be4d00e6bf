// Small comforts; every page works without them.
"use strict";
(() => {
  // What htmx sends carries the session's form token.
  document.addEventListener("htmx:configRequest", event => {
    const token = document.querySelector('meta[name="form-token"]');
    if (token) event.detail.headers["x-form-token"] = token.content;
  });

  // A choice that submits its form at once needs no button.
  function dress(root) {
    root.querySelectorAll("[data-redundant]").forEach(button => { button.hidden = true; });
    root.querySelectorAll("[data-submits]").forEach(select => {
      select.addEventListener("change", () => select.form.requestSubmit());
    });
  }

  // A sheet closes when one looks elsewhere.
  document.addEventListener("click", event => {
    document.querySelectorAll("details.account[open]").forEach(sheet => {
      if (!sheet.contains(event.target)) sheet.open = false;
    });
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.account[open], details.menu[open]").forEach(sheet => {
      sheet.open = false;
      sheet.querySelector("summary").focus();
    });
  });

  // What comes in place of a page is read on from its first wrong field, or from its beginning.
  document.addEventListener("htmx:afterSwap", event => {
    if (event.detail.target !== document.body) return;
    document.querySelector("main [aria-invalid='true']")?.focus();
    if (document.activeElement === document.body) {
      document.getElementById("page").focus({ preventScroll: true });
    }
  });

  // What does not come is said on the page, which stays as it is.
  function unanswered(why) {
    settled();
    const notice = document.createElement("p");
    notice.className = "notice unanswered";
    notice.setAttribute("role", "alert");
    notice.textContent = why;
    document.getElementById("page").prepend(notice);
  }
  function settled() {
    document.querySelectorAll(".unanswered").forEach(notice => notice.remove());
  }
  document.addEventListener("htmx:beforeRequest", settled);
  document.addEventListener("htmx:sendError", () => {
    unanswered("The gateway cannot be reached. This page is as it was; try again.");
  });
  document.addEventListener("htmx:timeout", () => {
    unanswered("No answer came within two minutes. What was sent may be done all the same: open"
      + " the page again and look before you send it again.");
  });
  // A proxy's refusal, or none at all, is no page of the console.
  document.addEventListener("htmx:beforeSwap", event => {
    const { xhr, serverResponse } = event.detail;
    if (xhr.status < 400 || serverResponse.includes('id="page"')) return;
    event.detail.shouldSwap = false;
    unanswered(`The answer was ${xhr.status}, without a page. This page is as it was; try again.`);
  });

  dress(document);
  document.addEventListener("htmx:load", event => {
    if (event.target !== document.body || !event.target.dataset.dressed) dress(event.target);
  });
})();
