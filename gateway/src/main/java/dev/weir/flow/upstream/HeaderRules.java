package dev.weir.flow.upstream;

import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.Dialect;
import java.util.List;
import java.util.Set;

/// Which header fields and query parameters pass between caller and provider. All lists allow; what
/// is not named is dropped. `docs/providers.md` says why.
public final class HeaderRules {
  private static final Set<String> OUT =
      Set.of(
          "accept",
          "accept-language",
          "content-type",
          "user-agent",
          "openai-beta",
          "anthropic-version",
          "anthropic-beta",
          "anthropic-dangerous-direct-browser-access",
          "idempotency-key",
          "traceparent",
          "tracestate");

  /// What the SDKs say about themselves.
  private static final String OUT_FAMILY = "x-stainless-";

  private static final Set<String> ACROSS =
      Set.of("accept-language", "user-agent", "traceparent", "tracestate");

  private static final List<String> MEANINGFUL = List.of("anthropic-beta", "openai-beta");

  private static final Set<String> BACK_ACROSS =
      Set.of("cache-control", "content-language", "retry-after", "retry-after-ms");

  private static final Set<String> QUERY =
      Set.of(
          "alt",
          "beta",
          "api-version",
          "limit",
          "after",
          "after_id",
          "before",
          "before_id",
          "order");

  /// What a line that asks again for an answer may say besides.
  private static final Set<String> QUERY_AGAIN =
      Set.of("stream", "starting_after", "include", "include[]");

  private static final Set<String> BACK =
      Set.of(
          "content-type",
          "cache-control",
          "content-language",
          "x-request-id",
          "request-id",
          "retry-after",
          "retry-after-ms",
          "x-should-retry",
          "openai-model",
          "openai-processing-ms",
          "openai-version",
          "x-amzn-errortype",
          "x-amzn-requestid");

  /// Limits as the provider's own SDK reads them. Those of Weir's key, not of the caller's.
  private static final List<String> BACK_FAMILIES = List.of("x-ratelimit-", "anthropic-ratelimit-");

  private HeaderRules() {}

  /// What of a caller's header a provider gets; a body is asked for uncompressed.
  public static Headers outbound(Headers callers) {
    Headers allowed = callers.only(name -> OUT.contains(name) || name.startsWith(OUT_FAMILY));
    return allowed.plus("accept-encoding", "identity");
  }

  /// What of a caller's header a provider of another dialect may get, and what that dialect
  /// requires besides: the rest is about the caller's own.
  public static Headers across(Headers callers, Dialect to) {
    Headers own = callers.only(ACROSS::contains).plus("content-type", "application/json");
    return switch (to) {
      case OPENAI, GEMINI, BEDROCK -> own;
      case ANTHROPIC -> own.plus("anthropic-version", "2023-06-01");
    };
  }

  /// The caller's header fields that change what its request means, by name.
  public static List<String> meaningful(Headers callers) {
    return MEANINGFUL.stream().filter(name -> callers.get(name).isPresent()).toList();
  }

  /// What of a provider's header a caller of another dialect gets.
  public static Headers back(Headers providers) {
    return providers.only(BACK_ACROSS::contains);
  }

  /// What of a caller's query, without its `?`, a provider gets.
  ///
  /// @param path where the request goes; what its own query names is not the caller's to say
  /// @param again whether it asks for what there is
  public static String query(String callers, String path, boolean again) {
    if (callers.isEmpty()) {
      return callers;
    }
    StringBuilder kept = new StringBuilder();
    for (String pair : callers.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      boolean known = QUERY.contains(name) || (again && QUERY_AGAIN.contains(name));
      if (known && !names(path, name)) {
        kept.append(kept.isEmpty() ? "" : "&").append(pair);
      }
    }
    return kept.toString();
  }

  private static boolean names(String path, String parameter) {
    return path.contains("?" + parameter + "=") || path.contains("&" + parameter + "=");
  }

  /// What of a provider's header a caller gets. `content-encoding` is among it only where the body
  /// is passed on as it came.
  public static Headers inbound(Headers providers) {
    return providers.only(
        name -> BACK.contains(name) || name.equals("content-encoding") || isLimit(name));
  }

  private static boolean isLimit(String name) {
    for (String family : BACK_FAMILIES) {
      if (name.startsWith(family)) {
        return true;
      }
    }
    return false;
  }
}
