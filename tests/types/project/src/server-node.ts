// zoom-pkce/server/node: compiled with the types of Node.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { expectTypeOf } from "expect-type";
import { createTokenHandler } from "zoom-pkce/server";
import {
  toNodeListener,
  type FastifyReply,
  type FastifyRequest,
  type NodeRequest,
  type ParsedRequest,
} from "zoom-pkce/server/node";

const handleToken = createTokenHandler({
  clientId: "id",
  clientSecret: "secret",
  allowedRedirectUris: ["https://app.example.com/"],
  onTokens: () => ({}),
});
expectTypeOf<ParsedRequest>().toEqualTypeOf<{ body?: unknown; originalUrl?: string }>();
expectTypeOf<NodeRequest>().toEqualTypeOf<IncomingMessage & ParsedRequest>();
expectTypeOf<FastifyRequest>().toEqualTypeOf<{ raw: IncomingMessage; body?: unknown }>();
expectTypeOf<FastifyReply>().toEqualTypeOf<{
  raw: ServerResponse;
  hijack: () => unknown;
  getHeaders: () => Record<string, number | string | string[] | undefined>;
}>();
expectTypeOf(toNodeListener).parameter(0).toEqualTypeOf<(request: Request) => Promise<Response>>();
expectTypeOf(toNodeListener).returns.returns.toBeVoid();
createServer(toNodeListener(handleToken, { onError: console.error }));
// @ts-expect-error: a handler of Request
toNodeListener((request: string) => Promise.resolve(new Response(request)));
