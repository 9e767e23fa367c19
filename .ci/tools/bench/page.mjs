// The same round in a page: answers by a request to the server that served it.
import { peers } from "#case";
import { measurePeers } from "./measure.mjs";

const query = new URL(import.meta.url).searchParams;
const body = await measurePeers(peers, Number(query.get("turn")), Number(query.get("ms"))).catch(
  (error) => ({ error: String(error) }),
);
await fetch("/result", { method: "POST", body: JSON.stringify(body) });
