package dev.weir.acceptance;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the scripted company's cost centres are planned to cost: a table of December, and one of
/// July that moves money from contracts to claims. Nobody has planned the voice agent.
final class OwnEnvelopes {
  /// When the second table comes; from June on it says something else.
  static final Instant REVISED =
      LocalDate.of(ScriptedYear.YEAR, 7, 3).atTime(9, 0).toInstant(ZoneOffset.UTC);

  private static final YearMonth REVISED_FROM = YearMonth.of(ScriptedYear.YEAR, 6);
  private static final BigDecimal MOVED = new BigDecimal("25.50");

  private OwnEnvelopes() {}

  /// As it is known at a time.
  static Optional<BigDecimal> planned(Venture venture, YearMonth month, Instant at) {
    if (venture.id().equals(ScriptedYear.VOICE)) {
      return Optional.empty();
    }
    BigDecimal first = BigDecimal.valueOf(1_000L * venture.users() + month.getMonthValue(), 2);
    boolean revised = !at.isBefore(REVISED) && !month.isBefore(REVISED_FROM);
    return Optional.of(revised ? first.add(moved(venture)) : first);
  }

  private static BigDecimal moved(Venture venture) {
    return switch (venture.id()) {
      case "claims" -> MOVED;
      case "contracts" -> MOVED.negate();
      default -> BigDecimal.ZERO;
    };
  }

  /// The whole year, as it is planned at a time.
  static String table(Instant at) {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(number -> YearMonth.of(ScriptedYear.YEAR, number))
        .flatMap(month ->
            Venture.ALL.stream()
                .flatMap(venture ->
                    planned(venture, month, at).stream()
                        .map(usd ->
                            "%s,%s,%s%n"
                                .formatted(venture.costCentre(), month, usd.toPlainString()))))
        .collect(Collectors.joining("", "cost_centre,month,amount\n", ""));
  }
}
