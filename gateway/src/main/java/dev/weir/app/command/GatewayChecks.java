package dev.weir.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.cli.Api;
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
  private static final Duration PRICES_AGE_MAX = Duration.ofDays(90);
  private static final int TORN_MAX = 1_000;

  List<Finding> findings() {
    // First, as it waits until a data directory's ledger database has caught up.
    List<Finding> torn = torn();
    JsonNode status = api.get(Api.path("status"));
    List<Finding> findings = new ArrayList<>();
    findings.add(ready(status));
    findings.add(journal(status.path("journal")));
    findings.add(lag(status.path("ledger")));
    findings.add(clock());
    findings.addAll(torn);
    findings.add(prices());
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

  /// Calls are only ever accepted in the past, unless a clock was wrong.
  private Finding clock() {
    JsonNode newest = api.get(Api.path("calls") + "?limit=1&to=9999-01-01").path("calls").path(0);
    if (newest.isMissingNode()) {
      return Finding.good("clock", "no call yet to compare it with");
    }
    Instant accepted = Instant.parse(newest.path("accepted_at").asText());
    return accepted.isAfter(now.plus(CLOCK_SLACK))
        ? Finding.attention(
            "clock", "it says %s, but a call was accepted at %s".formatted(now, accepted))
        : Finding.good("clock", "newest call accepted at " + accepted);
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
                      torn.path("reserved_at").asText())));
    }
    return findings.isEmpty() ? List.of(Finding.good("torn calls", "none")) : findings;
  }

  private Finding prices() {
    Instant newest = Instant.EPOCH;
    for (JsonNode catalogue : api.get(Api.path("prices")).path("catalogues")) {
      Instant at = Instant.parse(catalogue.path("at").asText());
      newest = at.isAfter(newest) ? at : newest;
    }
    if (newest.equals(Instant.EPOCH)) {
      return Finding.attention("prices", "none: calls are refused (weir prices import)");
    }
    Duration age = Duration.between(newest, now);
    return new Finding(
        "prices",
        age.compareTo(PRICES_AGE_MAX) <= 0,
        "last put in force %d days ago, at %s".formatted(age.toDays(), newest));
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
