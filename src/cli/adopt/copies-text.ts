import { countText, listText } from "../../domain/text/format";
import { originText } from "../../domain/repository/differences/origin";
import { type ExistingCopy } from "../../operations/adoption/copy";
import { type CopyAdoption } from "../support/adoption/copies";

type Copies = Pick<CopyAdoption, "copies" | "leftOut">;

/** Copies for programs, as `--help` documents them. */
export function copiesRecord({ copies, leftOut }: Copies): object {
  return {
    copies: copies.map(({ region, repositoryName, without, differences }) => ({
      region,
      repositoryName,
      without,
      differences,
    })),
    copiesLeftOut: leftOut,
  };
}

/** The number of copies in each region. */
export function copyCounts(copies: readonly ExistingCopy[], isWritten: boolean): string[] {
  const regions = new Map<string, number>();
  for (const { region } of copies) regions.set(region, (regions.get(region) ?? 0) + 1);
  const verb = isWritten ? "listed under imports" : "to list under imports";
  return [...regions].map(([region, count]) => `${countText(count, "copy", "copies")} in ${region} ${verb}`);
}

/** What keeps copies from being imported, and what the first deployment changes. Copies with equal differences share a line. */
export function copyNotes({ copies, leftOut }: Copies): string[] {
  const equal = new Map<string, { readonly region: string; readonly names: string[]; readonly text: string }>();
  for (const { region, repositoryName, differences } of copies) {
    if (differences.length === 0) continue;
    const text = differences.map(originText).join("; ");
    const group = equal.get(`${region} ${text}`) ?? { region, names: [], text };
    group.names.push(repositoryName);
    equal.set(`${region} ${text}`, group);
  }
  return [
    ...leftOut.map(({ region, repositoryName, reason }) => `left out: ${repositoryName} in ${region}: ${reason}`),
    ...[...equal.values()].map(({ region, names, text }) => {
      const which =
        names.length === 1
          ? `the copy of ${listText(names)}`
          : `${countText(names.length, "copy", "copies")} (${listText(names)})`;
      return `note: the first deployment changes ${which} in ${region}: ${text}`;
    }),
  ];
}
