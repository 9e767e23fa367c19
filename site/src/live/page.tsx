import useBaseUrl from "@docusaurus/useBaseUrl";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { type CellState, LiveChapter, type PageState } from "./chapter.ts";

const LiveContext = createContext<LiveChapter | undefined>(undefined);

/** Gives the cells of a chapter's page their common life. */
export function LivePage({ children }: { children: ReactNode }): ReactNode {
  const folder = useBaseUrl("/live/");
  const [live] = useState(() => new LiveChapter(folder));
  useEffect(() => () => live.close(), [live]);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

/** The cells of the page. */
export function useLive(): LiveChapter {
  const live = useContext(LiveContext);
  if (!live) throw new Error("A cell stands outside its page");
  return live;
}

/** What one cell shows of its life. */
export function useCellState(index: number): CellState {
  const live = useLive();
  return useSyncExternalStore(live.subscribe, () => live.cell(index), () => live.cell(index));
}

function usePageState(): PageState {
  const live = useLive();
  return useSyncExternalStore(live.subscribe, live.page, live.page);
}

/** What can be done with all cells of the page. It stays in view as soon as a cell has been touched. */
export function LiveBar(): ReactNode {
  const live = useLive();
  const { busy, touched, says } = usePageState();
  return (
    <div className="live-bar" data-touched={touched} role="group" aria-label="All cells of this chapter">
      {busy
        ? <button type="button" className="live-button" onClick={() => live.stop()}>Stop</button>
        : (
          <button type="button" className="live-button" onClick={() => void live.runAll()}>
            Run all
          </button>
        )}
      {touched && (
        <>
          <button type="button" className="live-button" onClick={() => live.restart()}>Restart</button>
          <button type="button" className="live-button" onClick={() => live.resetAll()}>Reset</button>
        </>
      )}
      <span className="live-says" role="status">
        {says || (touched ? "" : "Every cell of this page can be edited and run where it stands.")}
      </span>
    </div>
  );
}
