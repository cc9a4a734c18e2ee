// A map that can be moved and zoomed, in place of the drawn one. Without WebGL, without this file and in print the drawn one stands.
// Names come from reports: they are only ever text of an element, and the library never gets them. It knows places by their number.
import { Labels } from "./event-map-labels.js";

const LIBRARY = new URL("maplibre/maplibre-gl.mjs", import.meta.url).href;
const LOOKS = new URL("maplibre/maplibre-gl.css", import.meta.url).href;
// The lines are told to a hundredth of a degree: closer than this they would be corners. Places closer than 40 px are taken together.
const CLOSEST = 12, APART = 10, NEAR = 40, FIRST_CLOSEST = 8, LISTED = 400;
const LEAST = 4, MORE = 12, LARGEST = 22, RIM = 3, BUTTONS = 48;
const LAYERS = ["places", "clusters"];

class EventMap extends HTMLElement {
  async connectedCallback() {
    if (this.holder || !document.createElement("canvas").getContext("webgl2")) return;
    this.holder = element("div", { className: "noprint" });
    try {
      const [library] = await Promise.all([import(LIBRARY), styled()]);
      if (!this.isConnected) return;
      this.places = together(JSON.parse(this.dataset.places));
      this.append(this.holder);
      this.classList.add("live");
      this.draw(library);
    } catch (fault) {
      this.classList.remove("live");
      this.holder.remove();
      console.info("The drawn map stays, for the other cannot be made:", fault);
    }
  }

  disconnectedCallback() {
    this.dark?.removeEventListener("change", this.paint);
    this.map?.remove();
  }

  draw(library) {
    this.library = library;
    const bounds = new library.LngLatBounds();
    for (const place of this.places) bounds.extend(place.at);
    const room = this.clientWidth < 500 ? 36 : 64;
    const padding = { top: room, bottom: room, left: room, right: room + BUTTONS }; // no place is under the buttons at first
    this.whole = [bounds, { padding, maxZoom: FIRST_CLOSEST }];
    const map = this.map = new library.Map({
      container: this.holder, style: style(this.dataset.lines, this.places), bounds, fitBoundsOptions: this.whole[1], hash: "map",
      maxZoom: CLOSEST, maxPitch: 0, renderWorldCopies: false, attributionControl: false, cooperativeGestures: true,
      dragRotate: false, pitchWithRotate: false, touchPitch: false,
      locale: {
        "Map.Title": "Map of the places: plus and minus zoom, arrows move; the list below has the places in view",
        "Popup.Close": "Close",
      },
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(this.buttons(), "top-right");
    this.labels = new Labels(map, LAYERS, ({ many, cluster }) => radius(many, this.places[0].many) + (cluster ? RIM : 0), (feature) => this.words(feature));
    map.on("load", () => {
      this.paint();
      this.tell();
      map.on("moveend", () => this.tell());
      map.on("click", (event) => this.chosen(event));
      map.on("mousemove", (event) => this.pointed(event));
      this.dataset.drawn = "yes";
    });
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", this.paint);
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.popup?.isOpen()) return;
      this.popup.remove();
      map.getCanvas().focus();
    });
  }

  // The colours are the page's, by day and by night.
  paint = () => {
    const page = getComputedStyle(this), hue = (name) => page.getPropertyValue(name).trim();
    const set = (layer, colours) => { for (const [what, name] of Object.entries(colours)) this.map.setPaintProperty(layer, what, hue(name)); };
    set("ground", { "background-color": "--tint" });
    set("lines", { "line-color": "--soft" });
    set("places", { "circle-color": "--accent", "circle-stroke-color": "--accent" });
    set("clusters", { "circle-color": "--accent", "circle-stroke-color": "--accent" });
    set("rims", { "circle-stroke-color": "--accent" });
  };

  buttons() {
    const map = () => this.map;
    const group = element("div", { className: "maplibregl-ctrl map-buttons" });
    const button = (sign, words, act) => {
      const made = element("button", { type: "button", textContent: sign, title: words });
      made.setAttribute("aria-label", words);
      made.addEventListener("click", act);
      group.append(made);
      return made;
    };
    const closer = button("+", "Zoom in", () => map().zoomIn());
    const further = button("−", "Zoom out", () => map().zoomOut());
    button("All", "Show the whole map", () => map().fitBounds(...this.whole));
    // What cannot be done any more is said, and the button keeps the focus.
    const able = () => {
      closer.setAttribute("aria-disabled", map().getZoom() >= map().getMaxZoom());
      further.setAttribute("aria-disabled", map().getZoom() <= map().getMinZoom(true));
    };
    return { onAdd: (at) => { at.on("zoomend", able); return group; }, onRemove: () => group.remove() };
  }

  // What is written beside a circle: the place with the most questions, and how many more are taken together with it.
  words({ first, point_count: many }) {
    const names = this.places[first].rows.map((row) => row.name);
    const more = (many ?? 1) - 1;
    return { text: names.join(" / "), more: more ? ` and ${more.toLocaleString("en")} more` : "", short: more ? ` +${more.toLocaleString("en")}` : "" };
  }

  found(point) {
    const [x, y] = [point.x, point.y], reach = 4; // a fingertip is wider than a point
    const seen = this.map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers: LAYERS });
    return [...new Map(seen.map((feature) => [feature.properties.first, feature])).values()];
  }

  pointed({ point }) {
    const over = this.found(point);
    this.map.getCanvas().style.cursor = over.length ? "pointer" : "";
    this.map.getCanvas().title = over.map((f) => { const { text, more } = this.words(f.properties); return text + more; }).join("\n");
  }

  async chosen({ point }) {
    const over = this.found(point), cluster = over.find((feature) => feature.properties.cluster);
    if (cluster) {
      const zoom = await this.map.getSource("places").getClusterExpansionZoom(cluster.properties.cluster_id);
      this.map.easeTo({ center: cluster.geometry.coordinates, zoom: Math.min(zoom + 0.4, CLOSEST) });
    } else if (over.length) {
      const places = over.map((feature) => this.places[feature.properties.first]).sort((a, b) => b.many - a.many);
      const list = element("ul", { className: "plain" });
      list.append(...places.flatMap((place) => place.rows).map((row) => this.row(row, row.many === 1 ? " question" : " questions")));
      this.popup?.remove();
      this.popup = new this.library.Popup({ maxWidth: "17rem", offset: 8 }).setLngLat(places[0].at).setDOMContent(list).addTo(this.map);
    }
  }

  row(row, unit = "") {
    const asked = new URLSearchParams(this.dataset.query);
    asked.set("place", row.asked);
    const link = element("a", { href: `/events?${asked}` });
    link.append(element("bdi", { textContent: row.name }));
    const item = element("li");
    item.append(link, ` ${row.many.toLocaleString("en")}${unit}`);
    return item;
  }

  // The list below keeps to what is in view: so every place can be reached with the keyboard.
  tell() {
    const bounds = this.map.getBounds();
    const all = this.places.flatMap((place) => place.rows), seen = [];
    for (const place of this.places) if (bounds.contains(place.at)) seen.push(...place.rows);
    seen.sort((a, b) => b.many - a.many);
    const list = document.getElementById("map-list"), said = document.getElementById("map-said");
    list.replaceChildren(...seen.slice(0, LISTED).map((row) => this.row(row)));
    const count = seen.length === all.length ? `All ${all.length.toLocaleString("en")}` : `${seen.length.toLocaleString("en")} of ${all.length.toLocaleString("en")}`;
    said.textContent = `${count} places are in view${seen.length > LISTED ? `; here are the ${LISTED} with the most questions` : ""}.`;
  }
}

