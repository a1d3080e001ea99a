"""The help articles of the city, for those who look for an answer before they report."""

from typing import Any

from hex311.ports import Ports


def read_knowledge(ports: Ports, language: str) -> dict[str, Any]:
    """Schema `catalogue/knowledge`: every article, in the city's first language where there is no translation."""
    catalogue = ports.catalogue.current()
    first = catalogue.default_language
    articles = {slug: (first, article) for slug, article in ports.catalogue.articles(catalogue.version, first).items()}
    if language != first:
        spoken = ports.catalogue.articles(catalogue.version, language)
        articles |= {slug: (language, article) for slug, article in spoken.items()}
    return {
        "articles": [
            {
                "slug": slug,
                "language": written_in,
                "title": article["title"],
                "topics": list(article["topics"]),
                "service_codes": [code for code in article["service_codes"] if code in catalogue.services],
                "text": article["body"].strip(),
            }
            for slug, (written_in, article) in sorted(articles.items())
        ]
    }
