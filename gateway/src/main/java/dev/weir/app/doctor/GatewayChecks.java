package dev.weir.app.doctor;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.cli.Api;
import dev.weir.view.cli.Column;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What `weir doctor` asks the gateway, running or not.
///
/// @param isServing a gateway answered, not the data directory
record GatewayChecks(Api api, boolean isServing, Instant now) {
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);
  private static final Duration LAG_MAX = Duration.ofSeconds(10);
  private static final Duration ALERT_AGE_MAX = Duration.ofMinutes(1);
  private static final Duration CERTIFICATE_LEFT_MIN = Duration.ofDays(14);
  private static final List<String> TOLD = List.of("config", "upstreams");
  private static final int TORN_MAX = 1_000;

  List<Finding> findings() {
    // First, as it waits until a data directory's ledger database has caught up.
    List<Finding> torn = torn();
    JsonNode status = api.get(Api.path("status"));
    List<Finding> findings = new ArrayList<>();
    findings.add(ready(status));
    findings.add(journal(status.path("journal")));
    findings.add(cut(status.path("journal")));
    findings.add(lag(status.path("ledger")));
    findings.add(clock(status.path("journal")));
    findings.addAll(certificates(status.path("certificates")));
    findings.addAll(told(status.path("checks")));
    findings.addAll(alerts(status.path("alerts")));
    findings.addAll(torn);
    findings.addAll(prices(status));
    findings.addAll(bills(status.path("late_bills")));
    findings.addAll(gaps(status.path("price_gaps")));
    findings.addAll(unpriced());
    return findings;
  }

  private Finding ready(JsonNode status) {
    if (!isServing) {
      return Finding.good("gateway", "not running; the data directory was opened instead");
    }
    return status.path("ready").asBoolean()
        ? Finding.good("gateway", "ready")
        : Finding.attention("gateway", "not ready: " + status.path("reasons"));
  }

  private static Finding journal(JsonNode journal) {
    String says =
        "%s, durable to %,d, synced to %,d"
            .formatted(
                journal.path("state").asText(),
                journal.path("durable").asLong(),
                journal.path("synced").asLong());
    return journal.path("state").asText().equals("open")
        ? Finding.good("journal", says)
        : Finding.attention("journal", says + ": " + journal.path("reason").asText());
  }

  /// A write that never finished is no damage: nobody was told that it was done.
  private static Finding cut(JsonNode journal) {
    JsonNode cut = journal.path("cut");
    return Finding.good(
        "journal recovery",
        cut.isObject()
            ? "the last start cut %,d bytes of an unfinished write at position %,d of %s"
                .formatted(
                    cut.path("bytes").asLong(),
                    cut.path("position").asLong(),
                    cut.path("file").asText())
            : "the last start found no unfinished write");
  }

  private static Finding lag(JsonNode ledger) {
    long millis = ledger.path("millis_behind").asLong();
    String says =
        "%,d bytes, %.1f s behind the journal"
            .formatted(ledger.path("bytes_behind").asLong(), millis / 1000.0);
    if (ledger.hasNonNull("failure")) {
      return Finding.attention("ledger database", says + ": " + ledger.path("failure").asText());
    }
    return new Finding("ledger database", millis <= LAG_MAX.toMillis(), says);
  }

  private List<Finding> certificates(JsonNode certificates) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode each : certificates) {
      Instant ends = Instant.parse(each.path("not_after").asText());
      boolean failed = each.hasNonNull("failure");
      String says =
          "%s shows %s, valid until %s%s"
              .formatted(
                  each.path("plane").asText(),
                  each.path("subject").asText(),
                  ends.truncatedTo(SECONDS),
                  failed ? "; its files hold no better one: " + each.path("failure").asText() : "");
      boolean lasts = now.plus(CERTIFICATE_LEFT_MIN).isBefore(ends);
      findings.add(new Finding("certificate", lasts && !failed, says));
    }
    return findings;
  }

  /// Entries are only ever of the past, unless a clock was wrong.
  private Finding clock(JsonNode journal) {
    Instant latest = Instant.parse(journal.path("latest").asText());
    String says =
        "it says %s, the journal's latest entry is of %s"
            .formatted(now.truncatedTo(MILLIS), latest.truncatedTo(MILLIS));
    return latest.isAfter(now.plus(CLOCK_SLACK))
        ? Finding.attention(
            "clock",
            "%s, %,d s later: calls are accepted as of then until it is reached"
                .formatted(says, Duration.between(now, latest).toSeconds()))
        : Finding.good("clock", says);
  }

  /// What only the process itself knows, as it says it; the rest is looked at here.
  private static List<Finding> told(JsonNode checks) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode check : checks) {
      String name = check.path("name").asText();
      if (TOLD.contains(name)) {
        boolean isGood = check.path("state").asText().equals("ok");
        findings.add(new Finding(name, isGood, check.path("says").asText()));
      }
    }
    return findings;
  }

  private List<Finding> alerts(JsonNode sinks) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode sink : sinks) {
      String says =
          "%s: %d taken, %d wait"
              .formatted(
                  sink.path("name").asText(),
                  sink.path("delivered").asLong(),
                  sink.path("waiting").asInt());
      boolean late = false;
      if (sink.hasNonNull("oldest_waiting")) {
        Instant oldest = Instant.parse(sink.path("oldest_waiting").asText());
        says += ", the oldest since " + oldest.truncatedTo(SECONDS);
        late = oldest.plus(ALERT_AGE_MAX).isBefore(now);
      }
      if (sink.hasNonNull("last_failure")) {
        JsonNode failure = sink.path("last_failure");
        Instant at = Instant.parse(failure.path("at").asText());
        says +=
            "; last failure at %s: %s"
                .formatted(at.truncatedTo(SECONDS), failure.path("reason").asText());
      }
      findings.add(new Finding("alerts", !late, says));
    }
    return findings;
  }

  private List<Finding> torn() {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode torn : api.get(Api.path("torn") + "?limit=" + TORN_MAX).path("torn")) {
      findings.add(
          Finding.attention(
              "torn call",
              "%s attempt %s, %s %s, charged its bound %s USD, accepted %s: weir calls correct"
                  .formatted(
                      torn.path("id").asText(),
                      torn.path("attempt").asText(),
                      torn.path("provider").asText(),
                      torn.path("model").asText(),
                      torn.path("cost_usd").asText(),
                      Column.seconds(torn.path("reserved_at").asText()))));
    }
    return findings.isEmpty() ? List.of(Finding.good("torn calls", "none")) : findings;
  }

  private List<Finding> prices(JsonNode status) {
    JsonNode catalogues = api.get(Api.path("prices")).path("catalogues");
    if (catalogues.isEmpty()) {
      return List.of(Finding.attention("prices", "none: calls are refused (weir prices import)"));
    }
    List<Finding> findings = new ArrayList<>();
    for (JsonNode old : status.path("old_prices")) {
      findings.add(
          Finding.attention(
              "prices",
              "%s was last seen at its source %s days ago, on %s: weir prices update"
                  .formatted(
                      old.path("catalogue").asText(),
                      old.path("days").asText(),
                      old.path("observed_at").asText())));
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.good(
              "prices", "%d catalogues, none older than is meant".formatted(catalogues.size())));
    }
    int disputes = status.path("disputes").asInt();
    findings.add(
        new Finding(
            "disputed prices",
            disputes == 0,
            disputes == 0
                ? "sources agree, or a person has decided"
                : "%d wait for a decision: weir prices disputes".formatted(disputes)));
    return findings;
  }

  private static List<Finding> bills(JsonNode late) {
    List<Finding> findings = new ArrayList<>();
    late.forEach(each ->
        findings.add(Finding.attention("fetched bills", each.asText() + ": weir bills sources")));
    return findings.isEmpty()
        ? List.of(Finding.good("fetched bills", "no source of bills is late"))
        : findings;
  }

  private static List<Finding> gaps(JsonNode gaps) {
    List<Finding> findings = new ArrayList<>();
    for (JsonNode gap : gaps) {
      findings.add(
          Finding.attention(
              "model without price",
              "%s, named by %s: %s"
                  .formatted(
                      gap.path("model").asText(),
                      gap.path("named_by").asText(),
                      gap.path("says").asText())));
    }
    return findings.isEmpty()
        ? List.of(
            Finding.good("named models", "all that providers, budgets and keys name have a price"))
        : findings;
  }

  /// Of the last 30 days, as reports go.
  private List<Finding> unpriced() {
    List<Finding> findings = new ArrayList<>();
    JsonNode refused =
        api.get(Api.path("report") + "?by=model_asked&filter=refusal_kind%3Dprice_unknown");
    for (JsonNode row : refused.path("rows")) {
      findings.add(
          Finding.attention(
              "unpriced model",
              "%s: %s calls refused in 30 days"
                  .formatted(
                      row.path("group").path("model_asked").asText(),
                      row.path("refusals").asText())));
    }
    for (JsonNode row : api.get(Api.path("report") + "?by=provider,model").path("rows")) {
      if (new BigDecimal(row.path("partly_unpriced").asText("0")).signum() > 0) {
        findings.add(
            Finding.attention(
                "unpriced model",
                "%s: %s attempts in 30 days cost more than is known"
                    .formatted(
                        row.path("group").path("model").asText(),
                        row.path("partly_unpriced").asText())));
      }
    }
    return findings.isEmpty() ? List.of(Finding.good("unpriced models", "none seen")) : findings;
  }
}
