import type { ReactNode } from "react";

/** A block of code whose HTML was made when the site was built. Copying is done by `copy.ts`, for the whole page. */
export function StaticCode(
  { html, language = "", label }: {
    html: string;
    language?: string;
    label?: string;
  },
): ReactNode {
  return (
    <div className="code">
      <pre
        tabIndex={0}
        role="group"
        aria-label={label ?? "Code"}
        data-language={language || undefined}
      >
        <code dangerouslySetInnerHTML={{ __html: html }} />
      </pre>
      <button
        type="button"
        className="code-copy"
        data-copy
        aria-label={`Copy: ${label ?? "code"}`}
      >
        Copy
      </button>
    </div>
  );
}
