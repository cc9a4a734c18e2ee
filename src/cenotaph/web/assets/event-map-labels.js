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
      const { x, y } = this.map.project(at), r = this.radius(properties.many);
      return [x - r, y - r, x + r, y + r];
    });
    this.sheet.replaceChildren();
    this.shown = [];
    for (const [n, { properties, at }] of circles.entries()) {
      if (this.shown.length === MOST) break;
      const label = this.made(this.words(properties)), width = Math.min(label.offsetWidth, WIDEST);
      const { x, y } = this.map.project(at), r = this.radius(properties.many) + GAP;
      const by = [[r, -HIGH / 2], [-r - width, -HIGH / 2], [-width / 2, r], [-width / 2, -r - HIGH]].find(([dx, dy]) => {
        const box = [x + dx, y + dy, x + dx + width, y + dy + HIGH];
        return box[0] >= 0 && box[1] >= 0 && box[2] <= wide && box[3] <= high && !taken.some((other, m) => m !== n && over(box, other));
      });
      if (!by) { label.remove(); continue; }
      taken.push([x + by[0], y + by[1], x + by[0] + width, y + by[1] + HIGH]);
      this.shown.push({ label, at, by });
    }
    this.follow();
  }

  made({ text, more }) {
    const label = document.createElement("div"), name = document.createElement("bdi");
    name.textContent = text;
    label.append(name, more);
    this.sheet.append(label);
    return label;
  }
}

function over(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
