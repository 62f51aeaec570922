"""OWSLib, which Python programs and catalogues speak OGC API with."""
from __future__ import annotations

from owslib.ogcapi.features import Features

from checks import Checks
from server import Server

LAYER = "schools"


def run(server: Server, checks: Checks) -> None:
    client = Features(server.url)
    ids = [collection["id"] for collection in server.json("/collections")["collections"]]
    checks.expect("OWSLib reads the landing page and the API definition",
                  client.links and client.api()["openapi"].startswith("3.0"), client.links)
    checks.expect("OWSLib reads conformance", "conformsTo" in client.conformance(), client.conformance())
    checks.expect("OWSLib lists the collections of features", client.feature_collections() == ids,
                  client.feature_collections())
    collection = client.collection(LAYER)
    checks.expect("OWSLib reads a collection", collection["id"] == LAYER, collection)
    queryables = client.collection_queryables(LAYER)
    checks.expect("OWSLib reads queryables", len(queryables["properties"]) > 3, queryables)
    page = client.collection_items(LAYER, limit=7)
    checks.expect("OWSLib reads a page of items", page["numberReturned"] == 7 and len(page["features"]) == 7, page)
    item = client.collection_item(LAYER, str(page["features"][0]["id"]))
    checks.expect("OWSLib reads one item", item["properties"] == page["features"][0]["properties"], item)
    boxed = client.collection_items(LAYER, bbox=[107.9, 13.9, 108.1, 14.1], limit=1000)
    inside = all(107.9 <= x <= 108.1 and 13.9 <= y <= 14.1
                 for x, y in (feature["geometry"]["coordinates"] for feature in boxed["features"]))
    checks.expect("OWSLib asks by box", boxed["features"] and inside, boxed["numberMatched"])
    _filters(server, checks, client)
    _tiles(server, checks, client)


def _filters(server: Server, checks: Checks, client: Features) -> None:
    sentence = "OWSLib filters with CQL2 text"
    if not server.conforms_to("ogcapi-features-3/1.0/conf/features-filter"):
        checks.skip(sentence, "/conformance does not list Features 3")
        return
    log = server.requests()
    features = client.collection_items(LAYER, limit=10000)["features"]
    name = next(name for name, schema in client.collection_queryables(LAYER)["properties"].items()
                if schema.get("type") == "integer" and name in features[0]["properties"])
    values = sorted(feature["properties"][name] or 0 for feature in features)
    middle = values[len(values) // 2]
    found = client.collection_items(LAYER, filter=f"{name} > {middle}", limit=10000)
    expected = sum(value > middle for value in values)
    checks.expect(sentence, len(found["features"]) == expected, (len(found["features"]), expected))
    queries = log.queries(f"/collections/{LAYER}/items")
    checks.expect("OWSLib's filter reaches the server", any("filter" in query for query in queries), queries)


def _tiles(server: Server, checks: Checks, client: Features) -> None:
    """OWSLib has no class for tiles; a program follows the links as the standard has them."""
    vector = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
    lists = [link for link in client.collection(LAYER)["links"] if link["rel"] == vector]
    tileset = server.json(lists[0]["href"])["tilesets"][0]
    document = server.json(next(link["href"] for link in tileset["links"] if link["rel"] == "self"))
    item = next(link for link in document["links"] if link["rel"] == "item")
    limit = document["tileMatrixSetLimits"][0]
    address = item["href"].format(tileMatrix=limit["tileMatrix"], tileRow=limit["minTileRow"],
                                  tileCol=limit["minTileCol"])
    status, tile = server.get(address, accept=item["type"])
    checks.expect("the links of a collection lead to a tile", status == 200 and len(tile) > 100, (address, status))
    last = document["tileMatrixSetLimits"][-1]
    beyond = item["href"].format(tileMatrix=last["tileMatrix"], tileRow=last["maxTileRow"] + 1,
                                 tileCol=last["maxTileCol"])
    status, _ = server.get(beyond, accept=item["type"])
    checks.expect("a tile beyond the limits is 404", status == 404, (beyond, status))
