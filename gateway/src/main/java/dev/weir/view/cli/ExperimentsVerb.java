package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `weir experiments`: what the gateway does for trials.
@Command(name = "experiments", description = "Put users, sessions or tickets into arms; stop it.")
public final class ExperimentsVerb {
  private static final String NAME = "NAME";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("experiment", "id"),
          Column.text("use case", "use_case"),
          Column.text("unit", "unit"),
          Column.text("arms", "arms"),
          Column.text("state", "state"),
          Column.text("from", "from"),
          Column.text("until", "until"),
          Column.number("version", "version"),
          Column.text("by", "who"));

  private static final List<Column> EXPOSED =
      List.of(
          Column.text("arm", "arm"),
          Column.number("weight", "weight"),
          Column.number("units", "units"),
          Column.time("first", "first"),
          Column.number("calls", "calls"),
          Column.number("refused", "refused"),
          Column.usd("cost USD", "cost_usd"));

  private final Session session;

  public ExperimentsVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Every experiment, by name.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(where, api -> list(format, api.get(Api.path("experiments"))));
  }

  private int list(FormatOption format, JsonNode answer) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(answer);
    }
    ObjectNode page = Json.object();
    ArrayNode rows = page.putArray("rows");
    answer.path("experiments").forEach(experiment -> rows.add(row(experiment)));
    return session.list(format, page, "rows", COLUMNS);
  }

  private static ObjectNode row(JsonNode experiment) {
    JsonNode definition = experiment.path("definition");
    ObjectNode row = Json.object();
    row.put("id", experiment.path("id").asText());
    row.put("use_case", definition.path("use_case").asText());
    row.put("unit", definition.path("unit").asText("user"));
    row.put("arms", arms(definition.path("arms")));
    row.put("state", definition.path("state").asText("draft"));
    row.put("from", definition.path("from").asText());
    row.put("until", definition.path("until").asText());
    row.set("version", experiment.path("version"));
    return row.put("who", experiment.path("who").asText());
  }

  private static String arms(JsonNode arms) {
    return StreamSupport.stream(arms.spliterator(), false)
        .map(arm -> arm.path("name").asText() + ":" + arm.path("weight").asText())
        .collect(Collectors.joining(","));
  }

  @Command(description = "One experiment: its definition.")
  int show(@Parameters(paramLabel = NAME) String name, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path("experiments", name))));
  }

  @Command(description = "How many units each arm had, and what their calls cost.")
  int exposures(
      @Parameters(paramLabel = NAME) String name,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path("experiments", name, "exposures");
    return session.on(where, api -> exposures(format, api.get(path)));
  }

  private int exposures(FormatOption format, JsonNode answer) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(answer);
    }
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "%s by %s: %,d in more than one arm, %,d calls without a unit%n",
        answer.path("experiment").asText(),
        answer.path("unit").asText(),
        answer.path("contaminated").asLong(),
        answer.path("without_unit").asLong());
    beside.flush();
    return session.list(format, answer, "arms", EXPOSED);
  }

  @Command(description = "Say what is tried: a JSON file as docs/experiments.md has it.")
  int put(
      @Parameters(paramLabel = NAME) String name,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path("experiments", name), file, why, where);
  }

  @Command(description = "Stop one for good: its calls go as they are asked from then on.")
  int stop(
      @Parameters(paramLabel = NAME) String name, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.on(
        where,
        api -> {
          JsonNode there = api.get(Api.path("experiments", name));
          ObjectNode body = there.path("definition").deepCopy();
          body.put("state", "stopped");
          String path = Api.path("experiments", name) + why.query();
          return session.changed(api.change("PUT", path, body));
        });
  }

  @Command(description = "Take one out that is a draft or stopped.")
  int delete(
      @Parameters(paramLabel = NAME) String name, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("experiments", name), why, where);
  }
}
