import { TerraformLocal } from "cdktf";
import { type Construct } from "constructs";
import { dockerLoginCommand, registryHost } from "../src/domain/aws/arn";
import { guardAddress, isRetained } from "../src/domain/repository/retention";
import { allAddressesOf } from "../src/domain/repository/addresses";
import { isRetainedKey, KEY_ADDRESSES, namesKey, REGISTRY_KEY } from "../src/domain/registry/key";
import { importedAddresses } from "../src/domain/registry/addresses";
import { isRetainedPublic } from "../src/domain/public-repositories/check";
import {
  markedPublic,
  PUBLIC_LOGIN_COMMAND,
  PUBLIC_REGION,
  publicNameOf,
} from "../src/domain/public-repositories/settings";
import { notificationPrefix } from "../src/domain/notifications/names";
import { literalText } from "../src/domain/terraform/strings";
import { EcrPublicRepository } from "../modules/ecr-public-repository/construct";
import { EcrRepository } from "../modules/ecr-repository/construct";
import { EcrNotification } from "../modules/ecr-notification/construct";
import { RepositoryRetention } from "../modules/repository-retention/construct";
import { EcrRegistrySettings } from "../modules/ecr-registry-settings/construct";
import {
  type Environment,
  type PublicRepositoryDeclaration,
  type RepositoryDeclaration,
} from "../src/model/environment";
import { importedAddressesFinder } from "../src/model/imported-addresses";
import { type RegistryPart } from "../src/model/registry-parts";
import { REGISTRY_HOST_LOCAL, REPOSITORIES_LOCAL } from "../src/model/stack-locals";
import { EnvironmentStack, type EnvironmentStackProps } from "./environment-stack";
import { seenFromStack } from "./project-path";
import { addSharedLifecyclePolicies } from "./shared-lifecycle-policies";
import { awsForRegistry } from "./versions";

export interface RegistryStackProps extends Omit<EnvironmentStackProps, "environment"> {
  /** What the stack has. */
  readonly part: RegistryPart;
}

/**
 * `<environment>-registry`: the repositories with their policies, and the registry's own settings. A group of repositories has its
 * own, `<environment>-registry-<group>`.
 */
export class RegistryStack extends EnvironmentStack {
  constructor(scope: Construct, { part, projectFolder }: RegistryStackProps) {
    const { kind, environment, leaving } = part;
    super(scope, kind, { environment, projectFolder });
    const { lifecyclePolicies, location, registry, repositories, removed, released } = environment;
    const { publicRepositories = [] } = environment;
    const left = leaving.map(({ repositoryName }) => repositoryName);
    const templates = registry?.creationTemplates ?? [];
    const referenceTo = addSharedLifecyclePolicies(this, lifecyclePolicies, [...repositories, ...templates]);
    const addresses = repositories.map((it) => this.addRepository(it, referenceTo(it)).address).sort();
    this.requireProvider("aws", awsForRegistry(environment));
    if (registry !== undefined) {
      const creationTemplates = templates.map((it) => ({ ...it, lifecyclePolicyReference: referenceTo(it) }));
      const { keyArn } = new EcrRegistrySettings(this, "Registry", { ...registry, creationTemplates, location });
      if (keyArn !== undefined)
        this.addOutput("registry_key_arn", "ARN of the KMS key that encrypts repositories.", keyArn);
    }
    for (const notification of environment.notifications ?? []) {
      const namePrefix = notificationPrefix(environment.name);
      new EcrNotification(this, `Notification.${notification.name}`, { ...notification, namePrefix, location });
    }
    this.addPublicRepositories(publicRepositories, projectFolder);
    new RepositoryRetention(this, "Retention", {
      retained: [
        ...repositories.filter(isGuarded).map(({ repositoryName }) => repositoryName),
        ...(isRetainedKey(registry?.key) ? [REGISTRY_KEY] : []),
        ...publicRepositories.flatMap((it) => (isRetainedPublic(it) ? [markedPublic(it.repositoryName)] : [])),
      ],
      // Without a guard in the state, the released guard of a repository would be new.
      released: [...removed, ...released, ...leaving.filter(isGuarded).map(({ repositoryName }) => repositoryName)],
    });
    this.addRemovedBlocks([...removed, ...left]);
    this.addImports(environment);
    this.addOutputs(addresses);
  }

