// The API definition in Swagger UI. HEAD and OPTIONS, which every path has, would only hide the rest.

/* global SwaggerUIBundle */

const place = document.querySelector("#swagger");
const implied = ["head", "options"];

show().catch((error) => {
    place.textContent = error.message;
});

async function show() {
    const response = await fetch(place.dataset.document);
    if (!response.ok) throw new Error(`${response.status} ${place.dataset.document}`);
    const definition = await response.json();
    for (const path of Object.values(definition.paths)) implied.forEach((method) => delete path[method]);
    SwaggerUIBundle({
        spec: definition,
        domNode: place,
        deepLinking: true,
        docExpansion: "list",
        defaultModelsExpandDepth: 0,
        defaultModelRendering: "model",
        displayRequestDuration: true,
        validatorUrl: null, // nothing is sent elsewhere
        presets: [SwaggerUIBundle.presets.apis],
        layout: "BaseLayout",
        onComplete: () => { document.documentElement.dataset.apiState = "shown"; },
    });
}
