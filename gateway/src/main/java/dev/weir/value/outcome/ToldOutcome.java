package dev.weir.value.outcome;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is told of one outcome.
///
/// @param id names the outcome over all use cases
/// @param quantity how many units it is, above 0
/// @param kpis what was measured of it; 1 = true
/// @param success as it is told; nothing = not said
/// @param valueUsd its value where somebody knows better than the formula
/// @param quality 0 to 1
/// @param timeTakenSeconds not negative
/// @param links what it came of
/// @param shares of use cases that brought it about together, which add up to 1; empty = it is all
///   of one
public record ToldOutcome(
    String useCase,
    String id,
    Instant occurredAt,
    BigDecimal quantity,
    SortedMap<String, BigDecimal> kpis,
    Optional<Boolean> success,
    Optional<BigDecimal> valueUsd,
    Optional<BigDecimal> quality,
    Optional<BigDecimal> timeTakenSeconds,
    Links links,
    SortedMap<String, BigDecimal> shares) {
  /// What stands before names of KPIs and of use cases in a table's columns.
  public static final String KPI = "kpi:";

  public static final String SHARE = "share:";

  private static final String USE_CASE = "use_case";
  private static final String ID = "outcome_id";
  private static final String OCCURRED_AT = "occurred_at";
  private static final String SUCCESS = "success";
  private static final String VALUE = "value_usd";
  private static final Set<String> LINKS = Set.of("call_id", "session_id", "ticket", "user");
  private static final Set<String> FIELDS =
      Set.of(
          USE_CASE,
          ID,
          OCCURRED_AT,
          Names.QUANTITY,
          SUCCESS,
          VALUE,
          Names.QUALITY,
          Names.TIME_TAKEN);

  /// Most characters of a text.
  static final int TEXT_MAX = 200;

  private static final int SHARES_MAX = 20;
  private static final int SHARE_DECIMALS = 6;
  private static final int QUANTITY_DECIMALS = 6;
  private static final BigDecimal QUANTITY_MAX = new BigDecimal("1000000000000");
  private static final Instant EARLIEST = Instant.parse("2015-01-01T00:00:00Z");

  /// What an outcome came of; each empty where it is not said.
  public record Links(String call, String session, String ticket, String user) {}

  public ToldOutcome {
    kpis = Collections.unmodifiableSortedMap(new TreeMap<>(kpis));
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
    occurredAt = occurredAt.truncatedTo(ChronoUnit.MICROS);
    if (occurredAt.isBefore(EARLIEST)) {
      throw Decimals.wrong(OCCURRED_AT, "not before " + EARLIEST, occurredAt.toString());
    }
    if (quantity.signum() <= 0
        || quantity.compareTo(QUANTITY_MAX) > 0
        || quantity.scale() > QUANTITY_DECIMALS) {
      throw Decimals.wrong(
          Names.QUANTITY,
          "a number above 0 with at most %d decimals".formatted(QUANTITY_DECIMALS),
          quantity.toPlainString());
    }
    quality.ifPresent(it -> Decimals.require(Names.QUALITY, it, BigDecimal.ZERO, BigDecimal.ONE));
    timeTakenSeconds.ifPresent(
        it -> Decimals.require(Names.TIME_TAKEN, it, BigDecimal.ZERO, QUANTITY_MAX));
    requireShares(useCase, shares);
  }

  private static void requireShares(String useCase, Map<String, BigDecimal> shares) {
    if (shares.isEmpty()) {
      return;
    }
    shares.forEach((each, share) -> {
      if (share.signum() <= 0 || share.scale() > SHARE_DECIMALS) {
        throw Decimals.wrong(
            "shares." + each,
            "a number above 0 with at most %d decimals".formatted(SHARE_DECIMALS),
            share.toPlainString());
      }
    });
    BigDecimal sum = shares.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (sum.compareTo(BigDecimal.ONE) != 0) {
      throw new IllegalArgumentException(
          "field 'shares' adds up to 1, was %s, adding up to '%s'"
              .formatted(shares, Decimals.plain(sum).toPlainString()));
    }
    if (shares.size() > SHARES_MAX || !shares.containsKey(useCase)) {
      throw new IllegalArgumentException(
          "field 'shares' has at most %d use cases, the outcome's own '%s' among them, was %s"
              .formatted(SHARES_MAX, useCase, shares.keySet()));
    }
  }

  /// Reads the fields of a row: [#KPI] and [#SHARE] stand before names. An empty text is a field
  /// that is not said. What is wrong is an [IllegalArgumentException] that names the field, the
  /// rule and the value.
  public static ToldOutcome of(Map<String, String> row) {
    Row fields = new Row(row);
    fields.requireKnown();
    return new ToldOutcome(
        fields.name(USE_CASE),
        fields.name(ID),
        moment(fields.name(OCCURRED_AT)),
        fields.decimal(Names.QUANTITY).orElse(BigDecimal.ONE),
        fields.decimals(KPI, "kpis."),
        fields.text(SUCCESS).map(text -> truth(SUCCESS, text)),
        fields.decimal(VALUE),
        fields.decimal(Names.QUALITY),
        fields.decimal(Names.TIME_TAKEN),
        new Links(
            fields.link("call_id"),
            fields.link("session_id"),
            fields.link("ticket"),
            fields.link("user")),
        fields.decimals(SHARE, "shares."));
  }

  /// A row's fields by name.
  private record Row(Map<String, String> cells) {
    void requireKnown() {
      cells.keySet().stream()
          .filter(name -> !FIELDS.contains(name) && !LINKS.contains(name))
          .filter(name -> !name.startsWith(KPI) && !name.startsWith(SHARE))
          .findFirst()
          .ifPresent(name -> {
            throw new IllegalArgumentException(
                "there is no field '%s'; fields are %s, %sNAME, %sUSE_CASE"
                    .formatted(name, fieldNames(), KPI, SHARE));
          });
    }

    private static String fieldNames() {
      Set<String> all = new TreeSet<>(FIELDS);
      all.addAll(LINKS);
      return String.join(", ", all);
    }

    Optional<String> text(String field) {
      Optional<String> text = Optional.ofNullable(cells.get(field)).filter(it -> !it.isEmpty());
      text.filter(it -> it.length() > TEXT_MAX || it.chars().anyMatch(Character::isISOControl))
          .ifPresent(it -> {
            throw Decimals.wrong(
                field, "at most %d characters, none of them a control one".formatted(TEXT_MAX), it);
          });
      return text;
    }

    String name(String field) {
      return text(field)
          .orElseThrow(
              () -> new IllegalArgumentException("field '%s' is missing".formatted(field)));
    }

    String link(String field) {
      return text(field).orElse("");
    }

    Optional<BigDecimal> decimal(String field) {
      return text(field).map(text -> Decimals.read(field, text));
    }

    SortedMap<String, BigDecimal> decimals(String prefix, String shown) {
      SortedMap<String, BigDecimal> decimals = new TreeMap<>();
      for (String name : cells.keySet()) {
        if (name.startsWith(prefix)) {
          String own = name.substring(prefix.length());
          text(name).ifPresent(text -> decimals.put(own, number(shown + own, text)));
        }
      }
      return decimals;
    }
  }

  private static BigDecimal number(String field, String text) {
    return switch (text) {
      case "true" -> BigDecimal.ONE;
      case "false" -> BigDecimal.ZERO;
      default -> Decimals.read(field, text);
    };
  }

  private static boolean truth(String field, String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw Decimals.wrong(field, "true or false", text);
    };
  }

  private static Instant moment(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException none) {
      throw Decimals.wrong(
          OCCURRED_AT, "a day as 2026-10-01 or an instant as 2026-10-01T08:00:00Z", text);
    }
  }

  /// What is told, field by field, as [#of] reads it: the same of two outcomes that say the same.
  public SortedMap<String, String> fields() {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put(USE_CASE, useCase);
    fields.put(ID, id);
    fields.put(OCCURRED_AT, occurredAt.toString());
    fields.put(Names.QUANTITY, quantity.toPlainString());
    success.ifPresent(it -> fields.put(SUCCESS, it.toString()));
    valueUsd.ifPresent(it -> fields.put(VALUE, it.toPlainString()));
    quality.ifPresent(it -> fields.put(Names.QUALITY, it.toPlainString()));
    timeTakenSeconds.ifPresent(it -> fields.put(Names.TIME_TAKEN, it.toPlainString()));
    fields.put("call_id", links.call());
    fields.put("session_id", links.session());
    fields.put("ticket", links.ticket());
    fields.put("user", links.user());
    kpis.forEach((name, value) -> fields.put(KPI + name, value.toPlainString()));
    shares.forEach((name, share) -> fields.put(SHARE + name, share.toPlainString()));
    fields.values().removeIf(String::isEmpty);
    return fields;
  }

  /// The first field in which another outcome says something else, as `field 'x' was 'a'`.
  public Optional<String> difference(ToldOutcome other) {
    SortedMap<String, String> mine = fields();
    SortedMap<String, String> others = other.fields();
    Set<String> names = new TreeSet<>(mine.keySet());
    names.addAll(others.keySet());
    return names.stream()
        .filter(name -> !mine.getOrDefault(name, "").equals(others.getOrDefault(name, "")))
        .findFirst()
        .map(name ->
            "field '%s' is '%s', was '%s'"
                .formatted(name, mine.getOrDefault(name, ""), others.getOrDefault(name, "")));
  }

  /// Whose it is, by use case.
  public SortedMap<String, BigDecimal> parts() {
    return shares.isEmpty() ? new TreeMap<>(Map.of(useCase, BigDecimal.ONE)) : shares;
  }
}
