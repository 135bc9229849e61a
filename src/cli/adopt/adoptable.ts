import { addedTagsFault, tagFaults, tagsToAdd } from "../../operations/adoption/entry";
import { type FoundRepository, type LeftOut } from "../../operations/adoption/found";
import { withServiceGrants } from "../../operations/adoption/service-grants";
import { defaultsOf, type Adopter } from "../support/adoption/plan";
import { type AdoptionCandidates } from "./candidates";

/** Declares what services may pull as grants, with a note about each policy that the first deployment narrows. */
export function withGrants(
  { environment }: Adopter,
  found: readonly FoundRepository[],
  exact: boolean,
): Pick<AdoptionCandidates, "found" | "remarks"> {
  const granted = found.map((repository) => withServiceGrants(repository, environment.location, exact));
  return {
    found: granted.map((each) => each.found),
    remarks: granted.flatMap(({ found: { repositoryName }, remark }) =>
      remark === undefined ? [] : [{ repositoryName, text: remark }],
    ),
  };
}

/** Leaves out repositories that conflict with the environment's default tags. */
export function withoutTagConflicts(
  adopter: Adopter,
  { found, leftOut }: AdoptionCandidates,
  exact: boolean,
): Pick<AdoptionCandidates, "found" | "leftOut"> {
  const defaults = defaultsOf(adopter);
  const conflicts = found.flatMap((repository): LeftOut[] => {
    const { repositoryName } = repository;
    const faults = tagFaults(repository, defaults);
    const added = exact ? tagsToAdd(repository, defaults) : [];
    if (added.length > 0) faults.push(addedTagsFault(added));
    return faults.length === 0 ? [] : [{ repositoryName, part: "repository", reason: faults.join("; ") }];
  });
  const names = new Set(conflicts.map(({ repositoryName }) => repositoryName));
  return {
    found: found.filter(({ repositoryName }) => !names.has(repositoryName)),
    leftOut: [...leftOut, ...conflicts],
  };
}
