import { type Path } from "../../domain/problems/problem";
import { quickYaml } from "./parse-yaml";
import { type Position, type ReadFile, type SourceDocument } from "./source";

/** Looks like the use of an anchor. What such uses multiply into, only the slower parser counts. */
const ALIAS = /(?:^|[\s,[{])\*[\w-]/m;

/**
 * Reads a file of YAML 1.2: one document or a stream of them; empty documents are left out. Positions take most of the
 * time, so they are made when somebody asks for one.
 */
export function readYaml(file: string, text: string): ReadFile {
  const quick = ALIAS.test(text) ? undefined : quickYaml(text)?.filter((data) => data !== null && data !== undefined);
  if (quick === undefined || quick.length === 0) return slowYaml().readSlowly(file, text);
  let places: ((index: number, data: unknown) => SourceDocument) | undefined;
  return {
    documents: quick.map(
      (data, index) =>
        new QuickDocument(file, data, () => {
          places ??= slowYaml().placesOf(file, text);
          return places(index, data);
        }),
    ),
    faults: [],
  };
}

/** Loaded where there is something to say about a file: it takes as long as all else that an environment is read by. */
function slowYaml(): typeof import("./yaml-document") {
  return require("./yaml-document") as typeof import("./yaml-document");
}

/** A document without faults, whose places nobody has asked for yet. */
class QuickDocument implements SourceDocument {
  private made: SourceDocument | undefined;

  constructor(
    readonly file: string,
    readonly data: unknown,
    private readonly make: () => SourceDocument,
  ) {}

  positionOf(at: Path): Position {
    return this.placed.positionOf(at);
  }

  positionOfKey(at: Path): Position {
    return this.placed.positionOfKey(at);
  }

  positionInText(at: Path, offset: number): Position {
    return this.placed.positionInText(at, offset);
  }

  private get placed(): SourceDocument {
    return (this.made ??= this.make());
  }
}
