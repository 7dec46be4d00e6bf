package dev.weir.simulator.dialect;

import dev.weir.simulator.request.Provider;
import io.vertx.core.MultiMap;

/// The headers of a provider's answers.
public final class Manners {
  private Manners() {}

  /// The content type of the provider's JSON.
  public static String jsonType(Provider provider) {
    return switch (provider) {
      case OPENAI, AZURE, ANTHROPIC, BEDROCK -> "application/json";
      case GEMINI, VERTEX -> "application/json; charset=UTF-8";
    };
  }

  /// Puts the headers that come with every answer.
  public static void headers(Provider provider, MultiMap headers, long row, long tookMillis) {
    switch (provider) {
      case OPENAI -> openAi(headers, row, tookMillis);
      case AZURE -> azure(headers, row);
      case ANTHROPIC -> headers.set("request-id", anthropicId(row));
      case GEMINI -> headers.set("server-timing", "gfet4t7; dur=" + tookMillis);
      case VERTEX -> headers.set("vary", "Origin, X-Origin, Referer");
      case BEDROCK -> headers.set("x-amzn-requestid", Ids.uuid(row));
    }
  }

  /// Puts the headers of a successful message, which name what is left of the limits.
  public static void limits(Provider provider, MultiMap headers, String now) {
    if (provider == Provider.ANTHROPIC) {
      limit(headers, "requests", "4000", "3999", now);
      limit(headers, "input-tokens", "400000", "400000", now);
      limit(headers, "output-tokens", "80000", "80000", now);
      limit(headers, "tokens", "480000", "480000", now);
    }
  }

  static String anthropicId(long row) {
    return Ids.letters("req_011C", 20, row);
  }

  private static void openAi(MultiMap headers, long row, long tookMillis) {
    headers
        .set("openai-processing-ms", Long.toString(tookMillis))
        .set("openai-version", "2020-10-01")
        .set("x-ratelimit-limit-requests", "30000")
        .set("x-ratelimit-limit-tokens", "150000000")
        .set("x-ratelimit-remaining-requests", "29999")
        .set("x-ratelimit-remaining-tokens", "149999982")
        .set("x-ratelimit-reset-requests", "2ms")
        .set("x-ratelimit-reset-tokens", "0s")
        .set("x-request-id", Ids.hex("req_", 32, row));
  }

  // Azure's resets are bare numbers.
  private static void azure(MultiMap headers, long row) {
    headers
        .set("x-ratelimit-abusepenalty-active", "False")
        .set("x-ratelimit-limit-requests", "120")
        .set("x-ratelimit-limit-tokens", "120000")
        .set("x-ratelimit-remaining-requests", "119")
        .set("x-ratelimit-remaining-tokens", "119986")
        .set("x-ratelimit-renewalperiod-requests", "60")
        .set("x-ratelimit-renewalperiod-tokens", "60")
        .set("x-ratelimit-reset-requests", "500")
        .set("x-ratelimit-reset-tokens", "7")
        .set("x-request-id", Ids.uuid(row));
  }

  private static void limit(MultiMap headers, String of, String limit, String left, String now) {
    String name = "anthropic-ratelimit-" + of;
    headers.set(name + "-limit", limit).set(name + "-remaining", left).set(name + "-reset", now);
  }
}
