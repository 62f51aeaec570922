// The map needs WebGL. Old office computers and remote desktops may not have it.

export function hasWebGL() {
    const canvas = document.createElement("canvas");
    try {
        const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
        context?.getExtension("WEBGL_lose_context")?.loseContext(); // a browser has few of them
        return Boolean(context);
    } catch {
        return false;
    }
}
