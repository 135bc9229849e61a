import { type Path } from "../../domain/problems/problem";
import { valueAt } from "../../domain/problems/schema-problems";
import { type Place, type SourceDocument } from "../source/source";
import { hasPath, mergeLayers, type Merged } from "./merge";
import { isMapping } from "../../domain/problems/mapping";

/** Key of a file that names the files under it. */
export const EXTENDS = "extends";

/** A file merged over the files that it extends. Each value has the position in the file that sets it. */
export class MergedDocument implements SourceDocument {
  readonly file: string;
  readonly data: unknown;
  readonly idleNulls: Merged["idleNulls"];

  /**
   * @param layers the documents, each over those before it
   * @param own the last of them, the file itself
   */
  constructor(
    readonly layers: readonly SourceDocument[],
    private readonly own: SourceDocument,
  ) {
    const { data, idleNulls } = mergeLayers(layers.map((layer) => withoutExtends(layer.data)));
    this.file = own.file;
    this.data = data;
    this.idleNulls = idleNulls;
  }

  positionOf(at: Path): Place {
    return this.layerOf(at).positionOf(at);
  }

  positionOfKey(at: Path): Place {
    return this.layerOf(at).positionOfKey(at);
  }

  positionInText(at: Path, offset: number): Place {
    return this.layerOf(at).positionInText(at, offset);
  }

  /** The document that sets the value at a path, or removes it, or else sets its closest parent. */
  private layerOf(at: Path): SourceDocument {
    for (let length = at.length; length > 0; length -= 1) {
      const prefix = at.slice(0, length);
      const layer = this.layers.findLast(({ data }) => hasPath(data, prefix));
      if (layer === undefined) continue;
      if (hasPath(this.data, prefix) || valueAt(layer.data, prefix) === null) return layer;
    }
    return this.own;
  }
}

/** The settings of a file, which `extends` is not one of. */
function withoutExtends(data: unknown): unknown {
  if (!isMapping(data)) return data;
  const { [EXTENDS]: _, ...settings } = data;
  return settings;
}
