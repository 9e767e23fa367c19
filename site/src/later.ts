/**
 * Parts of a page that are fetched when the reader needs them.
 *
 * A page stays open longer than the server that it came from. What cannot be fetched then is said, the page lives on, and
 * the next try fetches again; `React.lazy` would end the page.
 *
 * @module
 */
import { useEffect, useRef, useState } from "react";

/**
 * The part, once it is wanted and there. `load` must give a function as a property, such as a module's `default`.
 *
 * @param onFailure Called when it cannot be fetched; it is fetched again when `wanted` has been false in between.
 */
export function useLater<T extends object>(
  wanted: boolean,
  load: () => Promise<T>,
  onFailure: () => void,
): T | undefined {
  const [part, setPart] = useState<T>();
  const calls = useRef({ load, onFailure });
  calls.current = { load, onFailure };
  useEffect(() => {
    if (!wanted || part !== undefined) return;
    let left = false;
    calls.current.load().then(
      (loaded) => left || setPart(loaded),
      () => left || calls.current.onFailure(),
    );
    return () => {
      left = true;
    };
  }, [wanted, part]);
  return part;
}
