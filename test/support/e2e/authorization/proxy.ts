import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { type AddressInfo } from "node:net";
import { type NamedStatement } from "../../../../src/domain/iam/evaluation/policy";
import { isAllowed } from "./decisions";
import { RegistryStub } from "./registry-stub";
import { actionsOf, operationOf, signature, type AuthorizedAction, type HttpRequest, type Knowledge } from "./request";

/** Who makes a request. */
export interface Identity {
  /** Access key of the program's own credentials, which tells several programs apart. */
  readonly program: string;
  /** ARN of the role that the program has assumed. @default - none */
  readonly role?: string;
}

export interface Recorded extends Identity {
  readonly actions: readonly AuthorizedAction[];
  readonly wasAllowed: boolean;
}

/** The statements of an identity's policies. */
export type PoliciesOf = (identity: Identity) => readonly NamedStatement[];

/**
 * A proxy before the emulator that lets a request through only if the caller's policies allow it: moto itself allows everything.
 */
export class AuthorizingProxy {
  readonly recorded: Recorded[] = [];
  policies: PoliciesOf = () => [];
  /** By access key, those that have assumed a role. */
  private readonly sessions = new Map<string, Identity>();
  private readonly stub = new RegistryStub();
  private readonly knowledge: Knowledge;

  private constructor(
    private readonly server: Server,
    private readonly emulator: string,
    aliases: Knowledge["aliases"],
  ) {
    this.knowledge = {
      rolePaths: new Map(),
      objectKeys: new Map(),
      boundaries: new Map(),
      repositoryKeys: new Map(),
      aliases,
    };
  }

  /**
   * @param emulator its endpoint
   * @param aliases of KMS keys, by ARN
   */
  static async start(emulator: string, aliases: Knowledge["aliases"]): Promise<AuthorizingProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const proxy = new AuthorizingProxy(server, emulator, aliases);
    server.on("request", (incoming, answer) => void proxy.handle(incoming, answer));
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming);
    const { method = "GET", url = "/", headers } = incoming;
    const request: HttpRequest = { method, url, headers, body: body.toString("utf8") };
    const { service, accessKey } = signature(request);
    const identity = this.sessions.get(accessKey) ?? { program: accessKey };
    const actions = actionsOf(request, this.knowledge);
    const wasAllowed = isAllowed(actions, this.policies(identity));
    this.recorded.push({ ...identity, actions, wasAllowed });
    if (!wasAllowed) {
      refuse(answer, service, actions);
      return;
    }
    const stubbed = service === "ecr" ? this.stub.answer(operationOf(request), parsed(request)) : undefined;
    if (stubbed !== undefined) {
      answer.writeHead(stubbed.status, JSON_TYPE).end(JSON.stringify(stubbed.body));
      return;
    }
    const onward = httpRequest(new URL(url, this.emulator), { method, headers }, (from) => {
      void bytesOf(from).then((bytes) => {
        this.learn(identity, actions, bytes.toString("utf8"));
        answer.writeHead(from.statusCode ?? 502, from.headers).end(bytes);
      });
    });
    onward.on("error", () => answer.destroy());
    onward.end(body);
  }

  /** Remembers whose the credentials of an assumed role are. */
  private learn({ program }: Identity, actions: readonly AuthorizedAction[], answer: string): void {
    const assumed = actions.find(({ action }) => action === "sts:AssumeRole");
    const accessKey = /<AccessKeyId>([^<]+)</.exec(answer)?.[1];
    if (assumed !== undefined && accessKey !== undefined)
      this.sessions.set(accessKey, { program, role: assumed.resource });
  }
}

const JSON_TYPE = { "Content-Type": "application/x-amz-json-1.1" };

function parsed({ body }: HttpRequest): Readonly<Record<string, unknown>> {
  return JSON.parse(body) as Readonly<Record<string, unknown>>;
}

/** Refuses in the protocol of the service. */
function refuse(answer: ServerResponse, service: string, actions: readonly AuthorizedAction[]): void {
  const message = `not authorized: ${actions.map(({ action, resource }) => `${action} on ${resource}`).join(", ")}`;
  if (service === "iam" || service === "sts") {
    const xml = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`;
    answer.writeHead(403, { "Content-Type": "text/xml" }).end(xml);
  } else if (service === "s3") {
    const xml = `<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`;
    answer.writeHead(403, { "Content-Type": "application/xml" }).end(xml);
  } else {
    const body = JSON.stringify({ __type: "AccessDeniedException", message });
    answer.writeHead(400, { ...JSON_TYPE, "X-Amzn-ErrorType": "AccessDeniedException" }).end(body);
  }
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
