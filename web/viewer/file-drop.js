// Files dropped anywhere on the page open the tool that shows them.

import { element, icon } from "./dom.js";

export class FileDrop {
    constructor({ dictionary, toolbox }) {
        this.toolbox = toolbox;
        this.sign = element("div", { class: "file-drop", hidden: true, "aria-hidden": "true" },
            element("p", {}, icon("add"), dictionary.text("dropFiles")));
        document.body.append(this.sign);
        this.depth = 0; // every element under the pointer tells of coming and going
        document.addEventListener("dragenter", (event) => this.follow(event, 1));
        document.addEventListener("dragleave", (event) => this.follow(event, -1));
        document.addEventListener("dragover", (event) => {
            if (hasFiles(event)) event.preventDefault();
        });
        document.addEventListener("drop", (event) => this.take(event));
    }

    follow(event, step) {
        if (!hasFiles(event)) return;
        event.preventDefault();
        this.depth = Math.max(0, this.depth + step);
        this.sign.hidden = this.depth === 0;
    }

    take(event) {
        this.depth = 0;
        this.sign.hidden = true;
        if (!hasFiles(event)) return;
        event.preventDefault(); // else the browser leaves the map to open the file
        this.toolbox.open("add-data", { files: [...event.dataTransfer.files] });
    }
}

function hasFiles(event) {
    return event.dataTransfer?.types.includes("Files") ?? false;
}
