/** What a reader is told whose page cannot fetch a part of itself: a page stays open longer than its server runs. */
export const NOT_REACHED =
  "this part of the page did not load. The course is not served any more, or you are offline. Try again when it can be reached.";
