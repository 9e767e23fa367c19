import type { ReactNode } from "react";

/** Text whose `code` stands between backticks, as in the sources. */
export function Words({ text }: { text: string }): ReactNode {
  return text.split("`").map((part, at) => at % 2 === 1 ? <code key={at}>{part}</code> : part);
}
