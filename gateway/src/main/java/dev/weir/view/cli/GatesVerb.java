package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir gates`: what is demanded before a use case moves on, and how it stands to that.
@Command(
    name = "gates",
    description = "Say what is demanded before use cases move on, and how they stand to it.")
public final class GatesVerb {
  private static final String GATES = "gates";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("use case", "use_case"),
          Column.text("to", "to"),
          Column.number("criteria", "criteria"),
          Column.time("lit since", "lit_since"),
          Column.text("stop", "stop_iterating"),
          Column.text("proven", "proven"),
          Column.text("kill lit", "killed"),
          Column.number("version", "version"),
          Column.text("by", "who"));

  private static final List<Column> CRITERIA =
      List.of(
          Column.text("what", "what"),
          Column.text("metric", "metric"),
          Column.text("is to be", "comparison"),
          Column.number("threshold", "threshold"),
          Column.number("figure", "figure"),
          Column.number("low", "low"),
          Column.number("high", "high"),
          Column.number("n", "n"),
          Column.text("standing", "standing"),
          Column.text("why", "why"));

  private static final List<Column> METRICS =
      List.of(
          Column.text("metric", "metric"),
          Column.text("unit", "unit"),
          Column.text("bound", "bounded"),
          Column.text("meaning", "meaning"));

  private final Session session;

  public GatesVerb(Session session) {
    this.session = session;
  }

  @Command(description = "All gates, and what their lights showed last.")
  int list(
      @Option(names = "--use-case", paramLabel = "NAME", description = "Only of this one.")
          Optional<String> useCase,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    useCase.ifPresent(name -> query.add("use_case", name));
    String path = Api.path(GATES) + query.text();
    return session.on(where, api -> session.list(format, api.get(path), GATES, COLUMNS));
  }

  @Command(description = "What a criterion can be about here.")
  int metrics(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where,
        api -> session.list(format, api.get(Api.path(GATES, "metrics")), "metrics", METRICS));
  }

  @Command(
      description = {
        "A gate to begin with, as JSON for 'put', by audience and where it leads.",
        "It asks for nothing that no source of figures tells here."
      })
  int defaults(
      @Parameters(paramLabel = "TO", description = "A stage or an audience, as beta.") String to,
      @Option(
              names = "--audience",
              paramLabel = "WHOM",
              description = "internal, partner or customer; internal if not said.")
          Optional<String> audience,
      @Option(
              names = "--use-case",
              paramLabel = "NAME",
              description = "With its safeguards, instead of an audience's.")
          Optional<String> useCase,
      @Mixin ServerOption where) {
    Query query = new Query();
    query.add("to", to);
    useCase.ifPresent(name -> query.add("use_case", name));
    audience.ifPresent(whom -> query.add("audience", whom));
    String path = Api.path(GATES, "defaults") + query.text();
    return session.on(where, api -> session.show(api.get(path).path("gate")));
  }

  @Command(description = "How a use case stands to a gate: every criterion on live figures.")
  int show(
      @Parameters(paramLabel = "USE_CASE") String useCase,
      @Parameters(paramLabel = "TO") String to,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path(GATES, useCase, to);
    return session.on(where, api -> shown(format, api.get(path)));
  }

  private int shown(FormatOption format, JsonNode standing) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(standing);
    }
    say(standing);
    ObjectNode rows = Json.object();
    rows.putArray("rows");
    standing.path("criteria").forEach(each -> add(rows, "criterion", each));
    standing.path("workload").forEach(each -> add(rows, "workload", each));
    standing.path("guards").forEach(each -> add(rows, "guard", each));
    standing.path("kill").forEach(each -> add(rows, "kill", each.path("when")));
    return session.list(format, rows, "rows", CRITERIA);
  }

  private static void add(ObjectNode rows, String what, JsonNode criterion) {
    ObjectNode row = criterion.deepCopy();
    rows.withArray("rows").add(row.put("what", what));
  }

  private void say(JsonNode standing) {
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "%s is in %s, gate to %s: %s%s%n",
        standing.path("use_case").asText(),
        standing.path("stage").asText(),
        standing.path("to").asText(),
        standing.path("holds").asBoolean() ? "all criteria hold" : "not all criteria hold",
        standing.path("stop_iterating").asBoolean() ? "; stop iterating" : "");
    beside.printf(
        "unit economics %s: %s%n",
        standing.path("proven").path("standing").asText().equals("holds")
            ? "are proven"
            : "are not proven",
        standing.path("proven").path("why").asText());
    if (standing.hasNonNull("held_by")) {
      beside.printf("the roll-out is held: %s%n", standing.path("held_by").asText());
    }
    if (standing.hasNonNull("memo")) {
      beside.printf(
          "a kill criterion closed the use case; see 'memo', SHA-256 %s%s%n",
          standing.path("memo").path("sha256").asText(),
          standing.path("memo").path("whole").asBoolean() ? "" : ", which it does not have now");
    }
    JsonNode signed = standing.path("signed");
    if (signed.path("changed").asBoolean()) {
      beside.printf(
          "%s was signed on version %s, by which its ramp, kill criteria and caps go; this is"
              + " version %s%n",
          signed.path("promotion").asText(),
          signed.path("version").asText(),
          standing.path("version").asText());
    }
    if (standing.hasNonNull("unfinished")) {
      beside.printf("the last look is not finished: %s%n", standing.path("unfinished").asText());
    }
    standing
        .path("factors")
        .forEach(each ->
            beside.printf(
                "%s: %s of what was projected on %s days, CUSUM %s, alarm at %s%s%n",
                each.path("factor").asText(),
                each.path("ratio").asText("nothing known"),
                each.path("days").asText(),
                each.path("sum").asText(),
                each.path("alarm").asText(),
                each.hasNonNull("alarmed") ? ", passed on " + each.path("alarmed").asText() : ""));
    if (standing.hasNonNull("polish")) {
      beside.printf(
          "polish since %s: %s USD%n",
          standing.path("polish").path("since").asText(),
          standing.path("polish").path("usd").asText());
    }
    beside.flush();
  }

  @Command(
      description = {
        "Print why a kill criterion closed the use case, byte for byte as it was hashed, where no",
        "promotion had brought it where it was; otherwise see 'promotions memo'."
      })
  int memo(
      @Parameters(paramLabel = "USE_CASE") String useCase,
      @Parameters(paramLabel = "TO") String to,
      @Mixin ServerOption where) {
    String path = Api.path(GATES, useCase, to, "memo");
    return session.on(
        where,
        api -> {
          session.print(api.text("GET", path, "", "application/json"));
          return Exit.OK;
        });
  }

  @Command(description = "Say what is demanded: a JSON file, as 'defaults' prints one.")
  int put(
      @Parameters(paramLabel = "USE_CASE") String useCase,
      @Parameters(paramLabel = "TO") String to,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path(GATES, useCase, to), file, why, where);
  }

  @Command(description = "Take a gate away: nothing goes through it.")
  int remove(
      @Parameters(paramLabel = "USE_CASE") String useCase,
      @Parameters(paramLabel = "TO") String to,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(Api.path(GATES, useCase, to), why, where);
  }

  @Command(description = "Hash a promotion's evidence anew, and compare with what was signed.")
  int verify(@Parameters(paramLabel = "PROMOTION") String id, @Mixin ServerOption where) {
    return new PromotionsVerb(session).verify(id, where);
  }
}
