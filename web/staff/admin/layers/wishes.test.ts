import { expect, test } from "vitest";
import { NEW, askedOf, emptyWishes } from "./wishes";

test("a layer that is replaced keeps its options unless others are said", () => {
  expect(askedOf({ ...emptyWishes(), layer: "wards", names: { en: "not asked" } }, "w.zip")).toEqual({ file_name: "w.zip", layer_id: "wards", like_before: true });
  expect(askedOf({ ...emptyWishes(), layer: "wards", idField: " ward ", keep: "day, , week" }, "w.zip")).toMatchObject({ id_field: "ward", keep: ["day", "week"] });
});

test("a new layer has a name and says who sees it", () => {
  const wishes = { ...emptyWishes(), layer: NEW, id: "parks", names: { en: " Parks ", es: "" }, isPublic: false };
  expect(askedOf(wishes, "p.kml")).toEqual({ file_name: "p.kml", layer_id: "parks", public: false, name: { en: "Parks" } });
});
