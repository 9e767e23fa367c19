import Original from "@theme-original/MDXComponents";
import { Diagram } from "@site/src/components/diagram.tsx";
import { Gate, GateAfter, GateCells } from "@site/src/components/gate.tsx";
import { NotebookCell } from "@site/src/components/notebook-cell.tsx";
import { RecordList } from "@site/src/components/record-list.tsx";
import { StaticCode } from "@site/src/components/static-code.tsx";

// `pre` and `code` are plain elements here: fences were coloured when the site was built.
const components = {
  ...Original,
  pre: "pre",
  code: "code",
  Diagram,
  Gate,
  GateAfter,
  GateCells,
  NotebookCell,
  RecordList,
  StaticCode,
};

export default components;
