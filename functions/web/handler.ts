import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import { answerUnsubscribe } from "../../shared/pipeline/web/answer-unsubscribe.ts";
import { unavailable, webHeaders } from "../../shared/pipeline/web/web-headers.ts";
import type { WebServices } from "../../shared/ports.ts";
import { readForm } from "./read-form.ts";

/** Answers `/u/<token>`, whatever the method: HTTP API events of format 2.0. Nothing it logs tells who asked. */
export const createWebHandler = (services: WebServices) =>
  middy(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { method } = event.requestContext.http;
    const [, token = ""] = /^\/u\/([^/]+)$/.exec(event.rawPath) ?? [];
    const form = () => readForm(event, event.headers["content-type"]);
    const { status, html } = await answerUnsubscribe(services, { method, token, form });
    return { statusCode: status, headers: webHeaders, body: html };
  }).onError((request) => {
    services.log.error("not-answered", { reason: request.error?.name ?? "unknown" });
    request.response = {
      statusCode: 503,
      headers: { ...webHeaders, "retry-after": "60" },
      body: unavailable,
    };
  }) as unknown as (
    event: APIGatewayProxyEventV2,
    context: Context,
  ) => Promise<APIGatewayProxyStructuredResultV2>;
