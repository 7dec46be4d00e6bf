package dev.weir.flow.dialect;

import dev.weir.base.wire.EventStreamOutput;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.refusal.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Refusals in the shape in which a dialect reports its own errors, so that its SDKs raise the
/// exceptions their users expect. The HTTP status is the edge's choice.
public final class ErrorShape {
  private static final byte[] BLANK_LINE = {'\n', '\n'};

  private ErrorShape() {}

  /// The body of an error answer.
  ///
  /// @param callId Weir's id of the call
  public static byte[] body(Dialect dialect, Refusal refusal, int status, String callId) {
    return switch (dialect) {
      case OPENAI -> openAi(refusal, status);
      case ANTHROPIC -> anthropic(refusal, status, callId);
      case GEMINI -> gemini(refusal, status);
      case BEDROCK ->
          new JsonOutput().object().text("message", refusal.message()).endObject().bytes();
    };
  }

  /// The event that ends a stream which cannot go on.
  ///
  /// @param midEvent whether the stream broke inside an event, which must then be closed first
  public static byte[] event(
      Dialect dialect, Refusal refusal, int status, String callId, boolean midEvent) {
    var event = new ByteArrayOutputStream(256);
    if (dialect == Dialect.BEDROCK) {
      // A binary message that broke off cannot be closed: its reader then finds it damaged.
      EventStreamOutput.exception(
          bedrockException(status), body(dialect, refusal, status, callId), event);
      return event.toByteArray();
    }
    if (midEvent) {
      event.writeBytes(BLANK_LINE);
    }
    String head =
        switch (dialect) {
          case OPENAI, GEMINI -> "data: ";
          case ANTHROPIC -> "event: error\ndata: ";
          case BEDROCK -> throw new IllegalStateException("its events are no lines");
        };
    event.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    event.writeBytes(body(dialect, refusal, status, callId));
    event.writeBytes(BLANK_LINE);
    return event.toByteArray();
  }

  private static byte[] openAi(Refusal refusal, int status) {
    return new JsonOutput()
        .object()
        .object("error")
        .text("message", refusal.message())
        .text("type", openAiType(status))
        .nothing("param")
        .text("code", refusal.kind().code())
        .endObject()
        .endObject()
        .bytes();
  }

  private static byte[] anthropic(Refusal refusal, int status, String callId) {
    return new JsonOutput()
        .object()
        .text("type", "error")
        .object("error")
        .text("type", anthropicType(status))
        .text("message", refusal.message())
        .text("code", refusal.kind().code())
        .endObject()
        .text("request_id", callId)
        .endObject()
        .bytes();
  }

  private static byte[] gemini(Refusal refusal, int status) {
    return new JsonOutput()
        .object()
        .object("error")
        .number("code", status)
        .text("message", refusal.message())
        .text("status", geminiStatus(status))
        .array("details")
        .object()
        .text("@type", "type.googleapis.com/google.rpc.ErrorInfo")
        .text("reason", refusal.kind().code())
        .text("domain", "weir")
        .endObject()
        .endArray()
        .endObject()
        .endObject()
        .bytes();
  }

  /// The word by which Google's APIs report a status.
  public static String geminiStatus(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 402, 429 -> "RESOURCE_EXHAUSTED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
    };
  }

  /// The header in which a dialect says what kind of error a body is, if it has one; by name.
  public static Map<String, String> headers(Dialect dialect, int status) {
    return switch (dialect) {
      case OPENAI, ANTHROPIC, GEMINI -> Map.of();
      case BEDROCK -> Map.of("x-amzn-errortype", bedrockType(status));
    };
  }

  private static String bedrockType(int status) {
    return switch (status) {
      case 401, 403 -> "AccessDeniedException";
      case 402 -> "ServiceQuotaExceededException";
      case 404 -> "ResourceNotFoundException";
      case 408, 504 -> "ModelTimeoutException";
      case 424 -> "ModelErrorException";
      case 429 -> "ThrottlingException";
      case 503 -> "ServiceUnavailableException";
      default -> status < 500 ? "ValidationException" : "InternalServerException";
    };
  }

  /// The type of the exception by which a stream of Bedrock's reports a status: it has fewer.
  public static String bedrockException(int status) {
    return switch (status) {
      case 424 -> "modelStreamErrorException";
      case 429 -> "throttlingException";
      case 503, 504 -> "serviceUnavailableException";
      default -> status < 500 ? "validationException" : "internalServerException";
    };
  }

  private static String openAiType(int status) {
    return switch (status) {
      case 402 -> "insufficient_quota";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }

  /// The type of error by which Anthropic reports a status.
  public static String anthropicType(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, 529 -> "overloaded_error";
      case 504 -> "timeout_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }
}
