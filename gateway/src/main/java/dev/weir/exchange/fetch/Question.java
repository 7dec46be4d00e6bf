package dev.weir.exchange.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.exchange.bill.Reading.Period;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// What one report says of some days.
record Question(Source source, Report report, Period days) {
  /// Buckets of a page: what every report allows for days.
  private static final int BUCKETS_MAX = 31;

  /// @param page what the page before said
  String pathAndQuery(Optional<String> page) {
    String base = source.url().getRawPath() == null ? "" : source.url().getRawPath();
    StringBuilder text = new StringBuilder(base.replaceAll("/+$", "")).append(report.path());
    switch (source.vendor()) {
      case OPENAI -> {
        add(text, '?', "start_time", Long.toString(start(days.from()).getEpochSecond()));
        add(text, '&', "end_time", Long.toString(start(days.to()).getEpochSecond()));
      }
      case ANTHROPIC -> {
        add(text, '?', "starting_at", start(days.from()).toString());
        add(text, '&', "ending_at", start(days.to()).toString());
      }
    }
    add(text, '&', "bucket_width", "1d");
    add(text, '&', "limit", Integer.toString(BUCKETS_MAX));
    report.groups().forEach(group -> add(text, '&', "group_by[]", group));
    page.ifPresent(cursor -> add(text, '&', "page", cursor));
    return text.toString();
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static void add(StringBuilder text, char before, String name, String value) {
    text.append(before)
        .append(URLEncoder.encode(name, UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, UTF_8));
  }

  /// For messages.
  @Override
  public String toString() {
    return "%s of %s to %s".formatted(source.file(report), days.from(), days.to().minusDays(1));
  }
}
