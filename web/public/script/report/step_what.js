/** Step 1: what is it about? The same list as on the front page. */
import { get } from "../api.js";
import { element } from "../element.js";
import { announce } from "../frame.js";
import { typeList } from "../types.js";
import { say } from "../words.js";

export async function what({ draft, go }) {
  const { services } = await get("/api/v1/services");
  const chosen = services.find((service) => service.service_code === draft.service_code);
  return [
    chosen &&
      element(
        "p",
        { class: "panel note" },
        `${say("what.chosen", { service: chosen.service_name })} `,
        element("button", { type: "button", class: "quiet", on: { click: () => go("where") } }, say("what.keep")),
      ),
    typeList(services, announce),
  ];
}
