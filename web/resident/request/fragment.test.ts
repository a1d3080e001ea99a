import { expect, test } from "vitest";
import { readFragment } from "./fragment";

test.each([
  ["#R47-C73-HX4", { text: "R47-C73-HX4", secret: "", token: "" }],
  ["#R47-C73-HX4.s-e_c", { text: "R47-C73-HX4", secret: "s-e_c", token: "" }],
  ["#R47-C73-HX4.s.e~c", { text: "R47-C73-HX4", secret: "s.e~c", token: "" }],
  ["#R47-C73-HX4~a.b-_c", { text: "R47-C73-HX4", secret: "", token: "a.b-_c" }],
  ["#100%", { text: "100%", secret: "", token: "" }],
  ["#SR26%2D1", { text: "SR26-1", secret: "", token: "" }],
  ["", { text: "", secret: "", token: "" }],
])("%s", (fragment, read) => expect(readFragment(fragment)).toEqual(read));
