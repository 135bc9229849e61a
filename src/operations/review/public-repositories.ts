import { isRetainedPublic } from "../../domain/public-repositories/check";
import { markedPublic } from "../../domain/public-repositories/settings";
import { type Environment, type PublicRepositoryDeclaration } from "../../model/environment";
import { refusedPlan } from "./changed-repository";
import { changedKeys } from "./changed-keys";
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

function addedFinding({ repositoryName }: PublicRepositoryDeclaration): Finding {
  const message = "new and public: everyone may pull every image that is pushed to it";
  return { kind: "public-repository", repositories: [markedPublic(repositoryName)], message };
}

function droppedFinding(old: PublicRepositoryDeclaration, { name, removed, released }: Environment): Finding {
  const marked = markedPublic(old.repositoryName);
  const repositories = [marked];
  if (removed.includes(marked)) {
    const message = "Terraform stops managing it; it stays public in AWS with its images and policy";
    return { kind: "repository-released", repositories, message };
  }
  const details = [`To leave it in AWS, list ${marked} under removed in ${name}.`];
  if (isRetainedPublic(old) && !released.includes(marked))
    return refusedPlan(marked, "the repository is no longer declared, but has deletionPolicy Retain", details);
  const message =
    old.forceDelete === true
      ? "no longer declared, so Terraform deletes it with all of its images, although anyone may be using them"
      : "no longer declared, so Terraform deletes it if it does not contain images";
  return { kind: "public-repository", repositories, message, details };
}

const PUSH = ["pushPrincipals", "repositoryPolicy"] as const;

function changedFindings(was: PublicRepositoryDeclaration, is: PublicRepositoryDeclaration): Finding[] {
  const repositories = [markedPublic(is.repositoryName)];
  const changed = changedKeys(was, is).sort();
  const pushes = changed.filter((key) => PUSH.some((other) => other === key));
  const others = changed.filter((key) => !pushes.includes(key));
  const found: Finding[] = [];
  if (pushes.length > 0)
    found.push({ kind: "public-repository", repositories, message: `push access changes: ${pushes.join(", ")}` });
  if (others.length > 0)
    found.push({ kind: "setting-changed", repositories, message: `changed settings: ${others.join(", ")}` });
  return found;
}
