/**
 * Budgets as data. A test reads each of them; whoever needs more changes the number here and says why in the commit.
 *
 * @module
 */

/** What may be spent, and on what. */
export const budgets = {
  /**
   * Times are those of two cores that have nothing else to do. A machine may be so many times slower before a test is red:
   * the same two cores differ by two from day to day.
   */
  slack: 2,
  chapter: {
    /** Wall time of a chapter in the kernel. */
    maxMs: 3_000,
    /** Size of a notebook with its outputs. */
    maxBytes: 150_000,
    /** Lines of a code cell. */
    maxCellLines: 15,
    /** Lines of a cell that is filled from a module of the library. */
    maxFilledCellLines: 40,
    minGates: 3,
    maxGates: 5,
    /** Questions of earlier chapters, where a chapter needs any. */
    minRecalls: 3,
  },
  picture: {
    /** One SVG in an output. */
    maxBytes: 12_000,
  },
  exercise: {
    /** Processor time of grading the reference answer, which plays every schedule. */
    maxMs: 1_000,
    minPerSlug: 2,
    minMutants: 6,
    minVariants: 2,
    hints: 3,
  },
  check: {
    /** So many chapters a check looks at in full; the others have their turn at other commits, and all of them nightly. */
    chaptersInFull: 5,
    /** And so many of all clinics' cases. */
    casesInFull: 2,
    /** And so many exercises' graders are graded. */
    gradersInFull: 30,
  },
  clinic: {
    minCases: 6,
  },
  /** Schedules of each story. Campaigns (`npm run campaign`) and the nightly run play far more. */
  seeds: {
    /** In the library's tests. Few: eighty chapters have eight hundred stories, and what is rare is a campaign's to find. */
    perStory: 5,
    /** On each of the three runtimes, whose digests are compared. */
    determinism: 10,
  },
  slug: {
    minMisconceptions: 6,
    minObjectives: 4,
    minSources: 4,
    /** Recall items. */
    minItems: 6,
    /** Of the catalog's misconceptions, so many stand behind options of a chapter's items. */
    minMisconceptionsInItems: 3,
  },
  file: {
    /** Lines of code of a module: neither blank nor comment alone. */
    maxLines: 250,
    /** Lines of a module that is mostly data: stories, known wrong answers, tables of tests. */
    maxDataLines: 700,
    /** Modules that are one idea and longer; none may grow. */
    larger: {
      "src/sim/host.ts": 400,
      "src/sim/world.ts": 280,
      "src/view/plot-svg.ts": 280,
    } as Readonly<Record<string, number>>,
  },
  /** Of the gates, over the course: no position of the true option more often than this. */
  maxShareOfOnePosition: 0.5,
} as const;
