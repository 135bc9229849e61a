import { markedPublic, PUBLIC_REGION } from "../../domain/public-repositories/settings";
import { differenceText } from "../../domain/repository/differences/difference";
import { DIFFERENCE_ORIGINS, type DifferenceOrigin } from "../../domain/repository/differences/origin";
import { countText } from "../../domain/text/format";
import { type RepositoryStatus } from "../status/status";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { DIFFERENCE_IDS } from "./differences";

/** Where the public repositories are declared. */
export interface PublicFacts {
  readonly account: string;
  /** Name of the stack that has them. */
  readonly stack: string;
}

/** Reports how the declared public repositories differ from their declarations. */
export function diagnosePublicRepositories(statuses: readonly RepositoryStatus[], facts: PublicFacts): Diagnosis[] {
  const declared = statuses.filter(({ owner }) => owner === "terraform");
  const found = declared.flatMap((status) => diagnoseOne(status, facts));
  if (found.length > 0) return found;
  const count = countText(declared.length, "public repository exists", "public repositories exist");
  return [ok("repository/exists", undefined, `${count} in account ${facts.account}, ${PUBLIC_REGION}, as declared`)];
}

function diagnoseOne(
  { state, repositoryName, differences, faults }: RepositoryStatus,
  facts: PublicFacts,
): Diagnosis[] {
  const { account, stack } = facts;
  const unread = faults.map((fault) => unknownCause("repository/public-unread", repositoryName, fault));
  if (state === "missing") {
    const evidence = `it is declared, but does not exist in account ${account}, ${PUBLIC_REGION}`;
    return [cause("repository/not-deployed", repositoryName, evidence, `npx cdktf deploy ${stack}`)];
  }
  const causes = DIFFERENCE_ORIGINS.flatMap((origin) => {
    const texts = differences.filter((difference) => difference.origin === origin).map(differenceText);
    if (texts.length === 0) return [];
    const evidence = `the repository in AWS differs from its declaration: ${texts.join("; ")}`;
    return [cause(DIFFERENCE_IDS[origin], repositoryName, evidence, FIXES[origin](stack, repositoryName))];
  });
  return [...causes, ...unread];
}

const deploy = (stack: string): string => `review with npx cdktf diff ${stack}, then run npx cdktf deploy ${stack}`;

const FIXES: Readonly<Record<DifferenceOrigin, (stack: string, name: string) => string>> = {
  service: deploy,
  changed: deploy,
  unmanaged: (_, name) =>
    `declare the policy and add ${JSON.stringify(name)} to "imports" in the environment, or delete the policy: aws ecr-public delete-repository-policy --region ${PUBLIC_REGION} --repository-name ${name.slice(markedPublic("").length)}`,
  "not-imported": (stack, name) =>
    `declare what you need from the policy in AWS, and add ${JSON.stringify(name)} to "imports" in the environment. Then ${deploy(stack)}`,
};
