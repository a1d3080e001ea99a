export function photoTaken(
  place: { lat: number; long: number },
  options?: { little?: boolean },
): Uint8Array<ArrayBuffer>;
