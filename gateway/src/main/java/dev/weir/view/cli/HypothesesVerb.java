package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir hypotheses`: what is claimed of an experiment before it starts, and what came of it.
@Command(
    name = "hypotheses",
    description = "Register what an experiment is to show, plan its size, read it out.")
public final class HypothesesVerb {
  private static final String NAME = "NAME";
  private static final String HYPOTHESES = "hypotheses";
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "name"),
          Column.text("use case", "use_case"),
          Column.text("metric", "metric"),
          Column.text("evidence", "evidence"),
          Column.text("state", "state"),
          Column.text("until", "until"),
          Column.time("started", "started_at"),
          Column.time("stopped", "stopped_at"),
          Column.number("version", "version"),
          Column.text("by", "who"));

  private static final List<Column> COMPARISONS =
      List.of(
          Column.text("arm", "arm"),
          Column.text("verdict", "verdict"),
          Column.text("decision", "decision"),
          rounded("difference", "/difference/value"),
          rounded("from", "/difference/low"),
          rounded("to", "/difference/high"),
          rounded("p", "/p_value"),
          Column.usd("USD per outcome", "per_outcome.usd"),
          Column.usd("USD per month", "per_month.usd"),
          Column.usd("claimable", "claimable_usd_per_month"),
          Column.number("units needed", "units_needed"),
          Column.number("weeks", "weeks_needed"),
          Column.text("why", "why"));

  private static final List<Column> GROUPS =
      List.of(
          Column.text("group", "name"),
          Column.number("exposed", "exposed"),
          Column.number("counted", "counted"),
          rounded("metric", "/metric/value"),
          rounded("from", "/metric/low"),
          rounded("to", "/metric/high"));

  private static final List<Column> PLAN =
      List.of(
          Column.number("units per arm", "units_per_arm"),
          Column.number("units per week", "units_per_week"),
          Column.number("weeks", "weeks"));

  private final Session session;

  public HypothesesVerb(Session session) {
    this.session = session;
  }

  private static Column rounded(String title, String pointer) {
    Function<JsonNode, String> cell =
        row ->
            row.at(pointer).isNumber()
                ? row.at(pointer).decimalValue().round(FOUR_DIGITS).toPlainString()
                : "";
    return new Column(title, Column.Shape.NUMBER, cell);
  }

  @Command(description = "What is registered, by name.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path(HYPOTHESES)), HYPOTHESES, COLUMNS));
  }

  @Command(description = "A registration as it was written, and its hash.")
  int show(@Parameters(paramLabel = NAME) String name, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path(HYPOTHESES, name))));
  }

  @Command(description = "Say what is claimed and how it will be judged: a JSON file.")
  int register(
      @Parameters(paramLabel = NAME) String name,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path(HYPOTHESES, name), file, why, where);
  }

  @Command(description = "Take back one that has not started.")
  int remove(
      @Parameters(paramLabel = NAME) String name, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path(HYPOTHESES, name), why, where);
  }

  @Command(description = "From now on exposures count, and nothing of the registration changes.")
  int start(
      @Parameters(paramLabel = NAME) String name, @Mixin WhyOption why, @Mixin ServerOption where) {
    return stamped(name, "start", why, where);
  }

  @Command(description = "From now on nothing counts, for good.")
  int stop(
      @Parameters(paramLabel = NAME) String name, @Mixin WhyOption why, @Mixin ServerOption where) {
    return stamped(name, "stop", why, where);
  }

  private int stamped(String name, String what, WhyOption why, ServerOption where) {
    return session.change("POST", Api.path(HYPOTHESES, name, what), Json.object(), why, where);
  }

  @Command(
      description = "How many units find an effect, and in how many weeks a use case has them.")
  int plan(@Mixin PlanOptions options, @Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where,
        api -> planned(format, api.change("POST", Api.path("experiment-plan"), options.body())));
  }

  private int planned(FormatOption format, JsonNode answer) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(answer);
    }
    ObjectNode rows = Json.object();
    rows.putArray("rows").add(answer);
    return session.list(format, rows, "rows", PLAN);
  }

  @Command(description = "What came of it, as far as the registration lets it be said.")
  int readout(
      @Parameters(paramLabel = NAME) String name,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path(HYPOTHESES, name, "readout");
    return session.on(where, api -> readout(format, api.get(path)));
  }

  private int readout(FormatOption format, JsonNode answer) {
    session.list(format, answer, "comparisons", COMPARISONS);
    if (format.format() != FormatOption.Format.TABLE) {
      return Exit.OK;
    }
    session.print("\n");
    session.list(format, answer, "groups", GROUPS);
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "%s of %s, evidence %s; registration %s%n",
        answer.path("metric").asText(),
        answer.path("name").asText(),
        answer.path("evidence").asText(),
        answer.path("registration_hash").asText());
    answer.path("notes").forEach(note -> beside.println(note.asText()));
    beside.flush();
    return Exit.OK;
  }
}
