import { type Environment } from "../../model/environment";
import { type LocatedProblem } from "../../config/problems";
import { type EnvironmentResult } from "../../config/environment-result";
import { checkedInFiles, parseFiles } from "./checked-in";
import { droppedRepositories, unreleasedRepositories } from "./dropped-repositories";
import { describeDropped, describeUnreadable, describeUnreleased } from "./dropped-words";
import { strandedRepositories } from "./stranded-repositories";
import { declaringElsewhere } from "./warnings";

/**
 * Problems with repositories that the checked-in Terraform of an environment has, but that its files no longer declare or
 * protect. They are errors if `generate` would refuse to write. Compares files only, without synthesis. None if no Terraform is checked in, or if it was generated since.
 * @param root the project's folder
 * @param others the project's other environments
 */
export function droppedProblems(
  root: string,
  reading: EnvironmentResult,
  others: readonly Environment[],
): LocatedProblem[] {
  const { environment } = reading;
  if (environment === undefined) return [];
  const { name } = environment;
  const warning = (
    { file, line, column = 1 }: { readonly file: string; readonly line: number; readonly column?: number },
    rule: string,
    message: string,
  ): LocatedProblem => ({ file, line, column, severity: "warning", rule, message });
  const environmentFile = { file: reading.file, line: 1 };
  const { parsed, unreadable } = parseFiles(checkedInFiles(root, name));
  return [
    ...unreadable.map((found) =>
      warning({ file: found.path, line: found.line }, "terraform/syntax", describeUnreadable(found)),
    ),
    ...strandedRepositories(parsed, environment).map(({ rule, repositoryName, message }) => {
      const place = repositoryName === undefined ? undefined : reading.declarationPlace(repositoryName);
      // `generate` refuses to write these, so it is not a warning.
      return { ...warning(place ?? environmentFile, rule, message), severity: "error" as const };
    }),
    ...droppedRepositories(parsed, environment).map((dropped) => {
      const elsewhere = declaringElsewhere(dropped, environment, others);
      return warning(environmentFile, "repository/dropped", describeDropped(dropped, name, elsewhere));
    }),
    ...unreleasedRepositories(parsed, environment).map((repository) =>
      warning(
        reading.declarationPlace(repository) ?? environmentFile,
        "repository/unreleased",
        describeUnreleased(repository, name),
      ),
    ),
  ];
}
