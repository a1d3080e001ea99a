/** What the city offers and knows: its types and its help articles, read once in each language. */
import type { components } from "../../lib/api/schema";
import type { ServiceType } from "../../lib/api/client";
import { get } from "../../lib/api/ask";
import { language } from "../../lib/i18n/words.svelte";
import { search } from "../../lib/services/search";

export type Article = components["schemas"]["Knowledge"]["articles"][number];

const MOST_TYPES = 6;
const MOST_ARTICLES = 4;
const HALF = 0.5;

export class Catalogue {
  types = $state.raw<ServiceType[]>([]);
  featured = $state.raw<string[]>([]);
  articles = $state.raw<Article[]>([]);
  failed = $state(false);
  /** The article that is being read to the caller. */
  open = $state.raw<Article | null>(null);

  constructor() {
    $effect(() => {
      void this.#read(language());
    });
  }

  async #read(lang: string): Promise<void> {
    try {
      const [services, knowledge] = await Promise.all([
        get<components["schemas"]["Services"]>("/api/v1/services", { lang }),
        get<components["schemas"]["Knowledge"]>("/api/v1/knowledge", { lang }),
      ]);
      if (lang !== language()) return;
      this.types = services.services;
      this.featured = services.featured;
      this.articles = knowledge.articles;
      this.open = knowledge.articles.find(({ slug }) => slug === this.open?.slug) ?? null;
      this.failed = false;
    } catch (fault) {
      console.warn(fault);
      this.failed = true;
    }
  }

  typesFor(words: string): ServiceType[] {
    return words.trim() ? search(this.types, words).slice(0, MOST_TYPES) : [];
  }

  /** Articles for the words, and those that belong to the type. */
  articlesFor(words: string, service_code: string): Article[] {
    const findable = this.articles.map((article) => ({ article, service_name: article.title, keywords: article.topics, description: "" }));
    const named = words.trim() ? search(findable, words, HALF).map(({ article }) => article) : [];
    const code = service_code || this.typesFor(words)[0]?.service_code;
    const belonging = this.articles.filter(({ service_codes }) => code !== undefined && service_codes.includes(code));
    return [...new Set([...named, ...belonging])].slice(0, MOST_ARTICLES);
  }
}
