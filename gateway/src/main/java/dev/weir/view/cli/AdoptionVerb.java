package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir adoption`: who may use a use case, and who does.
@Command(name = "adoption", description = "Say who may use a use case, and see who does.")
public final class AdoptionVerb {
  private static final String USE_CASE = "USE_CASE";
  private static final List<Column> ROSTERS =
      List.of(
          Column.text("use case", "use_case"),
          Column.number("eligible", "eligible"),
          Column.text("listed", "listed"),
          Column.number("activated by calls", "activation_calls"),
          Column.number("within days", "activation_within_days"),
          Column.number("version", "version"),
          Column.text("by", "who"));

  private static final List<Column> WEEKS =
      List.of(
          Column.text("week", "week"),
          Column.number("active", "active"),
          Column.percent("of eligible", "active_rate"));

  private static final List<Column> COHORTS =
      List.of(
          Column.text("first used in week", "week"),
          Column.number("users", "users"),
          Column.percent("active in week 0, 1, 2 …", "retained"));

  private static final List<Column> USERS =
      List.of(
          Column.text("user", "user"),
          Column.text("on the roster", "listed"),
          Column.text("first call", "first"),
          Column.text("activated", "activated"),
          Column.number("calls", "calls"),
          Column.text("rows", "rows"));

  private final Session session;

  public AdoptionVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Who may use which use case.")
  int rosters(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("rosters")), "rosters", ROSTERS));
  }

  @Command(description = "Say who may use a use case, and who of them counts as activated.")
  int roster(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin RosterOptions options,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.change("PUT", Api.path("rosters", useCase), options.body(session), why, where);
  }

  @Command(description = "Take a roster back.")
  int remove(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(Api.path("rosters", useCase), why, where);
  }

  @Command(description = "Adoption in a month, week by week; of this month, if none is said.")
  int show(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin MonthOption month,
      @Option(
              names = "--cohorts",
              description = "Who came back instead, by the week of the first call.")
          boolean cohorts,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path("use-cases", useCase, "adoption") + month.query().text();
    return session.on(where, api -> show(format, cohorts, api.get(path)));
  }

  @Command(description = "The users a month's adoption is counted from, one by one.")
  int users(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin MonthOption month,
      @Option(names = "--after", paramLabel = "USER", description = "Only those behind this one.")
          Optional<String> after,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = month.query();
    after.ifPresent(user -> query.add("after", user));
    String path = Api.path("use-cases", useCase, "adoption", "users") + query.text();
    return session.on(where, api -> session.list(format, api.get(path), "users", USERS));
  }

  private int show(FormatOption format, boolean cohorts, JsonNode adoption) {
    if (format.format() == FormatOption.Format.TABLE) {
      PrintWriter beside = session.terminal().err();
      beside.printf(
          "%s in %s: %s eligible, %s activated (%s new), %s active in the month%n",
          adoption.path("use_case").asText(),
          adoption.path("month").asText(),
          adoption.path("eligible").asText(),
          adoption.path("activated").asText(),
          adoption.path("newly_activated").asText(),
          adoption.path("monthly_active").asText());
      if (adoption.path("depth") instanceof ObjectNode depth) {
        beside.printf(
            "calls of an active user: mean %.1f, median %.1f, p95 %.1f; Gini %.3f%n",
            depth.path("mean").asDouble(),
            depth.path("median").asDouble(),
            depth.path("p95").asDouble(),
            depth.path("gini").asDouble());
      }
      beside.printf(
          "apart from these: %s users beyond the roster, %s calls without a user%n",
          adoption.path("beyond_roster").asText(), adoption.path("calls_without_user").asText());
      beside.printf("evidence: %s; rows:%n", adoption.path("evidence").asText());
      adoption.path("rows").forEach(path -> beside.println("  " + path.asText()));
      beside.flush();
    }
    return cohorts
        ? session.list(format, adoption, "cohorts", COHORTS)
        : session.list(format, adoption, "weeks", WEEKS);
  }
}
