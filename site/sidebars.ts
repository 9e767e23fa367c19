import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
import { type ChapterEntry, course, type ExerciseEntry } from "./plugins/course.ts";

const exerciseItem = ({ slug, number, kind }: ExerciseEntry) => ({
  type: "link" as const,
  label: `Exercise ${number}: ${kind}`,
  href: `/${slug}`,
});

const chapterItem = (chapter: ChapterEntry) =>
  chapter.exercises.length === 0 ? { type: "doc" as const, id: chapter.slug, label: chapter.title } : {
    type: "category" as const,
    label: chapter.title,
    link: { type: "doc" as const, id: chapter.slug },
    items: chapter.exercises.map(exerciseItem),
  };

/** The course, from the catalogue. */
const sidebars: SidebarsConfig = {
  course: course().map(({ title, chapters }) => ({
    type: "category" as const,
    label: title,
    collapsed: false,
    items: chapters.map(chapterItem),
  })),
};

export default sidebars;
