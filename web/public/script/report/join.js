/** Me too: one more who has the same matter. The device keeps a random id, so that it counts once. */
import { postKeyed } from "../api.js";
import { randomName, thisDevice } from "../keep.js";
import { spoken } from "../words.js";

const DEVICE = "hex311.device";

function device() {
  const known = thisDevice.read(DEVICE);
  if (known) return known;
  const fresh = randomName();
  thisDevice.write(DEVICE, fresh);
  return fresh;
}

/** @returns {Promise<number>} how many have joined */
export async function meToo(number) {
  const id = device();
  const path = `/api/v1/requests/${encodeURIComponent(number)}/me-too`;
  const { joined } = await postKeyed(path, { device: id, language: spoken() }, `me-too-${id}`);
  return joined;
}
