// The map needs WebGL. Old office computers and remote desktops may not have it.

export function hasWebGL() {
    const canvas = document.createElement("canvas");
    try {
        return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
    } catch {
        return false;
    }
}