  private addOutputs(addresses: readonly string[]): void {
    const { location } = this.environment;
    this.addLocal(REGISTRY_HOST_LOCAL, registryHost(location));
    // A list has one line per repository. In a map, a longer name would realign all lines. The references are text,
    // because a token for each attribute of each repository would double the time to synthesize a large registry.
    this.addLocal(
      REPOSITORIES_LOCAL,
      addresses.map((address) => `\${${address}}`),
    );
    const each = (attribute: string): string =>
      `\${{ for repository in local.${REPOSITORIES_LOCAL} : repository.name => repository.${attribute} }}`;
    this.addOutput("registry_id", "Account ID of the registry.", location.account);
    this.addOutput(
      "repository_urls",
      "URL of each repository for docker push and docker pull.",
      location.dualStack === true
        ? `\${{ for repository in local.${REPOSITORIES_LOCAL} : repository.name => "\${local.${REGISTRY_HOST_LOCAL}}/\${repository.name}" }}`
        : each("repository_url"),
    );
    this.addOutput("repository_arns", "ARN of each repository.", each("arn"));
    this.addOutput(
      "docker_login_command",
      "Shell command that logs Docker in to the registry for 12 hours.",
      dockerLoginCommand(location, `\${local.${REGISTRY_HOST_LOCAL}}`),
    );
  }

  private addLocal(name: string, value: unknown): void {
    new TerraformLocal(this, name, value).overrideLogicalId(name);
  }

  private addRepository(props: RepositoryDeclaration, lifecyclePolicyReference?: string): EcrRepository {
    const { registry, location } = this.environment;
    return new EcrRepository(this, props.repositoryName.replaceAll("/", "."), {
      ...props,
      lifecyclePolicyReference,
      kmsKeyReference: namesKey(props.encryptionConfiguration.kmsKey, registry?.key)
        ? `\${${KEY_ADDRESSES[0]}.arn}`
        : undefined,
      location,
    });
  }

  private addPublicRepositories(declarations: readonly PublicRepositoryDeclaration[], projectFolder: string): void {
    const { removed, released } = this.environment;
    // Terraform also needs the provider to delete or forget a repository that is no longer declared.
    const isNeeded = declarations.length > 0 || [...removed, ...released].some((it) => publicNameOf(it) !== undefined);
    if (!isNeeded) return;
    const provider = this.addAwsProviderIn(PUBLIC_REGION, "public");
    if (declarations.length === 0) return;
    const uris = declarations.map(({ catalog, ...settings }): [string, string] => {
      const { repositoryName } = settings;
      const { logoImageFile, ...texts } = catalog ?? {};
      const repository = new EcrPublicRepository(this, `public.${repositoryName.replaceAll("/", ".")}`, {
        ...settings,
        catalog: catalog && {
          ...texts,
          ...(logoImageFile === undefined ? {} : { logoImageBlob: fileBase64(logoImageFile, projectFolder) }),
        },
        provider,
      });
      return [repositoryName, repository.repositoryUri];
    });
    this.addOutput("public_repository_uris", "URI of each public repository, by name.", Object.fromEntries(uris));
    this.addOutput(
      "public_docker_login_command",
      "Shell command that logs Docker in to the public registry for 12 hours. Only pushes require a login.",
      PUBLIC_LOGIN_COMMAND,
    );
  }

  /** Terraform imports these from AWS instead of creating them. It skips what is already in the state. */
  private addImports(environment: Environment): void {
    const { imports, repositories, registry = {}, location } = environment;
    const declared = new Map(repositories.map((repository) => [repository.repositoryName, repository]));
    const importedBy = importedAddressesFinder(environment);
    const blocks = imports.flatMap((entry) => {
      const { id, addresses } = importedBy(entry);
      const repository = declared.get(entry.repositoryName);
      // The guard of an adopted repository is new. That of one from another stack would be too, and hide what else is.
      const isMoved = entry.fromStack !== undefined && repository !== undefined && isGuarded(repository);
      return [...addresses, ...(isMoved ? [guardAddress("retained", id)] : [])].map((to) => ({ to, id }));
    });
    blocks.push(...importedAddresses(registry, location.account));
    if (blocks.length > 0) this.addOverride("import", blocks);
  }

  /** Terraform stops managing these and leaves them in AWS. cdktf has no construct for `removed`. */
  private addRemovedBlocks(names: readonly string[]): void {
    if (names.length === 0) return;
    const blocks = names.flatMap((name) =>
      allAddressesOf(name).map((from) => ({ from, lifecycle: { destroy: false } })),
    );
    this.addOverride("removed", blocks);
  }
}

/** An expression for the content of a file of the project, in base64. */
function fileBase64(path: string, projectFolder: string): string {
  return `\${filebase64("\${path.module}/${literalText(seenFromStack(path, projectFolder))}")}`;
}

function isGuarded({ deletionPolicy }: RepositoryDeclaration): boolean {
  return isRetained(deletionPolicy);
}
