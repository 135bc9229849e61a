import { isDeepStrictEqual } from "node:util";
import { isRetainedPublic } from "../../domain/public-repositories/check";
import { markedPublic } from "../../domain/public-repositories/settings";
import { type Environment, type PublicRepositoryDeclaration } from "../../model/environment";
import { REFUSED } from "./changed-repository";
import { type Finding } from "./finding";

type Declared = Pick<Environment, "publicRepositories">;

/** What happens to public repositories. Everyone sees each of these changes. */
export function publicRepositoryFindings(before: Declared, after: Environment): Finding[] {
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    if (is === undefined) return was === undefined ? [] : [droppedFinding(was, after)];
    return was === undefined ? [addedFinding(is)] : changedFindings(was, is);
  });
}

function byName({ publicRepositories = [] }: Declared): Map<string, PublicRepositoryDeclaration> {
  return new Map(publicRepositories.map((repository) => [repository.repositoryName, repository]));
}

const namesOf = ({ repositoryName }: PublicRepositoryDeclaration): string[] => [markedPublic(repositoryName)];

function addedFinding(repository: PublicRepositoryDeclaration): Finding {
  const message = "new and public: everyone may pull every image that is pushed to it";
  return { kind: "public-repository", repositories: namesOf(repository), message };
}

function droppedFinding(old: PublicRepositoryDeclaration, { name, removed, released }: Environment): Finding {
  const repositories = namesOf(old);
  const [marked = ""] = repositories;
  if (removed.includes(marked)) {
    const message = "Terraform stops managing it; it stays public in AWS with its images and policy";
    return { kind: "repository-released", repositories, message };
  }
  const details = [`To leave it in AWS, list ${marked} under removed in ${name}.`];
  if (isRetainedPublic(old) && !released.includes(marked)) {
    const message =
      "Terraform rejects the whole plan, because the repository is no longer declared, but has deletionPolicy Retain";
    return { kind: "plan-refused", repositories, message, short: REFUSED, details };
  }
  const message =
    old.forceDelete === true
      ? "no longer declared, so Terraform deletes it with all of its images, although anyone may be using them"
      : "no longer declared, so Terraform deletes it if it does not contain images";
  return { kind: "public-repository", repositories, message, details };
}

const PUSH = ["pushPrincipals", "repositoryPolicy"] as const;

function changedFindings(was: PublicRepositoryDeclaration, is: PublicRepositoryDeclaration): Finding[] {
  const repositories = namesOf(is);
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])] as (keyof PublicRepositoryDeclaration)[];
  const changed = keys.filter((key) => !isDeepStrictEqual(was[key], is[key])).sort();
  const pushes = changed.filter((key) => PUSH.some((other) => other === key));
  const others = changed.filter((key) => !pushes.includes(key));
  const message = (names: readonly string[]): string => `changed settings: ${names.join(", ")}`;
  return [
    ...(pushes.length === 0
      ? []
      : [{ kind: "public-repository", repositories, message: `push access changes: ${pushes.join(", ")}` } as const]),
    ...(others.length === 0 ? [] : [{ kind: "setting-changed", repositories, message: message(others) } as const]),
  ];
}
