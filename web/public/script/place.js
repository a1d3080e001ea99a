/** A point on the map, as people read it. */
export const writePoint = ({ lat, long }) => `${lat.toFixed(5)}, ${long.toFixed(5)}`;
