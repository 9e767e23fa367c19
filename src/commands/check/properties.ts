/**
 * fast-check with a seed: a property is asked of the same examples each time, as a check of the same commit must say the
 * same. Another number in `PROPERTIES_SEED` asks it of others, which the nightly run does.
 *
 * @module
 */
import fc from "fast-check";
import process from "node:process";

fc.configureGlobal({ seed: Number(process.env["PROPERTIES_SEED"] ?? 20_261_121) });

export { fc };
