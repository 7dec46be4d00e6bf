package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir calls`: what is behind a figure.
@Command(name = "calls", description = "List, open and correct calls.")
public final class CallsVerb {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("call", "id"),
          Column.time("accepted", "accepted_at"),
          Column.text("use case", "use_case"),
          Column.text("user", "user"),
          Column.text("key", "key"),
          Column.text("models", "models"),
          Column.number("attempts", "attempts"),
          Column.number("input", "input_tokens"),
          Column.rareNumber("cache read", "cache_read_tokens"),
          Column.rareNumber("write 5m", "cache_write_5m_tokens"),
          Column.rareNumber("write 1h", "cache_write_1h_tokens"),
          Column.number("output", "output_tokens"),
          Column.rareNumber("reasoning", "reasoning_tokens"),
          Column.rareNumber("bound", "bound_tokens"),
          Column.usd("cost USD", "cost_usd"),
          Column.usd("estimated USD", "cost_estimated_usd"),
          Column.text("provenance", "provenance"),
          Column.text("refused as", "refused_as"));

  private static final List<Column> TORN =
      List.of(
          Column.text("call", "id"),
          Column.number("attempt", "attempt"),
          Column.time("reserved at", "reserved_at"),
          Column.text("provider", "provider"),
          Column.text("model", "model"),
          Column.usd("charged USD", "cost_usd"),
          Column.text("key", "key"));

  private final Session session;

  public CallsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Ended and refused calls, newest first.")
  int list(
      @Mixin RangeOptions range,
      @Option(
              names = "--limit",
              paramLabel = "N",
              description = "Most calls, up to 1,000; 100 if not said.")
          Optional<Integer> limit,
      @Option(names = "--before", paramLabel = "CALL", description = "Continue behind this call.")
          Optional<String> before,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    range.addTo(query);
    limit.ifPresent(most -> query.add("limit", most.toString()));
    before.ifPresent(call -> query.add("before", call));
    return session.on(
        where,
        api -> {
          JsonNode page = api.get(Api.path("calls") + query.text());
          session.list(format, page, "calls", COLUMNS);
          if (page.has("next")) {
            session
                .terminal()
                .err()
                .println("there are more: --before " + page.path("next").asText());
          }
          return Exit.OK;
        });
  }

  @Command(description = "Everything known of one call: attempts, charges, prices, refusal.")
  int show(@Parameters(paramLabel = "CALL") String call, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path("calls", call))));
  }

  @Command(description = "Attempts nobody ended: charged their bound until corrected.")
  int torn(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where,
        api -> session.list(format, api.get(Api.path("torn") + "?limit=1000"), "torn", TORN));
  }

  @Command(description = "Replace what is known of an ended attempt by the provider's own figure.")
  int correct(
      @Parameters(paramLabel = "CALL") String call,
      @Option(names = "--attempt", paramLabel = "N", description = "1 if not said.")
          Optional<Integer> attempt,
      @Option(names = "--input", paramLabel = "TOKENS", description = "Includes cached input.")
          Optional<Long> input,
      @Option(names = "--cache-read", paramLabel = "TOKENS") Optional<Long> cacheRead,
      @Option(names = "--cache-write-5m", paramLabel = "TOKENS") Optional<Long> cacheWrite5m,
      @Option(names = "--cache-write-1h", paramLabel = "TOKENS") Optional<Long> cacheWrite1h,
      @Option(names = "--output", paramLabel = "TOKENS", description = "Includes reasoning.")
          Optional<Long> output,
      @Option(names = "--reasoning", paramLabel = "TOKENS") Optional<Long> reasoning,
      @Option(
              names = "--cost",
              paramLabel = "AMOUNT",
              description = "As billed; without it the tokens are priced by the book.")
          Optional<String> cost,
      @Option(
              names = "--source",
              required = true,
              paramLabel = "TEXT",
              description = "Where the figure comes from, for example an invoice.")
          String source,
      @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Reason.")
          String why,
      @Mixin ServerOption where) {
    ObjectNode usage = Json.object();
    input.ifPresent(tokens -> usage.put("input", tokens));
    cacheRead.ifPresent(tokens -> usage.put("cache_read", tokens));
    cacheWrite5m.ifPresent(tokens -> usage.put("cache_write_5m", tokens));
    cacheWrite1h.ifPresent(tokens -> usage.put("cache_write_1h", tokens));
    output.ifPresent(tokens -> usage.put("output", tokens));
    reasoning.ifPresent(tokens -> usage.put("reasoning", tokens));
    ObjectNode body = Json.object().put("source", source).put("why", why);
    attempt.ifPresent(number -> body.put("attempt", number));
    if (!usage.isEmpty()) {
      body.set("usage", usage);
    }
    cost.ifPresent(text -> body.put("cost_usd", Written.usd("--cost", text)));
    return session.on(
        where,
        api -> session.show(api.change("POST", Api.path("calls", call, "correction"), body)));
  }
}
