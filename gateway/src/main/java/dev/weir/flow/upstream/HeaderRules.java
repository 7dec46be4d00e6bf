package dev.weir.flow.upstream;

import dev.weir.base.http.Headers;
import java.util.Set;

/// Which header fields and query parameters pass between caller and provider. All lists allow; what
/// is not named is dropped.
public final class HeaderRules {
  private static final Set<String> OUT =
      Set.of(
          "accept",
          "accept-language",
          "content-type",
          "user-agent",
          "openai-beta",
          "openai-organization",
          "openai-project",
          "anthropic-version",
          "anthropic-beta",
          "anthropic-dangerous-direct-browser-access",
          "idempotency-key",
          "traceparent",
          "tracestate");

  private static final Set<String> QUERY =
      Set.of("beta", "api-version", "limit", "after", "after_id", "before", "before_id", "order");

  private static final Set<String> BACK =
      Set.of(
          "content-type",
          "cache-control",
          "content-language",
          "x-request-id",
          "request-id",
          "retry-after",
          "retry-after-ms",
          "x-should-retry");

  private HeaderRules() {}

  static Headers outbound(Headers callers) {
    Headers allowed = callers.only(name -> OUT.contains(name) || name.startsWith("x-stainless-"));
    return allowed.plus("accept-encoding", "identity");
  }

  /// What of a caller's query, without its `?`, a provider gets.
  public static String query(String callers) {
    if (callers.isEmpty()) {
      return callers;
    }
    StringBuilder kept = new StringBuilder();
    for (String pair : callers.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (QUERY.contains(equals < 0 ? pair : pair.substring(0, equals))) {
        kept.append(kept.isEmpty() ? "" : "&").append(pair);
      }
    }
    return kept.toString();
  }

  /// What of a provider's header a caller gets.
  public static Headers inbound(Headers providers) {
    return providers.only(name ->
        BACK.contains(name)
            || name.startsWith("openai-")
            || name.startsWith("anthropic-")
            || name.startsWith("x-ratelimit-"));
  }
}
