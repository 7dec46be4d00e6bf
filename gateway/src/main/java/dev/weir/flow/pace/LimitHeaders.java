package dev.weir.flow.pace;

import dev.weir.base.http.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the headers of an answer say of its provider's limits. Fields that are missing or no
/// numbers say nothing.
final class LimitHeaders {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofDays(1);

  /// A shorter time to the reset is rounded too far to say how fast a limit fills up.
  private static final Duration TELLING = Duration.ofMillis(100);

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern TIME =
      Pattern.compile(
          "(?:([0-9]{1,4})h)?(?:([0-9]{1,5})m(?!s))?(?:([0-9]{1,6}(?:\\.[0-9]{1,12})?)s)?(?:([0-9]{1,9}(?:\\.[0-9]{1,12})?)ms)?");

  /// The fields of one limit: OpenAI's, which Azure, Groq and others have as well; Anthropic's;
  /// Mistral's.
  ///
  /// @param reset the field with the time until it is full again, as `1m0.5s`; empty = none
  /// @param fills how long it takes to fill up, where the reset does not tell
  private record Fields(
      Quantity quantity, String limit, String remaining, String reset, Duration fills) {}

  private static final List<Fields> KNOWN =
      List.of(
          openAi(Quantity.REQUESTS, "requests"),
          openAi(Quantity.TOKENS, "tokens"),
          anthropic(Quantity.REQUESTS, "requests"),
          anthropic(Quantity.TOKENS, "tokens"),
          anthropic(Quantity.INPUT_TOKENS, "input-tokens"),
          anthropic(Quantity.OUTPUT_TOKENS, "output-tokens"),
          mistral(Quantity.REQUESTS, "req-10-second", Duration.ofSeconds(10)),
          mistral(Quantity.TOKENS, "tokens-minute", MINUTE));

  private LimitHeaders() {}

  private static Fields openAi(Quantity quantity, String of) {
    return new Fields(
        quantity,
        "x-ratelimit-limit-" + of,
        "x-ratelimit-remaining-" + of,
        "x-ratelimit-reset-" + of,
        MINUTE);
  }

  /// Its resets are times of day in whole seconds.
  private static Fields anthropic(Quantity quantity, String of) {
    String field = "anthropic-ratelimit-" + of;
    return new Fields(quantity, field + "-limit", field + "-remaining", "", MINUTE);
  }

  private static Fields mistral(Quantity quantity, String of, Duration fills) {
    return new Fields(
        quantity, "x-ratelimit-limit-" + of, "x-ratelimit-remaining-" + of, "", fills);
  }

  /// What is said of one limit.
  ///
  /// @param fills how long it takes to fill up from nothing
  record Said(Quantity quantity, long limit, long remaining, Duration fills) {}

  static List<Said> read(Headers headers) {
    List<Said> all = new ArrayList<>();
    for (Fields fields : KNOWN) {
      OptionalLong limit = number(headers, fields.limit);
      OptionalLong remaining = number(headers, fields.remaining);
      if (limit.isPresent() && remaining.isPresent() && limit.getAsLong() > 0) {
        long most = limit.getAsLong();
        long left = Math.min(most, remaining.getAsLong());
        Duration fills = fills(headers, fields, most - left, most);
        all.add(new Said(fields.quantity, most, left, fills));
      }
    }
    return all;
  }

  private static OptionalLong number(Headers headers, String field) {
    Optional<String> text = headers.get(field).map(String::strip);
    return text.isPresent() && NUMBER.matcher(text.get()).matches()
        ? OptionalLong.of(Long.parseLong(text.get()))
        : OptionalLong.empty();
  }

  /// What is used up comes back until the reset: so fast is all of it.
  private static Duration fills(Headers headers, Fields fields, long used, long limit) {
    if (fields.reset.isEmpty() || used == 0) {
      return fields.fills;
    }
    Optional<Duration> reset = headers.get(fields.reset).flatMap(LimitHeaders::time);
    if (reset.isEmpty() || reset.get().compareTo(TELLING) < 0) {
      return fields.fills;
    }
    double nanos = reset.get().toNanos() * ((double) limit / used);
    return Duration.ofNanos(
        (long) Math.clamp(nanos, (double) LEAST.toNanos(), (double) MOST.toNanos()));
  }

  /// `6m0s`, `17.4s`, `12ms`; nothing if it is none of these.
  static Optional<Duration> time(String text) {
    Matcher time = TIME.matcher(text.strip());
    if (text.isBlank() || !time.matches()) {
      return Optional.empty();
    }
    double seconds =
        part(time, 1) * 3_600 + part(time, 2) * 60 + part(time, 3) + part(time, 4) / 1_000;
    return Optional.of(Duration.ofNanos((long) (seconds * 1e9)));
  }

  private static double part(Matcher time, int group) {
    String digits = time.group(group);
    return digits == null ? 0 : Double.parseDouble(digits);
  }
}
