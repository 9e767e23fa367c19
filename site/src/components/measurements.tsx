import type { ReactNode } from "react";

/** Placeholder. */
export function Measurements(): ReactNode {
  return null;
}
