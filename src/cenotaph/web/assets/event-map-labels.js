// Names beside the circles of a map: those of the largest first, and none over another. They are for the eye; the list below is for all.
const MOST = 60, HIGH = 17, WIDEST = 190, GAP = 4;

export class Labels {
  constructor(map, layers, radius, words) {
    Object.assign(this, { map, layers, radius, words, shown: [] });
    this.sheet = document.createElement("div");
    this.sheet.className = "map-names";
    this.sheet.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().append(this.sheet);
    map.on("move", () => this.follow());
    map.on("idle", () => this.settle());
  }

  follow() {
    for (const { label, at, by } of this.shown) {
      const { x, y } = this.map.project(at);
      label.style.transform = `translate(${Math.round(x + by[0])}px, ${Math.round(y + by[1])}px)`;
    }
  }

  // Anew when the map has come to rest: which circles there are depends on how close it is.
  settle() {
    const seen = new Map();
    for (const { properties, geometry } of this.map.queryRenderedFeatures({ layers: this.layers })) seen.set(properties.first, { properties, at: geometry.coordinates });
    const circles = [...seen.values()].sort((a, b) => b.properties.many - a.properties.many);
    const { clientWidth: wide, clientHeight: high } = this.sheet;
    const taken = circles.map(({ properties, at }) => {
      const { x, y } = this.map.project(at), r = this.radius(properties);
      return [x - r, y - r, x + r, y + r];
    });
    const sheet = this.sheet.getBoundingClientRect(), buttons = this.map.getContainer().querySelector(".map-buttons")?.getBoundingClientRect();
    if (buttons) taken.push([buttons.left - sheet.left, buttons.top - sheet.top, buttons.right - sheet.left, buttons.bottom - sheet.top]);
    this.sheet.replaceChildren();
    this.shown = [];
    for (const [n, { properties, at }] of circles.entries()) {
      if (this.shown.length === MOST) break;
      const { x, y } = this.map.project(at), r = this.radius(properties) + GAP, words = this.words(properties);
      for (const more of new Set([words.more, words.short])) { // fewer words where there is little room
        const label = this.made(words.text, more), width = Math.min(label.offsetWidth, WIDEST);
        const by = beside(r, width).find(([dx, dy]) => {
          const box = [x + dx, y + dy, x + dx + width, y + dy + HIGH];
          return box[0] >= 0 && box[1] >= 0 && box[2] <= wide && box[3] <= high && !taken.some((other, m) => m !== n && over(box, other));
        });
        if (!by) { label.remove(); continue; }
        taken.push([x + by[0], y + by[1], x + by[0] + width, y + by[1] + HIGH]);
        this.shown.push({ label, at, by });
        break;
      }
    }
    this.follow();
  }

  made(text, more) {
    const label = document.createElement("div"), name = document.createElement("bdi");
    name.textContent = text;
    label.append(name, more);
    this.sheet.append(label);
    return label;
  }
}

// Where a name may stand from the middle of its circle, the best first: right, left, below, above, and between these.
function beside(r, width) {
  const by = r * 0.75;
  return [[r, -HIGH / 2], [-r - width, -HIGH / 2], [-width / 2, r], [-width / 2, -r - HIGH],
    [by, by - HIGH / 2], [by, -by - HIGH / 2], [-by - width, by - HIGH / 2], [-by - width, -by - HIGH / 2]];
}

function over(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
