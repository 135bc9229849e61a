import { EMULATED_ACCOUNT } from "../emulator";

type Values = Readonly<Record<string, unknown>>;

/** A registry's cache rules, creation templates and account settings, which moto does not have. */
export class RegistryStub {
  private readonly rules = new Map<unknown, Values>();
  private readonly templates = new Map<unknown, Values>();
  private readonly settings = new Map<unknown, unknown>();

  /** The answer to a request of ECR's; `undefined` if moto has one. */
  answer(operation: string, body: Values): { readonly status: number; readonly body: Values } | undefined {
    const handle = this.handlers[operation];
    return handle === undefined ? undefined : handle(body);
  }

  private readonly handlers: Readonly<Record<string, (body: Values) => { status: number; body: Values }>> = {
    CreatePullThroughCacheRule: (body) => put(this.rules, body["ecrRepositoryPrefix"], body),
    UpdatePullThroughCacheRule: (body) => put(this.rules, body["ecrRepositoryPrefix"], body),
    DescribePullThroughCacheRules: (body) => {
      const names = body["ecrRepositoryPrefixes"] as readonly unknown[];
      return found("pullThroughCacheRules", "PullThroughCacheRuleNotFoundException", this.rules, names);
    },
    DeletePullThroughCacheRule: (body) => remove(this.rules, body["ecrRepositoryPrefix"]),
    CreateRepositoryCreationTemplate: (body) => putTemplate(this.templates, body),
    UpdateRepositoryCreationTemplate: (body) => putTemplate(this.templates, body),
    DescribeRepositoryCreationTemplates: (body) => {
      const names = body["prefixes"] as readonly unknown[];
      return found("repositoryCreationTemplates", "TemplateNotFoundException", this.templates, names);
    },
    DeleteRepositoryCreationTemplate: (body) => remove(this.templates, body["prefix"]),
    PutAccountSetting: (body) => {
      this.settings.set(body["name"], body["value"]);
      return ok(body);
    },
    GetAccountSetting: (body) => ok({ name: body["name"], value: this.settings.get(body["name"]) }),
  };
}

function ok(body: Values): { status: number; body: Values } {
  return { status: 200, body };
}

function put(map: Map<unknown, Values>, name: unknown, body: Values): { status: number; body: Values } {
  const value = { ...map.get(name), ...body, registryId: EMULATED_ACCOUNT };
  map.set(name, value);
  return ok(value);
}

function putTemplate(map: Map<unknown, Values>, body: Values): { status: number; body: Values } {
  const { body: repositoryCreationTemplate } = put(map, body["prefix"], body);
  return ok({ registryId: EMULATED_ACCOUNT, repositoryCreationTemplate });
}

function remove(map: Map<unknown, Values>, name: unknown): { status: number; body: Values } {
  const value = map.get(name) ?? {};
  map.delete(name);
  return ok(value);
}

function found(
  list: string,
  missing: string,
  map: ReadonlyMap<unknown, Values>,
  names: readonly unknown[],
): { status: number; body: Values } {
  const values = names.flatMap((name) => map.get(name) ?? []);
  if (values.length === 0) return { status: 400, body: { __type: missing, message: missing } };
  return ok({ registryId: EMULATED_ACCOUNT, [list]: values });
}
