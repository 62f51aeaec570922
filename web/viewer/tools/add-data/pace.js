// Long work in slices, so that the page goes on answering. Reading 50 MB takes seconds; a worker of its own would need
// every reader as one text (the content policy lets workers come from blobs only) and has no DOMParser.

const sliceInMilliseconds = 24; // about a frame and a half: a finger on the map still feels an answer

export class Stopped extends Error {}

export class Pace {
    /** @param {(share: number|null) => void} onProgress 0 to 1, null when nobody knows */
    constructor(onProgress = () => {}) {
        this.onProgress = onProgress;
        this.isStopped = false;
        this.sliceEnd = performance.now() + sliceInMilliseconds;
        this.longestSlice = 0;
    }

    stop() {
        this.isStopped = true;
    }

    /** Whether it is time to `breathe`. */
    get isDue() {
        return performance.now() > this.sliceEnd;
    }

    /** Lets the page draw and listen. @param {number|null} share of the work that is done */
    async breathe(share = null) {
        this.longestSlice = Math.max(this.longestSlice, performance.now() - this.sliceEnd + sliceInMilliseconds);
        this.onProgress(share);
        await nextTask();
        if (this.isStopped) throw new Stopped();
        this.sliceEnd = performance.now() + sliceInMilliseconds;
    }
}

/** Without the 4 ms that timers wait, and not slowed down while the page is in the background. */
function nextTask() {
    return new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            port1.close();
            resolve();
        };
        port2.postMessage(null);
    });
}
