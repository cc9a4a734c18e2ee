// Files and folders that are dropped on the import form, put into its field of files with the folders they lie in.
const entries = async (folder) => {
  const reader = folder.createReader(), found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    found.push(...some);
  }
};
const files = async (entry) => {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    return [new File([file], entry.fullPath.replace(/^\//, ""), { type: file.type })];
  }
  return (await Promise.all((await entries(entry)).map(files))).flat();
};

class DropZone extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form"), field = form.elements.files;
    for (const name of ["dragover", "dragleave", "drop"]) {
      this.addEventListener(name, (event) => { event.preventDefault(); form.classList.toggle("over", name === "dragover"); });
    }
    this.addEventListener("drop", async (event) => {
      const dropped = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      const given = new DataTransfer();
      for (const file of (await Promise.all(dropped.map(files))).flat()) given.items.add(file);
      field.files = given.files;
      if (field.files.length) form.requestSubmit();
    });
  }
}
customElements.define("drop-zone", DropZone);
