/**
 * What all pages share: the city's name, the language switch, the emergency numbers, the line that is read out when
 * something happens, and the box shown when the city cannot be reached.
 */
import { get } from "./api.js";
import { element, fill, focusOn, phoneLink } from "./element.js";
import { thisDevice } from "./keep.js";
import { ownName, say, sayWith, speak, spoken, translate } from "./words.js";

const LANGUAGE = "hex311.language";

let page;
let city;

/**
 * Start a page.
 * @param {{title: () => string, show: (city: object) => void|Promise<void>}} wanted
 *   `show` draws the page's own content; it is called again when the language changes.
 */
export async function start(wanted) {
  page = wanted;
  const again = document.getElementById("again");
  again.addEventListener("click", begin);
  const skip = document.querySelector(".skip");
  skip.addEventListener("click", (event) => {
    event.preventDefault(); // the fragment may hold a number or a step
    focusOn(document.getElementById("main"));
  });
  await begin();
}

async function begin() {
  const trouble = document.getElementById("trouble");
  try {
    await greet();
  } catch (fault) {
    console.warn(fault);
    trouble.hidden = false;
    return;
  }
  trouble.hidden = true;
  await paint();
}

/** Find the language that the reader wants and the city speaks, and the city's own words in it. */
async function greet() {
  const asked = new URL(window.location.href).searchParams.get("lang");
  const wishes = [asked, thisDevice.read(LANGUAGE), ...navigator.languages]
    .filter(Boolean)
    .map((tag) => tag.toLowerCase().split("-")[0]);
  await speak(wishes[0] ?? "en");
  city = await get("/api/v1/city");
  const agreed = wishes.find((code) => city.languages.includes(code)) ?? city.default_language;
  if (agreed !== spoken()) {
    await speak(agreed);
    city = await get("/api/v1/city");
  }
}

async function paint() {
  translate(document);
  for (const place of document.querySelectorAll(".city")) place.textContent = city.name;
  showLanguages();
  showEmergency();
  retitle();
  await page.show(city);
}

/** The window's title, for the page or the step it stands at. */
export function retitle({ wrong = false } = {}) {
  const title = `${page.title()} – ${city.name}`;
  document.title = wrong ? say("problems.page_title", { title }) : title;
}

function showLanguages() {
  const bar = document.getElementById("languages");
  bar.hidden = city.languages.length < 2;
  fill(
    bar,
    city.languages.map((code) =>
      element(
        "button",
        { type: "button", lang: code, "aria-pressed": String(code === spoken()), on: { click: () => change(code) } },
        ownName(code),
      ),
    ),
  );
}

async function change(code) {
  const before = spoken();
  try {
    await speak(code);
    city = await get("/api/v1/city");
  } catch (fault) {
    console.warn(fault);
    await speak(before);
    announce(say("trouble.title"));
    return;
  }
  thisDevice.write(LANGUAGE, code);
  const address = new URL(window.location.href);
  if (address.searchParams.has("lang")) {
    address.searchParams.delete("lang");
    window.history.replaceState(window.history.state, "", address);
  }
  await paint();
  document.querySelector(`#languages button[lang="${CSS.escape(code)}"]`)?.focus();
}

function showEmergency() {
  const place = document.getElementById("emergency");
  const [first] = city.emergency_numbers;
  if (!first) return;
  fill(
    place,
    element(
      "p",
      { class: "brief" },
      element("strong", {}, say("emergency.question")),
      element("span", { class: "when" }, `${first.for}.`),
      element("span", {}, sayWith("emergency.call", { number: phoneLink(first.number, { class: "phone call" }) })),
      element("a", { href: "/#emergency", class: "all call" }, say("emergency.all")),
    ),
  );
}

/** Have something read out to people who do not see it. */
export function announce(text) {
  const line = document.getElementById("announcements");
  line.textContent = "";
  // A line that gets the same words again is only read out when it was empty in between.
  setTimeout(() => {
    line.textContent = text;
  }, 50);
}