function element(name, having = {}) {
  return Object.assign(document.createElement(name), having);
}

function styled() {
  return new Promise((done, failed) => {
    const sheet = element("link", { rel: "stylesheet", href: LOOKS, onload: done, onerror: () => failed(new Error("no style sheet")) });
    document.head.prepend(sheet); // before the page's own, which has the last word
  });
}

// Names of one spot are one circle: two circles in one place could not be told apart. Those with the most questions come first.
function together(rows) {
  const spots = new Map();
  for (const [name, longitude, latitude, many, asked = name] of rows) {
    const key = `${longitude} ${latitude}`, spot = spots.get(key) ?? { at: [longitude, latitude], many: 0, rows: [] };
    spot.many += many;
    spot.rows.push({ name, many, asked });
    spots.set(key, spot);
  }
  return [...spots.values()].sort((a, b) => b.many - a.many);
}

// The radius of a circle in pixels, by how many questions; `style` says the same to the library.
function radius(many, most) {
  return Math.min(LARGEST, LEAST + MORE * Math.sqrt(many / most));
}

function style(lines, places) {
  const features = places.map(({ at, many }, first) => ({ type: "Feature", properties: { first, many }, geometry: { type: "Point", coordinates: at } }));
  const size = ["min", LARGEST, ["+", LEAST, ["*", MORE, ["sqrt", ["/", ["get", "many"], places[0].many]]]]];
  const circle = { "circle-radius": size, "circle-opacity": 0.5, "circle-stroke-width": 1 };
  return {
    version: 8,
    sources: {
      lines: { type: "geojson", data: new URL(lines, location.href).href, maxzoom: 8, tolerance: 0.5 },
      places: {
        type: "geojson", data: { type: "FeatureCollection", features }, maxzoom: CLOSEST,
        cluster: true, clusterRadius: NEAR, clusterMaxZoom: APART,
        clusterProperties: { many: ["+", ["get", "many"]], first: ["min", ["get", "first"]] },
      },
    },
    layers: [
      { id: "ground", type: "background" },
      { id: "lines", type: "line", source: "lines", paint: { "line-width": 0.9, "line-opacity": 0.5 } },
      { id: "rims", type: "circle", source: "places", filter: ["has", "point_count"],
        paint: { "circle-radius": ["+", RIM, size], "circle-opacity": 0, "circle-stroke-width": 1, "circle-stroke-opacity": 0.7 } },
      { id: "clusters", type: "circle", source: "places", filter: ["has", "point_count"], paint: circle },
      { id: "places", type: "circle", source: "places", filter: ["!", ["has", "point_count"]], paint: circle },
    ],
  };
}

customElements.define("event-map", EventMap);
