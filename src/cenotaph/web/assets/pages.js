// What makes the pages better where scripts run. Without it every page works: links, forms and a reload do the same.
import "./day-slider.js";
import "./drop-zone.js";

// The map is large: it is loaded where there is one.
if (document.querySelector("event-map")) import("./event-map.js");

const typing = (target) => target instanceof Element && target.closest("input, select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key;
  if (!/^[a-z]$/.test(key)) return;
  const field = document.querySelector(`[data-focus="${key}"]`);
  const folded = document.querySelector(`[data-open="${key}"]`);
  const act = document.querySelector(`[data-key="${key}"]`);
  if (field) field.focus();
  else if (folded) {
    folded.open = true;
    folded.querySelector("input:not([type=hidden]), select")?.focus();
  } else if (act) {
    if (act.form && !act.form.reportValidity()) { event.preventDefault(); return; }
    act.click();
  } else return;
  event.preventDefault();
});

// One decision at a time: a second press of a button must not record it twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
