// Large prints that the server draws in its own time: how far each is, where its file is. They go on while the panel is
// closed, and come back when the server or the page does.

import { element, icon } from "../../dom.js";
import { isOver, pause, pauseAfter } from "./print-server.js";

const place = "geosector-print-jobs"; // in the browser's storage

export class PrintJobs {
    /** @param {{server, app, words, explain: (error) => string}} parts */
    constructor(parts) {
        Object.assign(this, parts);
        this.node = element("ul", { class: "print-jobs", "aria-label": this.words("jobs") });
        this.said = element("p", { class: "for-readers", role: "status" });
        /** Ordered before the page was loaded, or since. @type {Map<string, {title: string, about: string}>} */
        this.kept = keptJobs();
        for (const [id, { title, about }] of [...this.kept]) this.restore(id, title, about);
    }

    async restore(id, title, about) {
        try {
            this.add(await this.server.status(id), title, about, false);
        } catch (error) {
            if (error.status === 404) this.keep(id, null); // its time is over
        }
    }

    /** @param {{title: string, about: string}|null} job null when it is over */
    keep(id, job) {
        if (job) this.kept.set(id, job);
        else this.kept.delete(id);
        try {
            localStorage.setItem(place, JSON.stringify([...this.kept]));
        } catch {
            // A browser that keeps nothing: they live as long as the page.
        }
    }

    /** @param {object} document status of a new job @param {string} title of what is printed */
    add(document, title, about, isNew = true) {
        this.keep(document.jobID, { title, about });
        const job = { id: document.jobID, title, document, failures: 0, isGone: false };
        job.bar = element("progress", { max: 100, "aria-label": this.words("progressOf", { title }) });
        job.message = element("p", { class: "quiet number" });
        job.actions = element("div", { class: "actions" });
        job.node = element("li", { class: "print-job" },
            element("p", { class: "print-job-title" }, title), element("p", { class: "quiet" }, about),
            job.bar, job.message, job.actions);
        this.node.prepend(job.node);
        this.show(job);
        this.follow(job);
        if (isNew) job.node.scrollIntoView({ block: "nearest" });
    }

    async follow(job) {
        while (!isOver(job.document) && !job.isGone) {
            await pause(pauseAfter(job.failures));
            if (job.isGone) return;
            try {
                job.document = await this.server.status(job.id);
                job.failures = 0;
            } catch (error) {
                job.failures += 1;
                if (error.status === 404) return this.forget(job, this.words("jobForgotten")); // the server began anew
                job.message.textContent = `${this.explain(error)} ${this.words("jobGoesOn")}`;
                continue;
            }
            this.show(job);
        }
        return undefined;
    }

    show(job) {
        const { document } = job;
        const total = document.numberOfPages;
        if (total) Object.assign(job.bar, { value: document.pagesDone, max: total });
        job.bar.hidden = isOver(document);
        job.message.textContent = this.sentence(document);
        job.actions.replaceChildren(...this.actions(job));
        if (!isOver(document)) return;
        const done = this.words(document.status === "successful" ? "jobReady" : "jobFailed", { title: job.title });
        this.said.textContent = done;
        if (!this.node.isConnected) this.app.toast.show(done);
    }

    sentence({ status, numberOfPages: total, pagesDone: done, expires, bytes, problem, message }) {
        const { formatter } = this.app;
        if (status === "running" && total) return this.words("pages", { done, total });
        if (status === "failed") return [this.words("failed"), problem?.detail].filter(Boolean).join(" ");
        if (status !== "successful") return message ?? "";
        const size = formatter.value(Math.max(0.1, Math.round(bytes / 100_000) / 10));
        return this.words("ready", { size, until: formatter.date(expires) ?? "" });
    }

    actions(job) {
        const { id, document } = job;
        if (!isOver(document)) {
            return [element("button", { type: "button", class: "button", onclick: () => this.cancel(job) },
                icon("close"), this.words("cancel"))];
        }
        const remove = element("button", { type: "button", class: "button", onclick: () => this.cancel(job) },
            icon("trash"), this.words("removeJob"));
        if (document.status !== "successful") return [remove];
        return [element("a", { class: "button primary", href: `${this.server.addressOf(id)}/file`, download: "" },
            icon("download"), this.words("download")), remove];
    }

    async cancel(job) {
        try {
            await this.server.cancel(job.id);
        } catch (error) {
            if (error.status !== 404) {
                job.message.textContent = this.explain(error);
                return;
            }
        }
        this.forget(job, this.words(isOver(job.document) ? "jobRemoved" : "cancelled"));
    }

    forget(job, sentence) {
        job.isGone = true;
        this.keep(job.id, null);
        job.node.remove();
        this.said.textContent = sentence;
        this.app.toast.show(sentence);
    }
}

function keptJobs() {
    try {
        const kept = JSON.parse(localStorage.getItem(place) ?? "[]");
        return new Map(kept.map(([id, { title, about }]) => [String(id), { title, about }]));
    } catch {
        return new Map(); // not ours, or no storage
    }
}
