package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir costs`: what use cases cost with everything, by the piece, and why that moved.
@Command(
    name = "costs",
    description =
        "What use cases cost with what no provider bills, by the piece, and why it moved.")
public final class CostsVerb {
  private static final String MONTH = "MONTH";

  private static final List<Column> POOLS =
      List.of(
          Column.text("pool", "name"),
          Column.text("group", "group"),
          Column.text("category", "category"),
          Column.text("basis", "basis"),
          Column.usd("month USD", "month_usd"),
          Column.text("source", "source"));

  private static final List<Column> LINES =
      List.of(
          Column.text("pool", "pool"),
          Column.text("use case", "use_case"),
          Column.text("group", "group"),
          Column.text("basis", "basis"),
          Column.number("driver", "driver_units"),
          Column.number("of", "driver_total"),
          Column.usd("USD", "amount_usd"));

  private static final List<Column> USE_CASES =
      List.of(
          Column.text("use case", "use_case"),
          Column.usd("ledger USD", "ledger_usd"),
          Column.usd("pools USD", "pools_usd"),
          Column.usd("loaded USD", "loaded_usd"),
          Column.percent("tokens", "tokens_share"),
          Column.number("calls", "calls"),
          Column.usd("USD per call", "loaded_per_call_usd"),
          Column.number("users", "users"),
          Column.usd("USD per user", "loaded_per_user_usd"),
          Column.number("outcomes", "outcomes"),
          Column.usd("USD per outcome", "loaded_per_outcome_usd"),
          Column.text("evidence", "evidence"));

  private static final List<Column> EFFECTS =
      List.of(
          Column.text("factor", "factor"),
          Column.usd("USD per unit", "per_unit_usd"),
          Column.usd("USD a month", "month_usd"));

  private final Session session;

  private CostsVerb(Session session) {
    this.session = session;
  }

  public static CommandLine of(Session session) {
    return new CommandLine(new CostsVerb(session)).addSubcommand(new PoolVerb(session));
  }

  /// How pools that serve pools are allocated.
  enum Method {
    DIRECT,
    STEP_DOWN,
    RECIPROCAL
  }

  /// Which month, and by which method.
  static final class Asked {
    @Mixin private MonthOption month = new MonthOption();

    @Option(
        names = "--method",
        paramLabel = "direct|step_down|reciprocal",
        description = "How pools that serve pools are allocated; step_down if not said.")
    private Optional<Method> method = Optional.empty();

    Query query() {
      Query query = month.query();
      addMethod(query, method);
      return query;
    }
  }

  private static void addMethod(Query query, Optional<Method> method) {
    method.ifPresent(it -> query.add("method", it.name().toLowerCase(Locale.ROOT)));
  }

  @Command(description = "Pools in force, and what of each is a month's.")
  int pools(@Mixin MonthOption month, @Mixin ServerOption where, @Mixin FormatOption format) {
    String path = Api.path("pools") + month.query().text();
    return session.on(where, api -> session.list(format, api.get(path), "pools", POOLS));
  }

  @Command(
      name = "import",
      description = "Set many pools from CSV, all of them or none; others stay.")
  int load(
      @Parameters(paramLabel = "FILE") Path file, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.importRows(Api.path("pools", "import"), "pools", file, why, where);
  }

  @Command(description = "Which use case bears what of which pool; each pool to the cent.")
  int allocate(@Mixin Asked asked, @Mixin ServerOption where, @Mixin FormatOption format) {
    String path = Api.path("allocations") + asked.query().text();
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(path);
          session.list(format, answer, "lines", LINES);
          below(
              format,
              answer,
              "%s by %s: %s USD, of which %s USD nobody bears"
                  .formatted(
                      answer.path("month").asText(),
                      answer.path("method").asText(),
                      usd(answer, "total_usd"),
                      usd(answer, "unallocated_usd")));
          return Exit.OK;
        });
  }

  @Command(description = "What use cases cost by the call, user and outcome; of one, all of it.")
  int unit(
      @Option(names = "--use-case", paramLabel = "NAME", description = "Only this one, as JSON.")
          Optional<String> useCase,
      @Option(
              names = "--outcomes",
              paramLabel = "N|SUCCEEDED/TRIED",
              description = "Of that use case, instead of those known.")
          Optional<String> outcomes,
      @Option(
              names = "--against",
              paramLabel = "NAME:USD[..USD]",
              description = "What an outcome costs otherwise, as human:400..600; repeatable.")
          List<String> against,
      @Mixin Asked asked,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = asked.query();
    outcomes.ifPresent(text -> query.add("outcomes", text));
    if (against != null) {
      against.forEach(text -> query.add("against", text));
    }
    if (useCase.isPresent()) {
      String path = Api.path("unit-costs", useCase.get()) + query.text();
      return session.on(where, api -> session.show(api.get(path)));
    }
    String path = Api.path("unit-costs") + query.text();
    return session.on(where, api -> session.list(format, api.get(path), "use_cases", USE_CASES));
  }

  @Command(description = "Why what USECASE costs by the outcome moved between two months.")
  int why(
      @Parameters(paramLabel = "USECASE") String useCase,
      @Option(
              names = "--from",
              required = true,
              paramLabel = MONTH,
              description = "The earlier, as 2026-09.")
          String from,
      @Option(names = "--to", required = true, paramLabel = MONTH, description = "The later.")
          String to,
      @Option(
              names = "--method",
              paramLabel = "direct|step_down|reciprocal",
              description = "How pools that serve pools are allocated; step_down if not said.")
          Optional<Method> method,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    query.add("from", Written.month("--from", from).toString());
    query.add("to", Written.month("--to", to).toString());
    addMethod(query, method);
    String path = Api.path("unit-costs", useCase, "bridge") + query.text();
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(path);
          session.list(format, answer, "effects", EFFECTS);
          below(format, answer, moved(answer));
          return Exit.OK;
        });
  }

  private static String moved(JsonNode answer) {
    StringBuilder text =
        new StringBuilder(
            "%s USD per %s, before %s USD; by %s\n"
                .formatted(
                    usd(answer, "after_usd"),
                    answer.path("unit").asText(),
                    usd(answer, "before_usd"),
                    answer.path("method").asText()));
    answer
        .path("diagnosis")
        .forEach(finding ->
            text.append(
                "- %s\n  %s\n"
                    .formatted(finding.path("text").asText(), finding.path("rows").asText())));
    return text.toString().stripTrailing();
  }

  /// Said below a table.
  private void below(FormatOption format, JsonNode answer, String text) {
    if (format.format() != FormatOption.Format.TABLE) {
      return;
    }
    session.print(text + "\n");
    PrintWriter err = session.terminal().err();
    answer.path("notes").forEach(note -> err.println("weir: " + note.asText()));
    err.flush();
  }

  private static String usd(JsonNode of, String field) {
    return Column.usd("", field).cell().apply(of);
  }
}
