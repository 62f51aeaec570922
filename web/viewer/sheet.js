// On a phone the layer list is a sheet at the bottom edge: press or swipe its handle. On a desk it folds to its title.

const swipeInPixels = 24;

export class Sheet {
    /** @param {HTMLElement} panel @param {HTMLButtonElement} handle */
    constructor(panel, handle) {
        this.panel = panel;
        this.handle = handle;
        this.wide = matchMedia("(min-width: 768px)");
        this.setOpen(this.wide.matches);
        this.wide.addEventListener("change", () => this.setOpen(this.wide.matches));
        let start = null;
        let swiped = false;
        handle.addEventListener("pointerdown", (event) => {
            start = event.clientY;
            swiped = false;
            handle.setPointerCapture(event.pointerId);
        });
        handle.addEventListener("pointermove", (event) => {
            if (start === null || this.wide.matches || Math.abs(event.clientY - start) < swipeInPixels) return;
            swiped = true;
            this.setOpen(event.clientY < start);
            start = event.clientY;
        });
        handle.addEventListener("pointerup", () => { start = null; });
        handle.addEventListener("click", () => {
            if (!swiped) this.setOpen(!this.isOpen);
            swiped = false;
        });
    }

    get isOpen() {
        return this.handle.getAttribute("aria-expanded") === "true";
    }

    setOpen(isOpen) {
        this.handle.setAttribute("aria-expanded", String(isOpen));
        this.panel.classList.toggle("is-closed", !isOpen);
        document.body.classList.toggle("panel-closed", !isOpen);
    }

    /** After a choice on a phone the map should be seen again. */
    makeRoom() {
        if (!this.wide.matches) this.setOpen(false);
    }
}
