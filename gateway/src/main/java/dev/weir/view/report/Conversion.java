package dev.weir.view.report;

import dev.weir.flow.catalogue.ExchangeRate;
import dev.weir.flow.projection.Sql;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/// A report's amounts in another currency than the dollar: each row of the ledger at the rate of
/// the day of UTC it was accepted on, the last that began by then, and there rounded to twelve
/// decimals, half away from zero. Sums of that are exact, so rows add up to their total. What is of
/// a day before the first rate has no amount, and neither has a sum it is part of.
///
/// @param currency ISO 4217
/// @param rates in the order of their days, one at least
public record Conversion(String currency, List<ExchangeRate> rates) {
  public Conversion {
    rates = List.copyOf(rates);
    if (rates.isEmpty()) {
      throw new IllegalArgumentException("there is no exchange rate of " + currency);
    }
  }

  LocalDate firstDay() {
    return rates.getFirst().day();
  }

  /// The rates that hold on some day of a range.
  List<ExchangeRate> within(ReportRange range) {
    LocalDate first = LocalDate.ofInstant(range.from(), ZoneOffset.UTC);
    LocalDate last = LocalDate.ofInstant(range.to().minusNanos(1), ZoneOffset.UTC);
    LocalDate begun =
        rates.stream()
            .map(ExchangeRate::day)
            .filter(day -> !day.isAfter(first))
            .max(LocalDate::compareTo)
            .orElse(first);
    return rates.stream()
        .filter(rate -> !rate.day().isBefore(begun) && !rate.day().isAfter(last))
        .toList();
  }

  /// Adds a join that gives each row its rate, `per_dollar`, or nothing.
  ///
  /// @param source what the rows are of
  void addTo(Sql sql, Sql source, ReportRange range) {
    sql.add(
        """
         LEFT JOIN (
          SELECT spent.day AS rate_day, per_dollar
          FROM (SELECT DISTINCT CAST(accepted_at AS DATE) AS day FROM \
        """);
    sql.add(source).add(" WHERE ");
    range.addTo(sql);
    sql.add(
        """
        ) AS spent
          ASOF JOIN (
            SELECT CAST(left(line, 10) AS DATE) AS day,
              CAST(line[12:] AS DECIMAL(26, 12)) AS per_dollar
            FROM (SELECT unnest(string_split(?, chr(10))) AS line)) AS rate
          ON spent.day >= rate.day) AS rates
        ON rate_day = CAST(accepted_at AS DATE)
        """,
        rates.stream()
            .map(rate -> rate.day() + " " + rate.perDollar().toPlainString())
            .collect(Collectors.joining("\n")));
  }
}
