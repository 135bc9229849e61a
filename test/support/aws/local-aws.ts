import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo } from "node:net";

export interface LocalAnswer {
  readonly status?: number;
  readonly body: object | string;
}
type Request = Readonly<Record<string, unknown>>;

/** An AWS that answers what a test says, by the name of the call, with its service's prefix or without. Everything else is denied. */
export class LocalAws {
  readonly asked: { readonly call: string; readonly request: Request }[] = [];
  /** The `Authorization` of each call, which names its region and service. */
  readonly authorizations: string[] = [];
  answers: Readonly<Record<string, (request: Request) => LocalAnswer>> = {};
  private readonly before = new Map<string, string | undefined>();

  private constructor(private readonly server: Server) {}

  /** Starts it, and leads the AWS SDK there. */
  static async start(): Promise<LocalAws> {
    const server = createServer();
    const aws = new LocalAws(server);
    server.on("request", (incoming: IncomingMessage, response) => {
      const pieces: Buffer[] = [];
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.on("end", () => {
        const { status = 200, body } = aws.answer(incoming, Buffer.concat(pieces).toString());
        const isXml = typeof body === "string";
        response.writeHead(status, { "content-type": isXml ? "text/xml" : "application/x-amz-json-1.1" });
        response.end(isXml ? body : JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    aws.setEnvironment({
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
    return aws;
  }

  async stop(): Promise<void> {
    for (const [name, value] of this.before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private setEnvironment(values: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(values)) {
      this.before.set(name, process.env[name]);
      process.env[name] = value;
    }
  }

  private answer({ headers, url = "" }: IncomingMessage, text: string): LocalAnswer {
    const target = headers["x-amz-target"];
    const isQuery = text.startsWith("Action=");
    const request = (
      isQuery ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text === "" ? "{}" : text)
    ) as Request;
    const call = isQuery ? String(request["Action"]) : typeof target === "string" ? target.replace(/^.*\./, "") : url;
    this.asked.push({ call, request });
    this.authorizations.push(headers.authorization ?? "");
    const answer = (typeof target === "string" ? this.answers[target] : undefined) ?? this.answers[call];
    return answer?.(request) ?? { status: 400, body: { __type: "AccessDeniedException", message: "no" } };
  }
}

/** What STS says about the caller. */
export function callerOf(account: string): LocalAnswer {
  const identity = `<Account>${account}</Account><Arn>arn:aws:iam::${account}:user/test</Arn><UserId>A</UserId>`;
  return {
    body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${identity}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
  };
}
