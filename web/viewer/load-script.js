// Libraries of web/vendor that are not modules: fetched when first needed, and once.

const loading = new Map();

/** @param {string} file of web/vendor; a failed one can be asked for again */
export function loadScript(file) {
    if (!loading.has(file)) {
        const answer = new Promise((resolve, reject) => {
            const script = document.createElement("script");
            const src = new URL(`../vendor/${file}`, import.meta.url).href;
            Object.assign(script, { src, onload: resolve, onerror: () => reject(new Error(src)) });
            document.head.append(script);
        });
        answer.catch(() => loading.delete(file));
        loading.set(file, answer);
    }
    return loading.get(file);
}
