package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The shapes of the providers' errors.
final class ErrorBodies {
  private static final String DETAIL = "type.googleapis.com/google.rpc.";

  private ErrorBodies() {}

  /// The body of an error, as the provider prints it.
  static String json(Failure failure) {
    return switch (failure.provider()) {
      case OPENAI -> Json.indented(tree(failure)) + "\n";
      case AZURE, ANTHROPIC, BEDROCK -> Json.compact(tree(failure));
      case GEMINI, VERTEX -> Json.indented(tree(failure)) + "\n";
    };
  }

  static ObjectNode tree(Failure failure) {
    return switch (failure.provider()) {
      case OPENAI -> openAi(failure);
      case AZURE -> azure(failure);
      case ANTHROPIC -> anthropic(failure);
      case GEMINI, VERTEX -> google(failure);
      case BEDROCK -> Json.object().put("message", failure.message());
    };
  }

  private static ObjectNode openAi(Failure failure) {
    int status = failure.status();
    ObjectNode root = Json.object();
    ObjectNode error = root.putObject("error").put("message", failure.message());
    error
        .put(
            "type",
            status == 429 ? "requests" : status < 500 ? "invalid_request_error" : "server_error")
        .putNull("param");
    switch (status) {
      case 401 -> error.put("code", "invalid_api_key");
      case 429 -> error.put("code", "rate_limit_exceeded");
      default -> error.putNull("code");
    }
    return root;
  }

  // Its gateway answers with a code and a text, the model behind it as OpenAI does.
  private static ObjectNode azure(Failure failure) {
    ObjectNode root = Json.object();
    ObjectNode error = root.putObject("error");
    switch (failure.status()) {
      case 401, 429 -> error.put("code", Integer.toString(failure.status()));
      case 404 -> error.put("type", "invalid_request_error").put("code", "DeploymentNotFound");
      case 400 -> error.put("type", "invalid_request_error").putNull("param").putNull("code");
      case 503, 529 -> error.put("code", "ServiceUnavailable");
      default -> error.put("code", "InternalServerError");
    }
    error.put("message", failure.message());
    return root;
  }

  private static ObjectNode anthropic(Failure failure) {
    ObjectNode root = Json.object().put("type", "error");
    root.putObject("error")
        .put("type", anthropicType(failure.status()))
        .put("message", failure.message());
    return root.put("request_id", Manners.anthropicId(failure.row()));
  }

  private static String anthropicType(int status) {
    return switch (status) {
      case 400 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status < 500 ? "invalid_request_error" : "api_error";
    };
  }

  private static ObjectNode google(Failure failure) {
    ObjectNode root = Json.object();
    ObjectNode error =
        root.putObject("error")
            .put("code", failure.status())
            .put("message", failure.message())
            .put("status", googleStatus(failure.status()));
    if (failure.status() == 429) {
      ArrayNode details = error.putArray("details");
      details
          .addObject()
          .put("@type", DETAIL + "QuotaFailure")
          .putArray("violations")
          .addObject()
          .put("quotaMetric", "generativelanguage.googleapis.com/generate_content_requests")
          .put("quotaId", "GenerateRequestsPerMinutePerProjectPerModel");
      if (failure.retryAfterSeconds() >= 0) {
        details
            .addObject()
            .put("@type", DETAIL + "RetryInfo")
            .put("retryDelay", failure.retryAfterSeconds() + "s");
      }
    }
    return root;
  }

  private static String googleStatus(int status) {
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 499 -> "CANCELLED";
      case 500 -> "INTERNAL";
      case 503, 529 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> status < 500 ? "FAILED_PRECONDITION" : "UNKNOWN";
    };
  }

  static String bedrockType(int status) {
    return switch (status) {
      case 403 -> "AccessDeniedException";
      case 404 -> "ResourceNotFoundException";
      case 408 -> "ModelTimeoutException";
      case 424 -> "ModelErrorException";
      case 429 -> "ThrottlingException";
      case 503, 529 -> "ServiceUnavailableException";
      default -> status < 500 ? "ValidationException" : "InternalServerException";
    };
  }
}
