/**
 * A small server for the built site.
 *
 * @module
 */
import { answer } from "./files.ts";

/** A running server. */
export interface Served {
  address: string;
  stop(): Promise<void>;
}

/** Serves the folder on 127.0.0.1, on the first free port from `port` on. */
export function serve(folder: string, port: number): Served {
  for (let candidate = port; candidate < port + 100; candidate++) {
    try {
      const server = Deno.serve(
        { hostname: "127.0.0.1", port: candidate, onListen: () => {}, automaticCompression: true },
        (request) => answer(folder, request),
      );
      return {
        address: `http://127.0.0.1:${server.addr.port}/`,
        stop: () => server.shutdown(),
      };
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  throw new Error(
    `Cannot serve as the ports ${port} to ${port + 99} are all taken`,
  );
}
