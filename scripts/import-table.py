#!/usr/bin/env python3
"""What `geoimport` makes of every file of some folders, as a Markdown table.

    scripts/import-table.py .build/release/geoimport ../shared/data/encodings ../shared/data/odd

Runs `geoimport load --dry-run --json` on each file (on each layer, when a file has several). Parts of a dataset are
passed over when the file they belong to is there.
"""
import json
import os
import subprocess
import sys
import tempfile

# The file that stands for a dataset -> its parts.
PARTS = {
    ".shp": {".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx"},
    ".tab": {".dat", ".map", ".id", ".ind"},
    ".mif": {".mid"},
    ".gml": {".xsd", ".gfs"},
}
LISTS = {".md", ".txt", ".result"}
SECONDS = 120


def is_dataset(name):
    """A folder whose name says that it is one file."""
    return name.lower().endswith(".gdb")


def sources(folder):
    if os.path.isfile(folder) or is_dataset(folder):
        return [folder]
    found = []
    for root, folders, names in os.walk(folder):
        found += [os.path.join(root, name) for name in folders if is_dataset(name)]
        folders[:] = sorted(name for name in folders if not is_dataset(name))
        stems = {os.path.splitext(name.lower()) for name in names}
        for name in names:
            stem, ending = os.path.splitext(name.lower())
            is_part = any(ending in parts and (stem, main) in stems for main, parts in PARTS.items())
            if not is_part and ending not in LISTS and name != "LICENSE" and not stem.endswith("_mongdoi"):
                found.append(os.path.join(root, name))
    return sorted(found)


def run(program, arguments):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, *arguments, "--json"]
        if arguments[0] == "load":
            command += ["--dry-run", "--sector", "land", "--collection", "trial", "--lang", "en"]
            command += ["--store", f"{folder}/trial.sqlite"]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return None, f"no answer in {SECONDS} s"
    output, errors = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    lines = [line for line in errors.splitlines() if line.strip()]
    try:
        return json.loads(output), (lines[0] if done.returncode and lines else None)
    except json.JSONDecodeError:
        return None, lines[0] if lines else f"ended with {done.returncode} and said nothing"


def encoding(column):
    text = f"{column['column']} {column.get('encoding') or column.get('name')}"
    confidence = column.get("confidence")
    return text if confidence is None else f"{text} ({confidence * 100:.0f} %)"


def reference(document):
    found = document["reference"]
    adjustment = found.get("adjustment")
    text = f"{found['crs']} by {found['decidedBy']}"
    return f"{text}, {adjustment}" if isinstance(adjustment, str) and adjustment != "none" else text


def row(label, document, error):
    if document is None or "read" not in document:
        message = (error or "").removeprefix("geoimport: ")
        return [label, "", "", "", f"refused: {message}"]
    columns = document["encodings"]
    columns = columns.get("columns", []) if isinstance(columns, dict) else columns
    rows = "{read} / {written} / {repaired} / {rejected}".format(**document)
    issues = ", ".join(f"{issue['code']} × {issue['count']}" for issue in document["issues"])
    return [label, "; ".join(map(encoding, columns)) or "no text", reference(document), rows,
            issues if error is None else f"{issues}; {error}"]


def rows(program, path, label):
    document, error = run(program, ["load", path])
    if document is None:
        seen, _ = run(program, ["inspect", path])
        layers = [layer["name"] for layer in (seen or {}).get("layers", [])]
        if len(layers) > 1:
            return [row(f"{label} ({layer})", *run(program, ["load", path, "--layer", layer])) for layer in layers]
    return [row(label, document, error)]


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, folders = os.path.abspath(sys.argv[1]), sys.argv[2:]
    os.environ.setdefault("GEOSECTOR_HOME", os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    heads = ["file", "encoding per column (confidence)", "CRS, by", "rows in / out / repaired / rejected", "issues"]
    print("| " + " | ".join(heads) + " |")
    print("|---" * len(heads) + "|")
    for folder in folders:
        base = os.path.dirname(os.path.abspath(folder.rstrip("/")))
        for path in sources(folder):
            for cells in rows(program, path, os.path.relpath(os.path.abspath(path), base)):
                print("| " + " | ".join(map(cell, cells)) + " |", flush=True)


if __name__ == "__main__":
    main()
