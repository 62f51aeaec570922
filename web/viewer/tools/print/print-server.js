// The server's printer: a sheet at once, or a job that is asked about until it is done (docs/exports.md).

import { ServerError } from "../../api.js";

const patienceInMilliseconds = 120_000; // a full A3 on a busy server
const pauseInMilliseconds = 2000;
const longestPauseInMilliseconds = 15_000;

/** `parameter`: the member of the order that is wrong; `seconds`: after which it is worth asking again. */
export class PrintError extends ServerError {
    constructor(url, status, { detail = "", parameter = null } = {}, seconds = null) {
        super(url, status, detail);
        Object.assign(this, { parameter, seconds });
    }
}

export class PrintServer {
    constructor(base, language) {
        this.base = base;
        this.language = language;
    }

    async choices() {
        return (await this.ask(`${this.base}/print`, { headers: { Accept: "application/json" } })).json();
    }

    /** @returns {Promise<{blob: Blob, name: string}|{job: object}>} @param {AbortSignal} [signal] */
    async send(order, signal) {
        const response = await this.ask(`${this.base}/print`, {
            method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order),
        }, signal);
        if (response.status === 202) return { job: await response.json() };
        return { blob: await response.blob(), name: fileName(response) };
    }

    /** Of any size, when it is drawn. */
    async picture(order, signal) {
        const { blob, job } = await this.send(order, signal);
        if (blob) return blob;
        const address = this.addressOf(job.jobID);
        try {
            let document = job;
            while (!isOver(document)) {
                await pause(pauseInMilliseconds, signal);
                document = await this.status(job.jobID);
            }
            if (document.status !== "successful") throw new PrintError(address, 500, document.problem);
            return await (await this.ask(`${address}/file`, {}, signal)).blob();
        } finally {
            this.cancel(job.jobID).catch(() => {}); // it ends by itself after an hour
        }
    }

    async status(id) {
        return (await this.ask(this.addressOf(id), {})).json();
    }

    /** Ends a job, or throws its file away. */
    async cancel(id) {
        await this.ask(this.addressOf(id), { method: "DELETE" });
    }

    addressOf(id) {
        return `${this.base}/jobs/${encodeURIComponent(id)}`;
    }

    async ask(url, options, signal) {
        const patience = AbortSignal.timeout(patienceInMilliseconds);
        let response;
        try {
            response = await fetch(url, {
                ...options, headers: { Accept: "*/*", "Accept-Language": this.language, ...options.headers },
                signal: signal ? AbortSignal.any([signal, patience]) : patience,
            });
        } catch (error) {
            if (signal?.aborted) throw error;
            throw new PrintError(url, 0);
        }
        if (response.ok) return response;
        const problem = await response.json().catch(() => ({}));
        throw new PrintError(url, response.status, problem, Number(response.headers.get("Retry-After")) || null);
    }
}

export function isOver({ status }) {
    return ["successful", "failed", "dismissed"].includes(status);
}

/** Longer each time that the server did not answer. */
export function pauseAfter(failures) {
    return Math.min(longestPauseInMilliseconds, pauseInMilliseconds * 2 ** failures);
}

export function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        signal?.addEventListener("abort", () => {
            clearTimeout(timer);
            reject(signal.reason);
        });
    });
}

/** RFC 6266: the name with all its letters, else the plain one. */
function fileName(response) {
    const header = response.headers.get("Content-Disposition") ?? "";
    const whole = /filename\*=UTF-8''([^;]+)/i.exec(header);
    try {
        if (whole) return decodeURIComponent(whole[1]);
    } catch {
        // not what it says
    }
    return /filename="([^"]+)"/i.exec(header)?.[1] ?? "ban-do";
}
