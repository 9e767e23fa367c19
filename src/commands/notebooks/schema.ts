/**
 * The part of nbformat 4.5 that a chapter may use, as a JSON schema: stricter than Jupyter's own, which allows more
 * kinds of cell.
 *
 * @module
 */
import { Ajv } from "ajv";
import { isJsonType } from "./notebook.ts";

const text = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };
const metadata = {
  type: "object",
  properties: {
    tags: { type: "array", uniqueItems: true, items: { type: "string", pattern: "^[^,]+$" } },
    jupyter: { type: "object" },
  },
};
const bundle = { type: "object", additionalProperties: true };
const cellBase = {
  id: { type: "string", pattern: "^[a-zA-Z0-9-_]+$", minLength: 1, maxLength: 64 },
  metadata,
  source: text,
};

function exact(properties: Record<string, unknown>): object {
  return { type: "object", additionalProperties: false, required: Object.keys(properties), properties };
}

const output = {
  oneOf: [
    exact({ output_type: { const: "stream" }, name: { enum: ["stdout", "stderr"] }, text }),
    exact({ output_type: { const: "display_data" }, data: bundle, metadata: { type: "object" } }),
    exact({
      output_type: { const: "execute_result" },
      data: bundle,
      metadata: { type: "object" },
      execution_count: { type: ["integer", "null"], minimum: 0 },
    }),
    exact({
      output_type: { const: "error" },
      ename: { type: "string" },
      evalue: { type: "string" },
      traceback: { type: "array", items: { type: "string" } },
    }),
  ],
};

const schema = exact({
  nbformat: { const: 4 },
  nbformat_minor: { const: 5 },
  metadata: { type: "object" },
  cells: {
    type: "array",
    items: {
      type: "object",
      required: ["cell_type"],
      discriminator: { propertyName: "cell_type" },
      oneOf: [
        exact({ ...cellBase, cell_type: { const: "markdown" } }),
        exact({
          ...cellBase,
          cell_type: { const: "code" },
          execution_count: { type: ["integer", "null"], minimum: 0 },
          outputs: { type: "array", items: output },
        }),
      ],
    },
  },
});

const validate = new Ajv({ allErrors: false, discriminator: true, strict: false }).compile(schema);

/** What keeps a parsed JSON value from being a chapter; empty when nothing does. */
export function schemaErrors(value: unknown): string[] {
  if (!validate(value)) {
    return (validate.errors ?? []).slice(0, 3).map(({ instancePath, message, params }) => {
      const extra = (params as { additionalProperty?: string }).additionalProperty;
      return `${instancePath || "the notebook"} ${message}${extra === undefined ? "" : `: ${extra}`}`;
    });
  }
  return bundleErrors(value);
}

/** Values of media types must be text, except under JSON types. */
function bundleErrors(value: unknown): string[] {
  const { cells } = value as { cells: { outputs?: { data?: Record<string, unknown> }[] }[] };
  return cells.flatMap(({ outputs = [] }, cell) =>
    outputs.flatMap(({ data = {} }) =>
      Object.entries(data).flatMap(([type, inner]) => {
        const isText = typeof inner === "string" ||
          (Array.isArray(inner) && inner.every((line) => typeof line === "string"));
        return isJsonType(type) || isText ? [] : [`/cells/${cell} an output of type ${type} must be text`];
      })
    )
  );
}
