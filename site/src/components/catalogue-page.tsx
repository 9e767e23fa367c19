import Link from "@docusaurus/Link";
import { useHistory, useLocation } from "@docusaurus/router";
import type { CategoryEntry, ChapterEntry } from "@site/plugins/course.ts";
import { SolvedCount } from "@site/src/exercise/solved.tsx";
import Layout from "@theme/Layout";
import { type ReactNode, useEffect, useState } from "react";

interface Filter {
  text: string;
  hurts: string;
  category: string;
  level: string;
}

const NO_FILTER: Filter = { text: "", hurts: "", category: "", level: "" };

function matches(chapter: ChapterEntry, filter: Filter): boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [
    chapter.title,
    chapter.summary,
    chapter.problem,
    ...chapter.otherNames,
  ].join(" ").toLowerCase();
  return words.every((word) => text.includes(word)) &&
    (filter.hurts === "" ||
      chapter.solves.some(({ id }) => id === filter.hurts)) &&
    (filter.category === "" || chapter.category === filter.category) &&
    (filter.level === "" || chapter.level === filter.level);
}

/** The filter lives in the address, so that a selection can be shared. */
function useFilter(): [Filter, (change: Partial<Filter>) => void] {
  const [filter, setFilter] = useState(NO_FILTER);
  const history = useHistory();
  const { search, pathname } = useLocation();
  useEffect(() => {
    const query = new URLSearchParams(search);
    setFilter({
      text: query.get("text") ?? "",
      hurts: query.get("hurts") ?? "",
      category: query.get("category") ?? "",
      level: query.get("level") ?? "",
    });
  }, [search]);
  const change = (part: Partial<Filter>) => {
    const next = { ...filter, ...part };
    setFilter(next);
    const query = new URLSearchParams(
      Object.entries(next).filter(([, value]) => value !== ""),
    );
    history.replace({ pathname, search: query.toString() });
  };
  return [filter, change];
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange(value: string): void;
}

function Choice({ label, value, options, onChange }: ChoiceProps): ReactNode {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">any</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Card({ chapter }: { chapter: ChapterEntry }): ReactNode {
  return (
    <li className="card-item">
      <h3>
        <Link to={`/${chapter.slug}`}>{chapter.title}</Link>
      </h3>
      <p>{chapter.summary}</p>
      <p className="card-problem">{chapter.problem}</p>
      <p className="card-facts">
        {chapter.tier}, {chapter.minutes} min, {chapter.level}
        {chapter.exercises.length > 0 && (
          <>
            {`, ${chapter.exercises.length} exercises`}
            <SolvedCount exercises={chapter.exercises} />
          </>
        )}
      </p>
      {chapter.needs.length > 0 && (
        <p className="card-facts">
          Read first: {chapter.needs.map(({ slug, title }, index) => (
            <span key={slug}>
              {index > 0 && ", "}
              <Link to={`/${slug}`}>{title}</Link>
            </span>
          ))}
        </p>
      )}
    </li>
  );
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** All chapters, to be found by what hurts. */
export default function CataloguePage(
  { categories }: { categories: readonly CategoryEntry[] },
): ReactNode {
  const [filter, change] = useFilter();
  const all = categories.flatMap(({ chapters }) => chapters);
  const symptoms = new Map(
    all.flatMap(({ solves }) => solves).map(({ id, says }) => [id, says]),
  );
  const found = all.filter((chapter) => matches(chapter, filter)).length;
  return (
    <Layout
      title="Catalogue"
      description="All patterns of the course, to be found by what hurts, by category and by level."
    >
      <main className="container catalogue">
        <header className="chapter-head">
          <h1>Catalogue</h1>
          <p className="chapter-lead">
            Every pattern here runs: without it, with it, and where it breaks. What hurts?
          </p>
        </header>
        <form
          className="filters"
          role="search"
          aria-label="Filter the catalogue"
          onSubmit={(event) => event.preventDefault()}
        >
          <label className="field field-wide">
            <span>What hurts</span>
            <select
              value={filter.hurts}
              onChange={(event) => change({ hurts: event.target.value })}
            >
              <option value="">anything</option>
              {[...symptoms].map(([id, says]) => <option key={id} value={id}>{says}</option>)}
            </select>
          </label>
          <label className="field">
            <span>Words</span>
            <input
              type="search"
              value={filter.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          </label>
          <Choice
            label="Category"
            value={filter.category}
            onChange={(category) => change({ category })}
            options={categories.map(({ title }) => ({
              value: title,
              label: title,
            }))}
          />
          <Choice
            label="Level"
            value={filter.level}
            onChange={(level) => change({ level })}
            options={unique(all.map(({ level }) => level)).map((level) => ({
              value: level,
              label: level,
            }))}
          />
        </form>
        <p role="status" className="count">
          {found === all.length ? `${all.length} chapters` : `${found} of ${all.length} chapters`}
        </p>
        {categories.map((category) => {
          const shown = category.chapters.filter((chapter) => matches(chapter, filter));
          return shown.length > 0 && (
            <section key={category.id} aria-labelledby={category.id}>
              <h2 id={category.id}>{category.title}</h2>
              <p className="category-question">{category.question}</p>
              <ul className="cards">
                {shown.map((chapter) => <Card key={chapter.slug} chapter={chapter} />)}
              </ul>
            </section>
          );
        })}
      </main>
    </Layout>
  );
}
