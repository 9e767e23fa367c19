/**
 * What a slug is called in code and in text.
 *
 * @module
 */

/** The names that templates need. */
export interface Names {
  slug: string;
  category: string;
  /** `load-shedding` */
  name: string;
  /** `LoadShedding` */
  type: string;
  /** `loadShedding` */
  variable: string;
  /** `Load shedding` */
  title: string;
}

/** Names from a slug that has been checked. */
export function namesFor(slug: string): Names {
  const [category = "", name = ""] = slug.split("/");
  const words = name.split("-");
  const type = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
  const text = words.join(" ");
  return {
    slug,
    category,
    name,
    type,
    variable: type[0]!.toLowerCase() + type.slice(1),
    title: text[0]!.toUpperCase() + text.slice(1),
  };
}
