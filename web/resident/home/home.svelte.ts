/** One visit of the home page: the city, what can be reported, the place and the answer that are looked at. */
import { get } from "../../lib/api/ask";
import { changeLanguage, greet } from "../../lib/frame/greet";
import { language, speak, wishes } from "../../lib/i18n/words.svelte";
import { answerIn } from "./find";
import { keptPlace, type Place } from "./place";
import type { Article, City, Knowledge, Services, ServiceType } from "./wire";

const SLOW_MS = 4_000;

export class Home {
  city = $state.raw<City | null>(null);
  types = $state.raw<ServiceType[]>([]);
  featured = $state.raw<string[]>([]);
  articles = $state.raw<Article[]>([]);
  /** The city cannot be reached; the page stands nevertheless. */
  trouble = $state(false);
  ready = $state(false);
  /** No answer yet, for longer than people wait without wondering. */
  slow = $state(false);
  place = $state.raw<Place | null>(keptPlace());
  /** Whether the reader asked for the place in this visit; the one that was kept is told further below. */
  asked = $state(false);
  near = $state(false);
  slug = $state("");
  #articlesIn = "";

  readonly article = $derived(this.articles.find(({ slug }) => slug === this.slug) ?? null);

  /** The page stands as soon as there is a language; what the city says comes to it. */
  async load(): Promise<void> {
    const address = new URL(window.location.href);
    await speak(wishes(address)[0] ?? "en").catch(() => speak("en"));
    this.trouble = false;
    this.ready = true;
    const slow = setTimeout(() => (this.slow = true), SLOW_MS);
    try {
      this.city = await greet(address);
      await this.#readServices();
      await this.arrive();
    } catch (fault) {
      console.warn(fault);
      this.trouble = true;
    } finally {
      clearTimeout(slow);
      this.slow = false;
    }
  }

  /** Another language: the city's words anew, in place. */
  async change(code: string): Promise<void> {
    this.trouble = !(await changeLanguage(code, async (city) => {
      await this.#readServices();
      if (this.#articlesIn) await this.readArticles();
      if (language() === code) this.city = city;
    }));
  }

  async #readServices(): Promise<void> {
    const spoken = language();
    const { services, featured } = await get<Services>("/api/v1/services");
    if (language() !== spoken) return this.#readServices(); // another one was chosen meanwhile
    this.types = services;
    this.featured = featured;
  }

  /** The help articles, once somebody looks for something; without them the search finds the rest. */
  async readArticles(): Promise<void> {
    const wanted = language();
    if (this.#articlesIn === wanted) return;
    this.#articlesIn = wanted;
    try {
      const { articles } = await get<Knowledge>("/api/v1/knowledge");
      if (this.#articlesIn === wanted) this.articles = articles;
    } catch (fault) {
      if (this.#articlesIn === wanted) this.#articlesIn = "";
      console.warn(fault);
    }
  }

  /** The answer that the address names. */
  async arrive(): Promise<void> {
    this.slug = answerIn(window.location.hash);
    if (this.slug) await this.readArticles();
  }

  /** `near`: the reader asked what is near, rather than what the city does there. */
  go(place: Place | null, { near = false } = {}): void {
    this.place = place;
    this.near = near;
    this.asked = place !== null;
  }
}
