package dev.weir.flow.recording;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Entry.Told;
import dev.weir.flow.identity.Purpose;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What somebody tells of spend beside the gateway: one call, or a sum of several.
///
/// @param id names it where it comes from, at most [#ID_LENGTH_MAX] characters
/// @param span when, and how many requests
/// @param provider as configured, or as the price book names it
/// @param model asked of the provider
/// @param told what is known of the answer
/// @param usage canonical quantities; of seats `seats_assigned` and `seats_active` among them
/// @param cost US dollars that the source states; empty = the price book decides
/// @param tags whom it is spent for
public record UsageRecord(
    String id,
    Span span,
    String provider,
    String model,
    Told told,
    Usage usage,
    Optional<Money> cost,
    Purpose purpose,
    Map<String, String> tags) {
  public static final int ID_LENGTH_MAX = 200;

  private static final int TEXT_LENGTH_MAX = 256;

  /// What is not told of an answer.
  public static final Told NOTHING_TOLD = new Told("", "", "", "", "", "");

  /// When it was used.
  ///
  /// @param until of a sum its end, exclusive; of one call the same as `from`
  /// @param requests 1 to 1,000,000,000
  public record Span(Instant from, Instant until, long requests) {
    private static final long REQUESTS_MAX = 1_000_000_000;

    public Span {
      if (until.isBefore(from)) {
        throw new IllegalArgumentException("until %s is before at %s".formatted(until, from));
      }
      if (requests < 1 || requests > REQUESTS_MAX) {
        throw new IllegalArgumentException(
            "requests is 1 to %d, was %d".formatted(REQUESTS_MAX, requests));
      }
    }

    /// One call.
    public static Span at(Instant at) {
      return new Span(at, at, 1);
    }

    boolean isSum() {
      return requests > 1;
    }
  }

  public UsageRecord {
    tags = Map.copyOf(tags);
    requireText("id", id, ID_LENGTH_MAX);
    requireText("provider", provider, TEXT_LENGTH_MAX);
    requireText("model", model, TEXT_LENGTH_MAX);
    if (cost.filter(Money::isNegative).isPresent()) {
      throw new IllegalArgumentException(
          "cost_usd is never negative, was %s: a credit is no usage".formatted(cost.get()));
    }
  }

  private static void requireText(String field, String text, int lengthMax) {
    if (text.isBlank() || text.length() > lengthMax) {
      throw new IllegalArgumentException(
          "%s has 1 to %d characters, was '%s'".formatted(field, lengthMax, shown(text)));
    }
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  /// The model to price it by.
  String served() {
    return told.modelServed().isEmpty() ? model : told.modelServed();
  }

  /// Sixteen hexadecimal digits that differ where anything told differs.
  String digest() {
    return HexFormat.of().formatHex(sha256(canonical()), 0, 8);
  }

  private String canonical() {
    return String.join(
        "\u0000",
        span.toString(),
        provider,
        model,
        told.toString(),
        "%d %d %d %d %d %d %s %s"
            .formatted(
                usage.input(),
                usage.cacheRead(),
                usage.cacheWrite5m(),
                usage.cacheWrite1h(),
                usage.output(),
                usage.reasoning(),
                usage.provenance(),
                new TreeMap<>(usage.beyond())),
        cost.map(Money::toBigDecimal).map(BigDecimal::toPlainString).orElse("-"),
        purpose.code(),
        new TreeMap<>(tags).toString());
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
