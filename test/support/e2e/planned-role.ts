import { listOf, type PolicyDocument, type PolicyStatement } from "../../../src/domain/iam/policy";

/** A resource as `terraform show -json` has it of a plan. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly change: { readonly after: Readonly<Record<string, unknown>> };
}

/** The policy that an attribute is planned to hold. */
export function documentOf(changes: readonly Change[], address: string, attribute: string): PolicyDocument {
  const text = changes.find((it) => it.address === address)?.change.after[attribute];
  return JSON.parse(typeof text === "string" ? text : "null") as PolicyDocument;
}

/** Statements in the order of their names: which comes first means nothing. */
export function bySid({ Statement, ...document }: PolicyDocument): object {
  const statements = [...Statement].sort((a, b) => ((a.Sid ?? "") < (b.Sid ?? "") ? -1 : 1));
  return { ...document, Statement: statements };
}

/** What documents say together, wherever a list of resources goes on from one to the next. */
export function joined(documents: readonly PolicyDocument[]): Record<string, unknown> {
  const statements = new Map<string, PolicyStatement>();
  for (const statement of documents.flatMap(({ Statement }) => Statement)) {
    const before = statements.get(statement.Sid ?? "");
    const Resource = [...listOf(before?.Resource), ...listOf(statement.Resource)];
    statements.set(statement.Sid ?? "", { ...statement, Resource });
  }
  return Object.fromEntries(statements);
}

/** Planned attributes by type, policies read. */
export function byType(changes: readonly Change[]): Record<string, unknown> {
  const read = (key: string, value: unknown): unknown =>
    key.endsWith("policy") && typeof value === "string" ? (JSON.parse(value) as unknown) : value;
  return Object.fromEntries(
    changes.map(({ type, change: { after } }) => [
      type,
      Object.fromEntries(Object.entries(after).map(([key, value]) => [key, read(key, value)])),
    ]),
  );
}
