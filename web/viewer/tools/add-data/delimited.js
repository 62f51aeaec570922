// Rows of a table of text (RFC 4180, with the separators that programs here write).

const separators = [",", ";", "\t", "|"];

/** The separator that cuts the first lines into equally many parts, the most of them. */
export function separatorOf(text) {
    const lines = text.slice(0, 20_000).split(/\r\n|\n|\r/).filter(Boolean).slice(0, 10);
    const scores = separators.map((separator) => {
        const counts = lines.map((line) => line.replace(/"[^"]*"/g, "").split(separator).length);
        const isEven = counts.every((count) => count === counts[0]);
        return { separator, score: (counts[0] ?? 1) - 1 + (isEven && counts[0] > 1 ? 100 : 0) };
    });
    return scores.reduce((best, one) => (one.score > best.score ? one : best)).separator;
}

/** @yields {{cells: string[], line: number, isOpen: boolean}} `isOpen`: its last quote was never closed */
export function* rowsOf(text, separator) {
    const reader = { text, separator: separator.charCodeAt(0), at: text.startsWith("\uFEFF") ? 1 : 0, line: 1 };
    while (reader.at < text.length) {
        const { line } = reader;
        const { cells, isOpen } = readRow(reader);
        if (cells.length > 1 || cells[0] !== "") yield { cells, line, isOpen };
    }
}

function readRow(reader) {
    const cells = [];
    for (;;) {
        const { cell, isLast, isOpen } = reader.text[reader.at] === '"' ? readQuoted(reader) : readPlain(reader);
        cells.push(cell);
        if (isLast) return { cells, isOpen };
    }
}

function readPlain(reader) {
    const { text, separator } = reader;
    const start = reader.at;
    let at = start;
    let code = text.charCodeAt(at);
    while (at < text.length && code !== separator && code !== 0x0A && code !== 0x0D) {
        at += 1;
        code = text.charCodeAt(at);
    }
    return { cell: text.slice(start, at).trim(), isLast: endCell(reader, at), isOpen: false };
}

function readQuoted(reader) {
    const { text } = reader;
    let cell = "";
    let at = reader.at + 1;
    for (;;) {
        const end = text.indexOf('"', at);
        const part = text.slice(at, end < 0 ? text.length : end);
        cell += part;
        for (let next = part.indexOf("\n"); next >= 0; next = part.indexOf("\n", next + 1)) reader.line += 1;
        if (end < 0) return { cell, isLast: endCell(reader, text.length), isOpen: true };
        if (text[end + 1] !== '"') {
            reader.at = end + 1;
            const rest = readPlain(reader); // what stands between a quote and the next separator is kept
            return { ...rest, cell: cell + rest.cell };
        }
        cell += '"';
        at = end + 2;
    }
}

/** Past the separator or the end of the line at `at`. @returns {boolean} whether the row has ended */
function endCell(reader, at) {
    const { text } = reader;
    if (at < text.length && text.charCodeAt(at) === reader.separator) {
        reader.at = at + 1;
        return false;
    }
    if (text[at] === "\r" && text[at + 1] === "\n") reader.at = at + 2;
    else reader.at = at + 1;
    reader.line += 1;
    return true;
}
