package dev.weir.view.api;

import dev.weir.flow.identity.TagNames;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.Dimension;
import dev.weir.view.report.ReportQuery;
import dev.weir.view.report.ReportRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The parameters that say which calls are meant.
final class Ranges {
  static final Parameter FROM =
      Parameter.text(
          "from",
          "Accepted from here on: an instant, or a date of the zone. Default: 30 days ago.");
  static final Parameter TO =
      Parameter.text("to", "Accepted before: an instant, or a date of the zone. Default: now.");
  static final Parameter ZONE = Parameter.text("zone", "Time zone of dates. Default: UTC.");
  static final Parameter FILTER =
      Parameter.texts(
          "filter",
          "`dimension=value`, or `dimension!=value`, for example `use_case=triage`; repeatable,"
              + " all must hold.");

  private static final int DAYS = 30;
  private static final int YEAR_MIN = 2015;
  private static final int YEAR_MAX = 2100;

  private Ranges() {}

  static ReportRange of(Inquiry inquiry) {
    ZoneId zone = zone(inquiry.asked("zone").orElse("UTC"));
    Instant to =
        asked(inquiry, "to", zone)
            // The call accepted this very moment counts too.
            .orElse(inquiry.now().plusSeconds(1));
    Instant from = asked(inquiry, "from", zone).orElse(to.minus(DAYS, ChronoUnit.DAYS));
    return new ReportRange(from, to, zone);
  }

  /// The time to compare with: `against_from` and `against_to`, both or none.
  static Optional<ReportRange> against(Inquiry inquiry) {
    Optional<String> from = inquiry.asked("against_from");
    Optional<String> to = inquiry.asked("against_to");
    if (from.isPresent() != to.isPresent()) {
      throw new IllegalArgumentException(
          "parameter 'against_%s' is missing: a time to compare with has a beginning and an end"
              .formatted(from.isPresent() ? "to" : "from"));
    }
    ZoneId zone = zone(inquiry.asked("zone").orElse("UTC"));
    return from.map(begin ->
        new ReportRange(
            instant("against_from", begin, zone),
            instant("against_to", to.orElseThrow(), zone),
            zone));
  }

  /// The last 30 days, in whole hours: to the end of this one, of which there is no call beyond
  /// this moment.
  static ReportRange last(Inquiry inquiry) {
    return last(inquiry.now());
  }

  static ReportRange last(Instant now) {
    Instant to = now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    return new ReportRange(to.minus(DAYS, ChronoUnit.DAYS), to, ZoneOffset.UTC);
  }

  /// What is asked for, and of whose teams where somebody sees no others.
  static List<ReportQuery.Filter> filters(Inquiry inquiry) {
    return Stream.concat(
            inquiry.all("filter").stream().map(text -> filter(inquiry, text)),
            inquiry.teams().stream().map(Ranges::ofTeams))
        .toList();
  }

  private static ReportQuery.Filter ofTeams(Set<String> teams) {
    return new ReportQuery.Filter(Dimension.parse(TagNames.TEAM), teams.stream().sorted().toList());
  }

  /// Whether values of a dimension are users.
  private static boolean isOfUsers(Dimension dimension) {
    return dimension.label().equals(TagNames.USER)
        || dimension.label().equals("tag:" + TagNames.USER);
  }

  /// The values of a group as who asks sees them.
  static List<String> seen(Inquiry inquiry, List<Dimension> by, List<String> group) {
    return IntStream.range(0, group.size())
        .mapToObj(i -> isOfUsers(by.get(i)) ? inquiry.veil().shown(group.get(i)) : group.get(i))
        .toList();
  }

  private static ReportQuery.Filter filter(Inquiry inquiry, String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "a filter is written dimension=value, was '%s'".formatted(text));
    }
    boolean isNot = equals > 0 && text.charAt(equals - 1) == '!';
    Dimension dimension = Dimension.parse(text.substring(0, isNot ? equals - 1 : equals));
    String asked = text.substring(equals + 1);
    String value = isOfUsers(dimension) ? inquiry.veil().meant("filter 'user'", asked) : asked;
    return isNot
        ? ReportQuery.Filter.not(dimension, value)
        : new ReportQuery.Filter(dimension, value);
  }

  /// An instant, or the beginning of a day of the zone.
  static Optional<Instant> asked(Inquiry inquiry, String parameter, ZoneId zone) {
    return inquiry.asked(parameter).map(text -> instant(parameter, text, zone));
  }

  private static Instant instant(String parameter, String text, ZoneId zone) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(zone).toInstant();
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "parameter '%s' is a date as 2026-11-01 or an instant as 2026-11-01T08:00:00Z, was '%s'"
              .formatted(parameter, text),
          unreadable);
    }
  }

  /// The month that is asked of, where one is said.
  static Optional<YearMonth> month(Inquiry inquiry) {
    return inquiry.asked("month").map(Ranges::month);
  }

  /// The same; else the current one, of UTC.
  static YearMonth monthOrThis(Inquiry inquiry) {
    return month(inquiry).orElseGet(() -> thisMonth(inquiry));
  }

  /// The same; else the last whole one.
  static YearMonth monthOrLast(Inquiry inquiry) {
    return month(inquiry).orElseGet(() -> thisMonth(inquiry).minusMonths(1));
  }

  private static YearMonth thisMonth(Inquiry inquiry) {
    return YearMonth.from(inquiry.now().atOffset(ZoneOffset.UTC));
  }

  static YearMonth month(String text) {
    return month("month", text);
  }

  static YearMonth month(String parameter, String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      if (month.getYear() < YEAR_MIN || month.getYear() > YEAR_MAX) {
        throw new DateTimeException("not of these years");
      }
      return month;
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "parameter '%s' is a month of %d to %d, as 2026-10, was '%s'"
              .formatted(parameter, YEAR_MIN, YEAR_MAX, text),
          unreadable);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "parameter 'zone' is a time zone as UTC or Europe/Berlin, was '%s'".formatted(text),
          unknown);
    }
  }
}
