/** Whether this device can draw the map at all; old phones and locked-down offices cannot. */
export function hasWebGL(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext(); // browsers allow few at a time
    return context !== null;
  } catch {
    return false;
  }
}
