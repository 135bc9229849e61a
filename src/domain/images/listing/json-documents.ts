import { JsonStream } from "./json-stream";
import { decoded, LISTS, NotReadable, refuseCompressed, type JsonTarget } from "./json-target";

/** Longer text is streamed. This is enough for the most images that a repository may have. */
export const PARSED_AT_ONCE = 128 * 1024 * 1024;

/**
 * Reads JSON documents, or YAML that is not too long, from chunks of UTF-8 text. Lists are documents that are arrays, and the
 * arrays at the keys of lists in documents that are objects.
 */
export class JsonDocuments {
  private pieces: Uint8Array[] = [];
  private size = 0;
  private stream: JsonStream | undefined;

  constructor(private readonly target: JsonTarget) {}

  /**
   * @param piece must not be changed afterwards
   * @throws NotReadable
   */
  push(piece: Uint8Array): void {
    if (this.stream !== undefined) {
      this.stream.push(piece);
      return;
    }
    if (this.size === 0) refuseCompressed(piece);
    this.pieces.push(piece);
    this.size += piece.length;
    if (this.size <= PARSED_AT_ONCE) return;
    const [first = piece] = this.pieces;
    if (yamlDocuments().isYaml(new TextDecoder().decode(first.subarray(0, 4096))))
      throw new NotReadable("expected at most 128 MiB of YAML, found more. Use --output json");
    this.beginStream();
  }

  /** @throws NotReadable if the text ends in the middle of a document, or has none */
  end(): void {
    if (this.stream === undefined && this.parseAtOnce()) return;
    (this.stream ?? this.beginStream()).end();
  }

  /** @returns whether the text is YAML or a single document; otherwise, the stream reads it */
  private parseAtOnce(): boolean {
    const text = decoded(new TextDecoder("utf-8", { fatal: true }), joined(this.pieces, this.size), false);
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      const { isYaml, readYamlDocuments } = yamlDocuments();
      if (!isYaml(text)) return false;
      this.pieces = [];
      readYamlDocuments(text, this.target);
      return true;
    }
    this.pieces = [];
    this.deliver(document);
    return true;
  }

  private deliver(document: unknown): void {
    if (Array.isArray(document)) {
      this.target.onEntries("", document);
      this.target.onDocument([]);
    } else if (typeof document !== "object" || document === null) this.target.onDocument(document);
    else if (this.target.isEntry(document)) {
      this.target.onEntries("", [document]);
      this.target.onDocument([]);
    } else {
      const outline: Record<string, unknown> = { ...document };
      for (const key of LISTS) {
        const list = outline[key];
        if (!Array.isArray(list)) continue;
        this.target.onEntries(key, list);
        outline[key] = [];
      }
      this.target.onDocument(outline);
    }
  }

  private beginStream(): JsonStream {
    const stream = new JsonStream(this.target);
    for (const piece of this.pieces) stream.push(piece);
    this.pieces = [];
    this.stream = stream;
    return stream;
  }
}

/** Loaded lazily, because the YAML library takes long to load and most listings are JSON. */
function yamlDocuments(): typeof import("./yaml-documents") {
  return require("./yaml-documents") as typeof import("./yaml-documents");
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [first, second] = pieces;
  if (first !== undefined && second === undefined) return first;
  const bytes = new Uint8Array(size);
  let start = 0;
  for (const piece of pieces) {
    bytes.set(piece, start);
    start += piece.length;
  }
  return bytes;
}
