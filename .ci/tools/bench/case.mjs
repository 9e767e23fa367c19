// One round of one case in a process of its own: argv = number of the round, milliseconds for each peer.
import { peers } from "#case";
import { measurePeers } from "./measure.mjs";

const [turn, ms] = globalThis.process.argv.slice(2).map(Number);
console.log(`@@${JSON.stringify(await measurePeers(peers, turn, ms))}`);
globalThis.process.exit(0);
