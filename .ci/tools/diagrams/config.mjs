// How every diagram looks. Light and dark must differ in colours alone: both are drawn, and become one picture.

const FAMILY = '"Inter Diagram", Inter, system-ui, sans-serif';

const LIGHT = {
  paper: "#ffffff",
  ink: "#1c2530",
  line: "#5a6878",
  box: "#eaf1fb",
  boxLine: "#3f6ea8",
  note: "#fdf3d0",
  noteLine: "#b58a1b",
  group: "#f5f7fa",
  groupLine: "#aab6c4",
  second: "#e7f4ea",
  third: "#fbeaea",
};

const DARK = {
  paper: "#1b1b1d",
  ink: "#e8edf3",
  line: "#9fb0c3",
  box: "#22324a",
  boxLine: "#7ea9dd",
  note: "#42381a",
  noteLine: "#c9a545",
  group: "#24272c",
  groupLine: "#5c6876",
  second: "#1f3a27",
  third: "#43262a",
};

function variables(c) {
  return {
    fontFamily: FAMILY,
    fontSize: "15px",
    background: c.paper,
    primaryColor: c.box,
    primaryTextColor: c.ink,
    primaryBorderColor: c.boxLine,
    secondaryColor: c.second,
    secondaryTextColor: c.ink,
    secondaryBorderColor: c.line,
    tertiaryColor: c.third,
    tertiaryTextColor: c.ink,
    tertiaryBorderColor: c.line,
    mainBkg: c.box,
    nodeBorder: c.boxLine,
    nodeTextColor: c.ink,
    textColor: c.ink,
    titleColor: c.ink,
    lineColor: c.line,
    arrowheadColor: c.line,
    defaultLinkColor: c.line,
    edgeLabelBackground: c.paper,
    clusterBkg: c.group,
    clusterBorder: c.groupLine,
    noteBkgColor: c.note,
    noteTextColor: c.ink,
    noteBorderColor: c.noteLine,
    actorBkg: c.box,
    actorBorder: c.boxLine,
    actorTextColor: c.ink,
    actorLineColor: c.groupLine,
    signalColor: c.line,
    signalTextColor: c.ink,
    labelBoxBkgColor: c.group,
    labelBoxBorderColor: c.groupLine,
    labelTextColor: c.ink,
    loopTextColor: c.ink,
    activationBkgColor: c.note,
    activationBorderColor: c.noteLine,
    sequenceNumberColor: c.paper,
    transitionColor: c.line,
    transitionLabelColor: c.ink,
    stateLabelColor: c.ink,
    stateBkg: c.box,
    labelBackgroundColor: c.paper,
    labelColor: c.ink,
    altBackground: c.group,
    compositeBackground: c.group,
    compositeTitleBackground: c.group,
    compositeBorder: c.groupLine,
    innerEndBackground: c.line,
    specialStateColor: c.line,
    errorBkgColor: c.third,
    errorTextColor: c.ink,
    classText: c.ink,
    dropShadow: "none",
    useGradient: false,
  };
}

/** Lines end before they reach a text: labels stand on the paper, sequence texts have a halo of it. */
function themeCss(c) {
  const paper = `var(--diagram-paper, ${c.paper})`;
  return `
    .edgeLabel rect, .edgeLabel .background { opacity: 1 !important; fill: ${paper} !important; }
    .messageText, .loopText, .labelText, .loopText tspan {
      paint-order: stroke; stroke: ${paper} !important; stroke-width: 5px; stroke-linejoin: round;
    }
    .labelText { stroke: ${c.group} !important; }
    .actor-line { stroke-width: 1px; stroke-dasharray: 2 4; }
    .flowchart-link, .transition, .messageLine0, .messageLine1 { stroke-width: 1.5px !important; }
  `;
}

const COMMON = {
  startOnLoad: false,
  securityLevel: "loose",
  theme: "base",
  fontFamily: FAMILY,
  fontSize: 15,
  htmlLabels: false,
  deterministicIds: true,
  deterministicIDSeed: "d",
  handDrawnSeed: 1,
  flowchart: {
    htmlLabels: false,
    useMaxWidth: false,
    curve: "basis",
    nodeSpacing: 36,
    rankSpacing: 44,
    padding: 12,
  },
  state: { useMaxWidth: false },
  sequence: {
    useMaxWidth: false,
    mirrorActors: false,
    actorFontFamily: FAMILY,
    noteFontFamily: FAMILY,
    messageFontFamily: FAMILY,
    actorFontSize: 15,
    noteFontSize: 14,
    messageFontSize: 14,
    actorFontWeight: 400,
    noteFontWeight: 400,
    messageFontWeight: 400,
    diagramMarginX: 8,
    diagramMarginY: 8,
    actorMargin: 40,
    height: 44,
    messageMargin: 32,
    boxMargin: 8,
  },
};

/** Dagre lays the labels of self-loops over each other, in browsers too. */
function layoutOf(source) {
  return /^\s*stateDiagram/m.test(source) ? "elk" : "dagre";
}

export function configOf(source, theme) {
  const colours = theme === "dark" ? DARK : LIGHT;
  return {
    ...COMMON,
    layout: layoutOf(source),
    themeCSS: themeCss(colours),
    darkMode: theme === "dark",
    themeVariables: { ...variables(colours), darkMode: theme === "dark" },
  };
}
