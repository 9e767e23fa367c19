import type { Options as DocsOptions } from "@docusaurus/plugin-content-docs";
import type { Config, PluginConfig } from "@docusaurus/types";
import { darkDeclarations } from "../src/view/theme.ts";
import { apiPlugins } from "./plugins/api.ts";
import { bundlerPlugin } from "./plugins/bundler.ts";
import { course } from "./plugins/course.ts";
import { coursePlugin } from "./plugins/course-pages.ts";
import { exercisesPlugin } from "./plugins/exercises.ts";
import { LIVE_STATIC, livePlugin } from "./plugins/live.ts";
import { notebookFrontMatter, notebookToMarkdown } from "./plugins/notebook.ts";
import { repository, repositoryUrl } from "./plugins/project.ts";
import { reviewPlugin } from "./plugins/review.ts";
import { remarkCourse } from "./plugins/remark-course.ts";

const docs = (
  options: Partial<DocsOptions> & {
    id: string;
    path: string;
    routeBasePath: string;
  },
) =>
  [
    "@docusaurus/plugin-content-docs",
    {
      breadcrumbs: true,
      beforeDefaultRemarkPlugins: [remarkCourse],
      ...options,
    },
  ] as [string, Record<string, unknown>];

/** A notebook is a page when the catalogue has its slug; others in the folder are nobody's business yet. */
const notebooks = course().flatMap(({ chapters }) => chapters.map(({ slug }) => `${slug}.ipynb`));
const isNotebook = (file: string) => file.endsWith(".ipynb");
const editUrl = (folder: string) =>
  repository()
    ? ({ docPath }: { docPath: string }) => repositoryUrl(`${folder}/${docPath}`).replace("/blob/", "/edit/")
    : undefined;

const config: Config = {
  title: "Distributed Systems Patterns",
  tagline: "A course in TypeScript whose every claim runs",
  url: process.env.SITE_URL ?? "http://localhost:3000",
  baseUrl: process.env.SITE_BASE_URL ?? "/",
  favicon: "/favicon.svg",
  titleDelimiter: "·",
  trailingSlash: false,
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  onDuplicateRoutes: "throw",
  i18n: { defaultLocale: "en", locales: ["en"] },
  baseUrlIssueBanner: false,
  future: {
    v4: true,
    // A persistent cache would keep pages whose catalogue or pictures have changed.
    faster: {
      swcJsLoader: true,
      swcJsMinimizer: true,
      swcHtmlMinimizer: true,
      lightningCssMinimizer: true,
      rspackBundler: true,
      rspackPersistentCache: false,
      mdxCrossCompilerCache: true,
      ssgWorkerThreads: false,
    },
  },
  markdown: {
    format: "detect",
    hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" },
    parseFrontMatter: async (params) =>
      isNotebook(params.filePath)
        ? {
          frontMatter: notebookFrontMatter(params.filePath),
          content: params.fileContent,
        }
        : await params.defaultParseFrontMatter(params),
    preprocessor: ({ filePath, fileContent }) =>
      isNotebook(filePath) ? notebookToMarkdown(fileContent, filePath) : fileContent,
  },
  staticDirectories: ["static", LIVE_STATIC],
  clientModules: ["./src/client-copy.ts"],
  headTags: [
    {
      tagName: "noscript",
      attributes: {},
      innerHTML: "<style>.gate-outcome{display:block!important}.gate-closed{display:none}</style>",
    },
    {
      tagName: "meta",
      attributes: { name: "color-scheme", content: "light dark" },
    },
    {
      tagName: "style",
      attributes: {},
      innerHTML: `[data-theme="dark"]{${darkDeclarations()}}`,
    },
  ],
  plugins: [
    docs({
      id: "default",
      path: "../notebooks",
      routeBasePath: "/",
      include: notebooks,
      sidebarPath: "./sidebars.ts",
      editUrl: editUrl("notebooks"),
    }),
    docs({
      id: "about",
      path: "docs",
      routeBasePath: "about",
      sidebarPath: "./sidebars-about.ts",
      editUrl: editUrl("site/docs"),
    }),
    ...apiPlugins(),
    "@docusaurus/plugin-sitemap",
    coursePlugin as PluginConfig,
    bundlerPlugin,
    livePlugin,
    exercisesPlugin,
    reviewPlugin as PluginConfig,
  ],
  themes: [
    ["@docusaurus/theme-classic", { customCss: "./src/css/course.css" }],
    ["@easyops-cn/docusaurus-search-local", {
      hashed: "filename",
      docsRouteBasePath: ["/", "about", "api"],
      docsDir: ["../notebooks", "docs", ".api"],
      indexBlog: false,
      indexPages: false,
      explicitSearchResultPath: true,
      ignoreCssSelectors: [".chapter-end", ".gate-options", ".gate-outcome"],
    }],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: true } },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    navbar: {
      title: "Distributed Systems Patterns",
      items: [
        { to: "/catalogue", label: "Catalogue", position: "left" },
        { to: "/review", label: "Review", position: "left" },
        { to: "/clinic/resilience", label: "Clinic", position: "left" },
        { to: "/progress", label: "Progress", position: "left" },
        { to: "/about/how-to-study", label: "How to study", position: "left" },
        { to: "/measurements", label: "Measurements", position: "left" },
        { to: "/api", label: "API", position: "left" },
        ...(repository()
          ? [{
            href: repository(),
            label: "Source",
            position: "right" as const,
          }]
          : []),
      ],
    },
    footer: {
      copyright: "Distributed Systems Patterns in TypeScript. MIT licence.",
    },
  },
};

export default config;
