import { publicPolicyOf } from "../domain/public-repositories/check";
import { publicNameOf } from "../domain/public-repositories/settings";
import { addressesOf, PUBLIC_TYPES } from "../domain/repository/addresses";
import { terraformName } from "../domain/terraform/terraform-name";
import { type Environment, type PublicRepositoryDeclaration, type RepositoryImport } from "./environment";

/** What an entry of `imports` imports. */
export interface ImportedAddresses {
  /** The id of each import. */
  readonly id: string;
  /** Terraform addresses of the repository and its declared policies. */
  readonly addresses: readonly string[];
}

/** Finds what the entries of an environment's `imports` import: nothing if the repository is not declared. */
export function importedAddressesFinder({
  repositories,
  publicRepositories = [],
}: Pick<Environment, "repositories" | "publicRepositories">): (entry: RepositoryImport) => ImportedAddresses {
  const declared = new Map(repositories.map((repository) => [repository.repositoryName, repository]));
  const declaredPublic = new Map(publicRepositories.map((repository) => [repository.repositoryName, repository]));
  return ({ repositoryName, without }) => {
    const id = publicNameOf(repositoryName);
    if (id === undefined) {
      const repository = declared.get(repositoryName);
      return { id: repositoryName, addresses: repository === undefined ? [] : addressesOf(repository, without) };
    }
    const repository = declaredPublic.get(id);
    return { id, addresses: repository === undefined ? [] : publicAddressesOf(repository, without) };
  };
}

function publicAddressesOf(repository: PublicRepositoryDeclaration, without: RepositoryImport["without"]): string[] {
  const [ofRepository, ofPolicy] = PUBLIC_TYPES;
  const hasPolicy = !without.includes("repositoryPolicy") && publicPolicyOf(repository) !== undefined;
  const types = [ofRepository, ...(hasPolicy ? [ofPolicy] : [])];
  return types.map((type) => `${type}.${terraformName(repository.repositoryName)}`);
}
