import { listText } from "../../../domain/text/format";
import { type AwsLocation } from "../../../domain/aws/arn";
import { foundRepository, type AdoptionFinding } from "../../../operations/adoption/found";
import { repositoriesIn, type StateRepository } from "../../../operations/adoption/state/repositories";
import { type AdoptionNote, type SkippedRepository } from "../candidates";
import { type Selection } from "../selection";
import { type StateSource } from "./read";

export interface StateContext {
  /** Name of the environment. */
  readonly name: string;
  readonly location: AwsLocation;
  /** Selects the names to adopt. */
  readonly choose: (names: readonly string[]) => Selection;
}

/**
 * The repositories that a Terraform state has in an environment's account and region, as candidates and as they are.
 * @throws Error if it has none there
 */
export function candidatesFromState({ file, resources }: StateSource, context: StateContext) {
  const { repositories, leftOut } = repositoriesIn(resources);
  const here = repositories.filter(({ location }) => isSame(location, context.location));
  const elsewhere = repositories.filter(({ location }) => !isSame(location, context.location));
  if (here.length + leftOut.length === 0) throw new Error(`${file}: ${nothingHere(elsewhere, context)}`);
  const { taken, skipped } = context.choose(here.map(({ repositoryName }) => repositoryName));
  const names = new Set(taken);
  const wanted = here.filter(({ repositoryName }) => names.has(repositoryName));
  const findings = wanted.map((repository) => findingOf(repository, context.location));
  return {
    repositories: here,
    found: findings.flatMap(({ found }) => found ?? []),
    leftOut: [...findings.flatMap((finding) => finding.leftOut), ...leftOut],
    skipped: [...skipped, ...elsewhere.map(skippedElsewhere)],
    remarks: [
      ...findings.flatMap(({ remarks }, index) =>
        remarks.map((text) => ({ repositoryName: wanted[index]?.repositoryName ?? "", text })),
      ),
      ...notesOn(wanted),
    ],
  };
}

function isSame(a: AwsLocation, b: AwsLocation): boolean {
  return a.account === b.account && a.region === b.region;
}

function nothingHere(elsewhere: readonly StateRepository[], { name, location }: StateContext): string {
  const expected = `expected repositories in account ${location.account}, ${location.region} (the location of ${name})`;
  if (elsewhere.length === 0)
    return `${expected}, found no aws_ecr_repository in the state. Check that this is the right state`;
  const places = new Set(elsewhere.map(({ location: place }) => `account ${place.account}, ${place.region}`));
  return `${expected}, found only repositories in ${[...places].join("; ")}. Adopt these repositories into an environment for their account and region`;
}

function findingOf({ existing, policies, leftOut }: StateRepository, location: AwsLocation): AdoptionFinding {
  if (existing === undefined) return { leftOut, remarks: [] };
  const finding = foundRepository(existing, policies, location);
  return { ...finding, leftOut: [...finding.leftOut, ...leftOut] };
}

function skippedElsewhere({ repositoryName, location: { account, region } }: StateRepository): SkippedRepository {
  const reason = `is in account ${account}, ${region}. Adopt it into an environment for that account and region`;
  return { repositoryName, by: "place", reason };
}

function notesOn(wanted: readonly StateRepository[]): AdoptionNote[] {
  if (wanted.length === 0) return [];
  const forced = wanted.filter(({ forceDelete }) => forceDelete).map(({ repositoryName }) => repositoryName);
  const tainted = wanted.filter(({ resources }) => resources.some(({ isTainted }) => isTainted));
  return [
    ...(forced.length === 0
      ? []
      : [
          {
            text: `force_delete is not adopted. AWS will refuse to delete ${forced.length === 1 ? "this repository while it contains" : "these repositories while they contain"} images: ${listText(forced)}`,
          },
        ]),
    ...tainted.map(({ repositoryName }) => ({
      repositoryName,
      text: "or one of its policies is tainted in the state, so the next apply of the previous configuration would replace the tainted resource. Remove the repository from that configuration before you apply it",
    })),
    { text: "the state may differ from AWS, so review the plan" },
  ];
}
