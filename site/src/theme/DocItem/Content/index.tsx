import { useDoc } from "@docusaurus/plugin-content-docs/client";
import { ChapterEnd, ChapterHead } from "@site/src/components/chapter.tsx";
import { LiveBar, LivePage } from "@site/src/live/page.tsx";
import type { ChapterEntry } from "@site/plugins/course.ts";
import Original from "@theme-original/DocItem/Content";
import type { Props } from "@theme/DocItem/Content";
import type { ReactNode } from "react";

/** A document; a chapter has a head and an end of its own around it. */
export default function DocItemContent(props: Props): ReactNode {
  const { frontMatter } = useDoc();
  const chapter = (frontMatter as { chapter?: ChapterEntry }).chapter;
  if (!chapter) return <Original {...props} />;
  return (
    <LivePage>
      <ChapterHead chapter={chapter} />
      <LiveBar />
      <Original {...props} />
      <ChapterEnd chapter={chapter} />
    </LivePage>
  );
}
