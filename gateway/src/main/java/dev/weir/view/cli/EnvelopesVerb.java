package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir envelopes`: what cost centres are planned to cost.
@Command(
    name = "envelopes",
    description =
        "Import what cost centres are planned to cost, and compare it with what they did.")
public final class EnvelopesVerb {
  private static final List<Column> LIST =
      List.of(
          Column.text("cost centre", "cost_centre"),
          Column.text("month", "month"),
          Column.usd("planned USD", "planned_usd"),
          Column.text("note", "note"),
          Column.time("imported at", "at"),
          Column.text("by", "who"));

  private static final List<Column> COMPARISON =
      List.of(
          Column.text("cost centre", "cost_centre"),
          Column.usd("planned USD", "planned_usd"),
          Column.usd("ledger cost USD", "ledger_cost_usd"),
          Column.usd("pools USD", "pools_usd"),
          Column.usd("left USD", "left_usd"),
          Column.percent("used", "used"),
          Column.usd("expected USD", "expected_usd"),
          Column.text("standing", "standing"));

  private final Session session;

  public EnvelopesVerb(Session session) {
    this.session = session;
  }

  @Command(
      name = "import",
      description = "Take FILE as the whole of the years it names; all of it or nothing.")
  int load(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--replace",
              description = "End envelopes of these years that FILE does not have.")
          boolean replace,
      @Option(names = "--dry-run", description = "Only say what would change.") boolean rehearsal,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String content = session.content(file);
    Query query = new Query();
    if (replace) {
      query.add("replace", "true");
    }
    query.add("dry_run", Boolean.toString(rehearsal));
    why.why().ifPresent(text -> query.add("why", text));
    String path = Api.path("envelopes") + query.text();
    return session.on(
        where,
        api -> {
          JsonNode answer = Json.read(api.text("PUT", path, content, "text/csv"));
          answer.path("years").forEach(year -> session.print(said(year)));
          if (answer.path("dry_run").asBoolean()) {
            session.print("nothing was changed: this is a dry run\n");
          }
          return Exit.OK;
        });
  }

  private static String said(JsonNode year) {
    return "%s: %s envelopes, %s USD; version %s%s\n"
        .formatted(
            year.path("year").asText(),
            year.path("envelopes").asText(),
            usd(year, "planned_usd"),
            year.path("version").asText(),
            year.path("imported").asBoolean()
                ? ", %s added, %s altered, %s removed"
                    .formatted(
                        year.path("added").asText(),
                        year.path("altered").asText(),
                        year.path("removed").asText())
                : " is the same, nothing changed");
  }

  @Command(description = "Envelopes in force.")
  int list(
      @Option(names = "--year", paramLabel = "YEAR", description = "Only of this year.")
          Optional<Integer> year,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    year.ifPresent(only -> query.add("year", only.toString()));
    return session.on(
        where,
        api ->
            session.list(format, api.get(Api.path("envelopes") + query.text()), "envelopes", LIST));
  }

  @Command(description = "End all envelopes of a year.")
  int remove(
      @Parameters(paramLabel = "YEAR") int year, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path("envelopes", Integer.toString(year)), why, where);
  }

  @Command(description = "Planned and ledger cost side by side; of this month, if nothing is said.")
  int compare(
      @Option(names = "--month", paramLabel = "MONTH", description = "2026-10, of UTC.")
          Optional<String> month,
      @Option(names = "--year", paramLabel = "YEAR", description = "A whole year instead.")
          Optional<Integer> year,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    query.addMonth(month);
    year.ifPresent(whole -> query.add("year", whole.toString()));
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(Api.path("envelopes", "comparison") + query.text());
          session.list(format, answer, "rows", COMPARISON);
          if (format.format() == FormatOption.Format.TABLE) {
            session.print(summary(answer));
          }
          return Exit.OK;
        });
  }

  private static String summary(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    answer
        .path("outside")
        .forEach(row ->
            text.append(
                "beside cost centres, %s: %s USD, of pools %s USD\n"
                    .formatted(
                        row.path("payer").asText(),
                        usd(row, "ledger_cost_usd"),
                        usd(row, "pools_usd"))));
    JsonNode total = answer.path("total");
    return text.append(
            "planned %s USD, ledger cost %s USD, pools %s USD\n"
                .formatted(
                    usd(total, "planned_usd"),
                    usd(total, "ledger_cost_usd"),
                    usd(total, "pools_usd")))
        .toString();
  }

  private static String usd(JsonNode of, String field) {
    return Column.usd("", field).cell().apply(of);
  }
}
