import { describe, expect, it } from "vitest";
import { addressQuery, listAddress, readFilters, readQuestion, spanOf, whichOf } from "./question";

const asked = (text: string, home = ""): ReturnType<typeof readQuestion> => readQuestion(new URLSearchParams(text), home);

describe("what the figures are asked for", () => {
  it("is the whole city and four weeks unless the address says otherwise", () => {
    const question = asked("");
    expect(question).toMatchObject({ department: "", area: "", period: "28", own: null });
    expect(Object.values(addressQuery(question)).join("")).toBe("");
    expect(spanOf(question, "2026-11-28")).toEqual({ from: "2026-11-01", to: "2026-11-28" });
  });

  it("is one's own department for those who may see no more, and never an area", () => {
    expect(asked("layer=wards&area=3", "parks")).toMatchObject({ department: "parks", layer: "", area: "" });
    expect(asked("department=water", "parks").department).toBe("water"); // the API refuses it
  });

  it("is a department or an area, not both", () => {
    expect(asked("department=parks&layer=wards&area=3")).toMatchObject({ department: "", layer: "wards", area: "3" });
    const both = new URLSearchParams("department=parks&layer=wards&area=3");
    expect(readQuestion(both, "", true), "but a list").toMatchObject({ department: "parks", layer: "wards", area: "3" });
    expect(asked("department=parks&area=3")).toMatchObject({ department: "parks", area: "" });
  });

  it("comes back from the address as it was", () => {
    for (const text of ["department=parks&period=90", "type=group:streets&by=wards", "from=2026-10-01&to=2026-10-31", "layer=wards&area=3"]) {
      const question = asked(text);
      expect(asked(new URLSearchParams(addressQuery(question)).toString())).toEqual(question);
    }
  });

  it("takes no days that are none, the wrong way round, or too many", () => {
    for (const text of ["from=2026-10-01", "from=2026-10-09&to=2026-10-01", "from=2020-01-01&to=2026-10-01", "from=x&to=y", "period=3"]) {
      expect(asked(text)).toMatchObject({ own: null, period: "28" });
    }
  });

  it("asks the API for a group or a type", () => {
    expect(whichOf(asked("type=group:streets&department=parks"))).toEqual({ department: "parks", group: "streets" });
    expect(whichOf(asked("type=pothole&layer=wards&area=3"))).toEqual({ layer: "wards", area: "3", service_code: "pothole" });
  });

  it("leads to lists that say all they are about", () => {
    const address = listAddress(asked("department=parks"), { from: "2026-11-01", to: "2026-11-28" }, { of: "closed", on_time: "no" });
    expect(address).toBe("#/overview/list?of=closed&on_time=no&department=parks&from=2026-11-01&to=2026-11-28");
    const query = new URLSearchParams(address.split("?")[1]);
    expect(readFilters(query)).toEqual({ of: "closed", on_time: "no" });
    expect(readQuestion(query, "").own).toEqual({ from: "2026-11-01", to: "2026-11-28" });
  });
});
