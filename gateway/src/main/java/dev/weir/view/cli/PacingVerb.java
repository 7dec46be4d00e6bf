package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `weir pacing`: how it stands with the limits of the providers.
@Command(
    name = "pacing",
    description = "The limits of the providers: what is left of them, who waits, what they bear.")
public final class PacingVerb implements Callable<Integer> {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("provider/models", "gate"),
          Column.number("under way", "under_way"),
          Column.number("waiting", "waiting"),
          Column.number("most at once", "most_at_once"),
          Column.text("because of", "most_by"),
          new Column("left", Column.Shape.TEXT, PacingVerb::left),
          Column.number("closed s", "closed_seconds"));

  private final Session session;

  @Mixin private ServerOption where = new ServerOption();
  @Mixin private FormatOption format = new FormatOption();

  public PacingVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return session.on(
        where,
        api -> {
          session.list(format, api.get(Api.path("pacing")), "gates", COLUMNS);
          return Exit.OK;
        });
  }

  private static String left(JsonNode gate) {
    List<String> all = new ArrayList<>();
    gate.path("left")
        .forEach(each ->
            all.add(
                "%s of %s %s"
                    .formatted(
                        each.path("now").asText(),
                        each.path("limit").asText(),
                        each.path("of").asText().replace('_', ' '))));
    return String.join(", ", all);
  }
}
