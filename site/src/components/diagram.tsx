import type { ReactNode } from "react";

/** A diagram that `npm run diagrams` has drawn. Its title and description are inside the picture. */
export function Diagram({ svg }: { svg: string }): ReactNode {
  return (
    <figure
      className="diagram"
      tabIndex={0}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
