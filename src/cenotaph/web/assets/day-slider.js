// A slider beside a field of a day: from the first day that anything was known to the last, and "no limit" at the right end.
const DAY = 86_400_000;
const iso = (at) => new Date(at).toISOString().slice(0, 10);

class DaySlider extends HTMLElement {
  connectedCallback() {
    const field = this.closest("form").elements[this.dataset.for];
    const first = Date.parse(this.dataset.first), last = Date.parse(this.dataset.last);
    const days = Math.round((last - first) / DAY);
    if (!field || !(days > 0)) return;
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = 0;
    slider.max = days + 1;
    slider.value = field.value ? Math.min(Math.max(Math.round((Date.parse(field.value) - first) / DAY), 0), days) : days + 1;
    slider.setAttribute("aria-label", `${field.labels[0].firstChild.textContent.trim()}, as a slider`);
    slider.addEventListener("input", () => { field.value = slider.value > days ? "" : iso(first + slider.value * DAY); });
    slider.addEventListener("change", () => field.form.requestSubmit());
    this.append(slider);
  }
}
customElements.define("day-slider", DaySlider);
