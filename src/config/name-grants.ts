import { type Grant, type WrittenNameGrants } from "../domain/grants/schema";
import { covers } from "../domain/iam/evaluation/pattern";
import { prefixed, type Problem } from "../domain/problems/problem";
import { unusedPatterns } from "./unused-patterns";
import { GRANT_SETTINGS, type GrantResolver, type ResolvedGrants } from "./resolve-grants";

/** Grants to repositories by their names. */
export class NameGrants {
  readonly problems: Problem[] = [];
  private readonly entries: readonly (ResolvedGrants & { readonly match: readonly string[] })[];

  constructor(
    private readonly written: WrittenNameGrants,
    resolver: GrantResolver,
  ) {
    this.entries = written.map(({ match, ...grants }, index) => {
      const [pull, push] = GRANT_SETTINGS.map((access): readonly Grant[] => {
        const { grants: resolved, problems } = resolver.resolve(grants[access] ?? [], access);
        this.problems.push(...prefixed([index, access], problems));
        return resolved;
      });
      return { match, pull: pull ?? [], push: push ?? [] };
    });
  }

  /** The grants of all entries that match a repository, in the order of the entries. */
  of(repositoryName: string): ResolvedGrants {
    const matching = this.entries.filter(({ match }) => match.some((pattern) => covers(pattern, repositoryName)));
    return { pull: matching.flatMap(({ pull }) => pull), push: matching.flatMap(({ push }) => push) };
  }

  /** Warns about patterns that match no repository. */
  checkUsed(repositoryNames: readonly string[]): Problem[] {
    return unusedPatterns("grants/unused", this.written, repositoryNames);
  }
}
