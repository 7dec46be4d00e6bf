package dev.weir.exchange.usage;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Entry.Told;
import dev.weir.flow.identity.Purpose;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.recording.UsageRecord;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One record as names and texts, the same from JSON and from CSV. Every name must be known.
final class FlatRecord {
  /// Before the name of a free tag.
  static final String TAG = "tag:";

  /// Before the name of a quantity that is no total: `more:web_search`.
  static final String MORE = "more:";

  private static final int DIGITS_MAX = 60;
  private static final Set<String> TOTALS =
      Set.of("input", "output", "cache_read", "cache_write_5m", "cache_write_1h", "reasoning");
  private static final List<String> SEATS = List.of("seats_assigned", "seats_active");

  private final Map<String, String> fields;
  private final Set<String> read = new HashSet<>();

  private FlatRecord(Map<String, String> fields) {
    this.fields = new TreeMap<>(fields);
    this.fields.values().removeIf(String::isEmpty);
  }

  /// @throws IllegalArgumentException naming the field, the rule and the value
  static UsageRecord read(Map<String, String> fields) {
    return new FlatRecord(fields).record();
  }

  private UsageRecord record() {
    Optional<Money> cost = optional("cost_usd").map(FlatRecord::money);
    Usage usage = usage(cost.isPresent());
    UsageRecord record =
        new UsageRecord(
            required("id"),
            span(),
            required("provider"),
            required("model"),
            new Told(
                text("model_served"),
                text("service_tier"),
                text("region"),
                text("response_id"),
                text("account"),
                text("key")),
            usage,
            cost,
            purpose(),
            tags());
    Set<String> unknown = new TreeSet<>(fields.keySet());
    unknown.removeAll(read);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no field '%s'".formatted(unknown.iterator().next()));
    }
    return record;
  }

  private UsageRecord.Span span() {
    Instant at = instant("at", required("at"));
    Instant until = optional("until").map(text -> instant("until", text)).orElse(at);
    return new UsageRecord.Span(at, until, fields.containsKey("requests") ? whole("requests") : 1);
  }

  private Usage usage(boolean costKnown) {
    Map<String, Long> more = new HashMap<>();
    for (String name : fields.keySet()) {
      if (name.startsWith(MORE)) {
        more.put(name.substring(MORE.length()), whole(name));
      }
    }
    SEATS.stream().filter(fields::containsKey).forEach(seats -> more.put(seats, whole(seats)));
    boolean said = !more.isEmpty() || TOTALS.stream().anyMatch(fields::containsKey);
    if (!said && !costKnown) {
      throw new IllegalArgumentException(
          "a record says what was used (input, output, …) or what it cost (cost_usd)");
    }
    return new Usage(
        whole("input"),
        whole("cache_read"),
        whole("cache_write_5m"),
        whole("cache_write_1h"),
        whole("output"),
        whole("reasoning"),
        more,
        provenance());
  }

  private Provenance provenance() {
    String text = optional("provenance").orElse("reported");
    return Arrays.stream(Provenance.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "provenance is reported, counted or estimated, was '%s'".formatted(text)));
  }

  private Purpose purpose() {
    String text = optional("purpose").orElse(Purpose.PRIMARY.code());
    return Purpose.ofCode(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "purpose is one of %s, was '%s'".formatted(Purpose.CODES, text)));
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new HashMap<>();
    for (String name : TagNames.OF_PRINCIPAL) {
      optional(name).ifPresent(value -> tags.put(name, value));
    }
    for (String name : fields.keySet()) {
      if (name.startsWith(TAG)) {
        tags.put(name.substring(TAG.length()), text(name));
      }
    }
    return tags;
  }

  private static Money money(String text) {
    BigDecimal amount = decimal("cost_usd", text);
    return Money.usd(amount);
  }

  private long whole(String field) {
    Optional<String> text = optional(field);
    if (text.isEmpty()) {
      return 0;
    }
    BigDecimal number = decimal(field, text.get());
    if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(
          "%s is a whole number and never negative, was '%s'".formatted(field, text.get()));
    }
    return number.longValueExact();
  }

  private static BigDecimal decimal(String field, String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() <= DIGITS_MAX && Math.abs(number.scale()) <= DIGITS_MAX) {
        return number;
      }
    } catch (NumberFormatException unreadable) {
      throw new IllegalArgumentException(
          "%s is a number, was '%s'".formatted(field, text), unreadable);
    }
    throw new IllegalArgumentException("%s has at most %d digits".formatted(field, DIGITS_MAX));
  }

  /// An instant, or a date, which is its first instant in UTC.
  private static Instant instant(String field, String text) {
    try {
      return text.length() == "2026-10-01".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "%s is an instant as 2026-10-01T08:00:00Z, or a date, was '%s'".formatted(field, text),
          unreadable);
    }
  }

  private String required(String field) {
    return optional(field)
        .orElseThrow(() -> new IllegalArgumentException("field '%s' is missing".formatted(field)));
  }

  private String text(String field) {
    return optional(field).orElse("");
  }

  private Optional<String> optional(String field) {
    read.add(field);
    return Optional.ofNullable(fields.get(field));
  }
}
