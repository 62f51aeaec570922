// Runs inside MapLibre's workers, which fetch the tiles: tells the page what each answer's header says of its tile. No
// tile is asked for again for it, as the page itself would have to, and none takes the way through the page, as with
// maplibregl.addProtocol: one short message for each tile is all.

const channel = new BroadcastChannel("geosector-tile-counts");
const plainFetch = self.fetch;

self.fetch = async (...request) => {
    const response = await plainFetch(...request);
    const counts = response.headers.get("GeoSector-Features");
    if (counts) channel.postMessage({ url: response.url, counts });
    return response;
};
