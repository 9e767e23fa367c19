/**
 * Messages of the Jupyter protocol, 5.3, as frames: identities, delimiter, signature, four JSON parts.
 *
 * @module
 */
import { createHmac, randomUUID } from "node:crypto";

/** A message, either way. */
export interface Message {
  header: {
    msg_id: string;
    msg_type: string;
    session: string;
    username: string;
    date: string;
    version: string;
  };
  parent_header: { msg_id?: string };
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
}

const DELIMITER = "<IDS|MSG>";

/** A request, with a fresh id. */
export function request(session: string, type: string, content: Record<string, unknown>): Message {
  const date = new Date().toISOString();
  return {
    header: { msg_id: randomUUID(), msg_type: type, session, username: "course", date, version: "5.3" },
    parent_header: {},
    metadata: {},
    content,
  };
}

/** The frames of a message, signed with the connection's key. */
export function encode(message: Message, key: string): string[] {
  const { header, parent_header, metadata, content } = message;
  const parts = [header, parent_header, metadata, content].map((part) => JSON.stringify(part));
  return [DELIMITER, sign(parts, key), ...parts];
}

/** The message in these frames; nothing where they are not signed with the connection's key. */
export function decode(frames: readonly Uint8Array[], key: string): Message | undefined {
  const texts = frames.map((frame) => new TextDecoder().decode(frame));
  const start = texts.indexOf(DELIMITER);
  const [signature, ...parts] = texts.slice(start + 1, start + 6);
  if (start < 0 || parts.length < 4 || signature !== sign(parts, key)) return undefined;
  const [header, parent_header, metadata, content] = parts.map((part) => JSON.parse(part));
  return { header, parent_header, metadata, content };
}

function sign(parts: readonly string[], key: string): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
