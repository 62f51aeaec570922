"""What a schema cannot say of our parameters, and what schemathesis does not look at itself: undocumented headers."""
from __future__ import annotations

import urllib.parse
from typing import Any

import schemathesis
from schemathesis.core.failures import Failure

# Headers of the connection and of the body's form on it, which no definition lists.
OF_HTTP = {"date", "server", "content-length", "content-type", "content-encoding", "transfer-encoding", "connection"}
# Each is for some formats of a file only.
OF_FORMATS = {"crs", "bom", "separator", "geometry", "rs"}

# Services by parameters that depend on each other, ranges of 256 letters, sheets that are given one of three places.
OF_OTHER_GRAMMARS = ("/wms", "/wmts", "/fonts/", "/print")

# The parser of HTTP answers what is longer, without a word (docs/queries.md).
LONGEST_URL = 80_000

# Metres from the middle of a zone; what lies beyond has no place on the earth.
LARGEST_COORDINATE = 1e7

# Pixels: a setting of each server (map_width, map_height).
LARGEST_PICTURE = 4096


class UndocumentedHeader(Failure):
    pass


@schemathesis.check
def documented_headers(context: Any, response: Any, case: Any) -> None:
    """Every header stands in the definition."""
    document = case.operation.schema.raw_schema
    operation = document["paths"][case.operation.path].get(response.request.method.lower())
    answer = _resolved(document, (operation or {}).get("responses", {}).get(str(response.status_code)))
    if answer is None:
        return
    known = {name.lower() for name in answer.get("headers", {})} | OF_HTTP
    strangers = sorted(set(response.headers) - known)
    if strangers:
        raise UndocumentedHeader(operation=case.operation.label, title="Undocumented header",
                                 message=f"{response.status_code}: {', '.join(strangers)}")


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Whether a failure is one."""
    parts = urllib.parse.urlsplit(response.request.url)
    query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    if len(response.request.url) > LONGEST_URL:
        return False
    if "Allow header" in str(getattr(failure, "title", "")) and parts.path.startswith("/styles"):
        return False  # what administrators may do is not said to others
    if type(failure).__name__ == "RejectedPositiveData":
        if parts.path.startswith(OF_OTHER_GRAMMARS):
            return False
        if parts.path.endswith("/export") and query.get("f") in {None, "json", "html", "xsd"}:
            return False  # parameters are those of a file
        # Under the path of every collection nothing says which properties one has.
        isForAll = "{collectionId}" in case.operation.path
        is_picture = parts.path.endswith(("/map", "/legend"))
        return not (_is_beyond_schemas(query, is_picture) or isForAll and {"properties", "sortby"} & query.keys())
    if type(failure).__name__ == "AcceptedNegativeData":
        # What can be done with a resource is said of all that share its path.
        if response.request.method == "OPTIONS":
            return False
        if parts.path == "/search" and not query.get("q") or parts.path == "/map":
            return False  # people get a form, or the page of the map
        # OGC 17-069r4, 7.15.2: more than the maximum gives the maximum.
        limit = query.get("limit", "")
        return not (limit.isdigit() and int(limit) > 0)
    return True


def _is_beyond_schemas(query: dict[str, str], is_picture: bool) -> bool:
    """Whether values fit their schemas, and yet not one another or our data."""
    if is_picture and any(float(query.get(side) or 0) > LARGEST_PICTURE for side in ("width", "height")):
        return True
    if "bbox" in query:
        sides = [float(side) for side in query["bbox"].split(",")]
        half = len(sides) // 2
        if len(sides) == 5 or is_picture and (sides[0] >= sides[half] or sides[1] >= sides[half + 1]):
            return True  # a picture of nothing
        if sides[1] > sides[half + 1] or half == 3 and sides[2] > sides[5]:
            return True
        if sides[0] > sides[half] and not (sides[0] <= 180 and sides[half] >= -180):
            return True
        if "bbox-crs" in query and max(map(abs, sides)) > LARGEST_COORDINATE:
            return True
    start, _, end = query.get("datetime", "").partition("/")
    if end and start > end:
        return True
    if "-02-29" in start + end:
        return True  # not there in every year
    if "q" in query and not all(any(sign.isalnum() for sign in term) for term in query["q"].split(",")):
        return True  # a term of signs alone looks for nothing
    if "filter" in query:
        return True  # CQL2 is a language
    keys = [key.lstrip("+- ") for key in query.get("sortby", "").split(",")]
    if len(set(keys)) < len(keys):
        return True  # each once, whatever its sign
    # A cursor and the version of a feed are made by the server; formats of files take some parameters each.
    return bool({"cursor", "since"} & query.keys()) or bool(OF_FORMATS & query.keys())


def _resolved(document: dict, value: Any) -> Any:
    while value is not None and "$ref" in value:
        target = document
        for key in value["$ref"].removeprefix("#/").split("/"):
            target = target[key]
        value = target
    return value
