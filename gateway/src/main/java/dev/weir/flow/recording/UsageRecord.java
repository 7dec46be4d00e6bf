package dev.weir.flow.recording;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Entry.Told;
import dev.weir.flow.identity.Purpose;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final int NAMES_MAX = 64;
  private static final int NAME_LENGTH_MAX = 64;

  /// What is not told of an answer.
  public static final Told NOTHING_TOLD = new Told("", "", "", "", "", "");

  /// When it was used.
  ///
  /// @param until of a sum its end, exclusive; of one call the same as `from`
  /// @param requests 1 to 1,000,000,000
  public record Span(Instant from, Instant until, long requests) {
    private static final long REQUESTS_MAX = 1_000_000_000;
    private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(400);

    public Span {
      if (from.isBefore(EARLIEST)) {
        throw new IllegalArgumentException("at is not before %s, was %s".formatted(EARLIEST, from));
      }
      if (until.isAfter(from.plus(LONGEST))) {
        throw new IllegalArgumentException(
            "until is at most %d days after at %s, was %s"
                .formatted(LONGEST.toDays(), from, until));
      }
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
    requireShort("model_served", told.modelServed());
    requireShort("service_tier", told.serviceTier());
    requireShort("region", told.region());
    requireShort("response_id", told.responseId());
    requireShort("account", told.account());
    requireShort("key", told.slot());
    requireFew("tags", tags.keySet());
    requireFew("quantities", usage.beyond().keySet());
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

  private static void requireShort(String field, String text) {
    if (text.length() > TEXT_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "%s has at most %d characters, was '%s'".formatted(field, TEXT_LENGTH_MAX, shown(text)));
    }
  }

  private static void requireFew(String what, Set<String> names) {
    if (names.size() > NAMES_MAX) {
      throw new IllegalArgumentException(
          "a record has at most %d %s, was %d".formatted(NAMES_MAX, what, names.size()));
    }
    for (String name : names) {
      if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
        throw new IllegalArgumentException(
            "a name among %s has 1 to %d characters, was '%s'"
                .formatted(what, NAME_LENGTH_MAX, shown(name)));
      }
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

  /// Every field in a fixed order: what is told again must give the same text in every release. A
  /// field that is added later stands at the end, and nowhere while it is not told.
  private String canonical() {
    return String.join(
        "\u0000",
        span.from().toString(),
        span.until().toString(),
        Long.toString(span.requests()),
        provider,
        model,
        told.modelServed(),
        told.serviceTier(),
        told.region(),
        told.responseId(),
        told.account(),
        told.slot(),
        Long.toString(usage.input()),
        Long.toString(usage.cacheRead()),
        Long.toString(usage.cacheWrite5m()),
        Long.toString(usage.cacheWrite1h()),
        Long.toString(usage.output()),
        Long.toString(usage.reasoning()),
        usage.provenance().name(),
        new TreeMap<>(usage.beyond()).toString(),
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
