package dev.weir.exchange.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Times as bills write them; without a zone they are UTC. Of `4/1/25` the month comes first, as
/// the clouds' exports have it.
final class Times {
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd[' ']['T']HH:mm[:ss][.SSSSSS][.SSS]", Locale.ROOT);
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE,
          DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT),
          DateTimeFormatter.ofPattern("M/d/uu", Locale.ROOT));

  private Times() {}

  static Instant read(Place place, String what, String text) {
    String plain = text.strip();
    return zoned(plain)
        .or(() -> local(plain))
        .or(() -> day(plain).map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .orElseThrow(() ->
            place.bad(what, "is a date as 2026-10-31, 10/31/2026 or 2026-10-31T00:00:00Z", text));
  }

  private static Optional<Instant> zoned(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
    } catch (DateTimeException otherwise) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, DATE_TIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException otherwise) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> day(String text) {
    return DATES.stream().flatMap(format -> day(text, format).stream()).findFirst();
  }

  private static Optional<LocalDate> day(String text, DateTimeFormatter format) {
    try {
      return Optional.of(LocalDate.parse(text, format));
    } catch (DateTimeException otherwise) {
      return Optional.empty();
    }
  }
}
