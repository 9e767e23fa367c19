/**
 * Stands in for Docusaurus' loading ahead of pages. A link in view loads nothing: with a sidebar of eighty chapters that
 * would be more than the page itself, and finding out what to load is work on every link. A page is still loaded ahead
 * when the pointer is on its link.
 */
import preload from "@docusaurus/core/lib/client/preload";

export default Object.freeze({ prefetch: () => false, preload });
