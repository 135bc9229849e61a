import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { manifestsOf } from "../../config/formats/manifests-of";
import { countText } from "../../domain/text/format";
import { didYouMean } from "../../domain/text/suggestions";
import { repositoryNames } from "../support/named-repository";
import { requireEnvironment } from "../support/environments";
import { write } from "../support/write";
import { writeFiles } from "../support/write-files";

export interface ExportOptions {
  /** Folder to write to. @default - standard output */
  readonly dir?: string;
  readonly namespace?: string;
}

/** A Kubernetes label name. */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * `ecr export ENV [REPOSITORY...]`: prints manifests for the operator, and on standard error what they cannot express.
 * @throws Error if the environment has errors or does not declare a repository
 */
export async function exportCommand(
  root: string,
  name: string,
  wanted: readonly string[],
  { dir, namespace }: ExportOptions,
): Promise<void> {
  if (namespace !== undefined && !NAMESPACE.test(namespace)) {
    throw new Error(
      `--namespace: expected 1 to 63 lowercase letters, digits and hyphens, without a hyphen at either end, found ${JSON.stringify(namespace)}`,
    );
  }
  const environment = requireEnvironment(root, name);
  const chosen = choose(environment, repositoryNames(environment, wanted));
  const { provider, repositories } = manifestsOf(environment, chosen, namespace);
  const descriptions = new Map(chosen.map(({ repositoryName, description }) => [repositoryName, description]));
  const texts = [
    { name: provider.metadata.name, text: textOf(provider) },
    ...repositories.map(({ repositoryName, manifest }) => ({
      name: manifest.metadata.name,
      text: comment(descriptions.get(repositoryName)) + textOf(manifest),
    })),
  ];
  if (dir === undefined) await write(texts.map(({ text }, index) => (index === 0 ? text : `---\n${text}`)));
  else {
    const folder = resolve(dir);
    writeFiles(
      texts.map(({ name: stem, text }, index) => {
        // A repository can have the same name as the provider.
        const path = join(folder, `${index === 0 ? "awsprovider" : "ecrrepository"}-${stem}.yaml`);
        return { path, ...(existsSync(path) ? { before: readFileSync(path, "utf8") } : {}), after: text };
      }),
    );
    process.stdout.write(`${countText(texts.length, "manifest")} written to ${dir}\n`);
  }
  const losses = repositories.flatMap((repository) =>
    repository.losses.map((loss) => `lost: ${repository.repositoryName}: ${loss}\n`),
  );
  process.stderr.write(losses.join("") + WARNING);
}

const WARNING =
  "note: Terraform and the operator must not manage the same repository. Before you apply a manifest, remove its repository from Terraform (npx ecr handover shows the steps)\n";

function choose({ name, repositories }: Environment, wanted: readonly string[]): readonly RepositoryDeclaration[] {
  if (wanted.length === 0) return repositories;
  const known = new Map(repositories.map((repository) => [repository.repositoryName, repository]));
  return [...new Set(wanted)].map((repositoryName) => {
    const found = known.get(repositoryName);
    if (found !== undefined) return found;
    throw new Error(
      `${name} does not declare a repository ${JSON.stringify(repositoryName)}.${didYouMean(repositoryName, [...known.keys()])}`,
    );
  });
}

function textOf(manifest: object): string {
  return stringify(manifest, { lineWidth: 0, blockQuote: "literal" });
}

function comment(description: string | undefined): string {
  if (description === undefined) return "";
  return description
    .split("\n")
    .map((line) => `# ${line}`.trimEnd() + "\n")
    .join("");
}
