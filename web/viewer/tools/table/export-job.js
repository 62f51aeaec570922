// A file that the server builds while one goes on working: how far it is, and where it lies when it is done.

import { fetchJSON, ServerError } from "../../api.js";
import { element, icon } from "../../dom.js";

const pauseInMilliseconds = 1000;
const mostFailures = 5; // questions in a row that nobody answered

export class ExportJob {
    constructor({ app, words, title }) {
        Object.assign(this, { app, words });
        this.isEnded = false;
        this.bar = element("progress", { max: "100", "aria-label": title });
        this.sentence = element("span", { class: "quiet" }, words("queued"));
        this.cancel = element("button", { type: "button", class: "button", onclick: () => this.end() },
            words("cancel"));
        this.node = element("div", { class: "export-job" },
            element("strong", {}, title), this.bar, this.sentence, this.cancel);
    }

    /** @throws {ServerError} when it cannot begin, or is not built */
    async run(address) {
        const answer = await fetch(address, { method: "POST", headers: { Accept: "application/json" } })
            .catch(() => { throw new ServerError(address, 0); });
        const job = await answer.json().catch(() => ({}));
        if (!answer.ok) throw new ServerError(address, answer.status, job.detail ?? "");
        this.address = `${this.app.config.base}/jobs/${encodeURIComponent(job.jobID)}`;
        await this.follow(job);
    }

    async follow(job) {
        let failures = 0;
        while (!this.isEnded && ["accepted", "running"].includes(job.status)) {
            this.show(job);
            await new Promise((done) => { setTimeout(done, pauseInMilliseconds); });
            try {
                job = await fetchJSON(this.address);
                failures = 0;
            } catch (error) {
                failures += 1;
                if (error.status === 404 || failures === mostFailures) throw error;
            }
        }
        if (this.isEnded || job.status === "dismissed") return;
        if (job.status !== "successful") throw new ServerError(this.address, 500, job.message ?? "");
        this.done();
    }

    show({ status, progress, featuresDone, numberOfFeatures }) {
        const { formatter } = this.app;
        const isCounted = status === "running" && numberOfFeatures;
        if (status === "running" && progress > 0) this.bar.value = progress;
        this.sentence.textContent = isCounted
            ? this.words("progress", { done: formatter.count(featuresDone), count: formatter.count(numberOfFeatures) })
            : this.words(status === "running" ? "working" : "queued");
    }

    done() {
        this.bar.remove();
        this.cancel.remove();
        this.sentence.textContent = this.words("ready");
        this.node.append(element("a", { class: "button primary", href: `${this.address}/file`, download: "" },
            icon("download"), this.words("fetch")));
    }

    end() {
        this.isEnded = true;
        this.node.replaceChildren(element("p", {}, this.words("cancelled")));
        fetch(this.address, { method: "DELETE" }).catch(() => {}); // it ends by itself in an hour
    }
}
