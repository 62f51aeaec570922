"""The API definition: valid, and true of every answer that schemathesis can get out of the server."""
from __future__ import annotations

import os
import subprocess
import sys

from openapi_spec_validator import OpenAPIV30SpecValidator

from checks import Checks
from environment import FOLDER, HERE, WORK
from server import Server

EXAMPLES = os.environ.get("GEOSECTOR_API_EXAMPLES", "30")  # of each operation


def run(server: Server, checks: Checks) -> None:
    document = server.json("/api")
    faults = [f"{list(error.path)}: {error.message}" for error in OpenAPIV30SpecValidator(document).iter_errors()]
    checks.expect("the API definition is valid OpenAPI 3.0", not faults, faults[:3])
    remote = [reference for reference in _references(document) if not reference.startswith("#/")]
    checks.expect("the API definition refers to nothing elsewhere", not remote, remote)
    silent = [path for path, item in document["paths"].items() if not {"get", "head", "options"} <= item.keys()]
    checks.expect("every path has GET, HEAD and OPTIONS", not silent, silent)
    _limits(server, checks, document)
    _schemathesis(server, checks)


def _limits(server: Server, checks: Checks, document: dict) -> None:
    schema = document["components"]["parameters"]["limit"]["schema"]
    large = next(collection["id"] for collection in server.json("/collections")["collections"]
                 if collection["numberOfFeatures"] > schema["maximum"])
    page = server.json(f"/collections/{large}/items")
    checks.expect("the default of limit is what the server does", page["numberReturned"] == schema["default"], schema)
    page = server.json(f"/collections/{large}/items?limit={schema['maximum'] + 1}")
    checks.expect("the maximum of limit is what the server does", page["numberReturned"] == schema["maximum"], schema)


def _schemathesis(server: Server, checks: Checks) -> None:
    report = WORK / "schemathesis.txt"
    command = [
        str(FOLDER / "bin" / "schemathesis"), "--config-file", str(HERE / "schemathesis.toml"), "run",
        f"{server.url}/api?f=json", "--checks", "all", "--max-examples", EXAMPLES, "--continue-on-failure",
        "--seed", "1", "--suppress-health-check", "all", "--phases", "examples,coverage,fuzzing",
    ]
    with report.open("w", encoding="utf-8") as output:
        done = subprocess.run(
            command, stdout=output, stderr=subprocess.STDOUT, check=False, cwd=WORK,
            env={**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE),
                 "NO_COLOR": "1", "COLUMNS": "120"})
    text = report.read_text(encoding="utf-8")
    if done.returncode != 0:
        print(text[-6000:], file=sys.stderr)
    checks.expect("schemathesis finds no answer that the definition does not promise", done.returncode == 0,
                  f"see {report}")


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [reference for member in value.values() for reference in _references(member)]
    if isinstance(value, list):
        return [reference for member in value for reference in _references(member)]
    return []
