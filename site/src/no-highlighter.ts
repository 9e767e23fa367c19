/** Stands in for prism-react-renderer, which the classic theme would put on every page. Nothing here uses it. */
export const Prism = {};
export const Highlight = () => null;
export const themes = {};
