package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir bills`: what providers and clouds bill, and what providers say was used.
@Command(
    name = "bills",
    description = "Import, list and show bills and the usage that providers report.")
public final class BillsVerb {
  private static final List<Column> BILLS =
      List.of(
          Column.text("bill", "id"),
          Column.text("kind", "kind"),
          Column.text("format", "format"),
          Column.text("provider", "providers"),
          Column.text("account", "accounts"),
          Column.text("from", "from"),
          Column.text("to", "to"),
          Column.number("lines", "lines"),
          Column.text("due", "totals"),
          Column.time("imported at", "at"),
          Column.text("by", "who"),
          Column.text("replaced by", "replaced_by"),
          Column.text("file", "file"));

  private static final List<Column> LINES =
      List.of(
          Column.number("row", "row"),
          Column.text("provider", "provider"),
          Column.text("account", "account"),
          Column.text("project", "project"),
          Column.text("key", "key"),
          Column.text("product", "product"),
          Column.text("model", "model"),
          Column.text("meter", "meter"),
          Column.text("tier", "tier"),
          Column.time("from", "from"),
          Column.time("to", "to"),
          Column.number("quantity", "quantity"),
          Column.text("unit", "unit"),
          Column.number("list", "list_cost"),
          Column.number("billed", "billed_cost"),
          Column.number("effective", "effective_cost"),
          Column.text("currency", "currency"),
          Column.text("category", "category"),
          Column.text("invoice", "invoice"));

  private static final List<Column> SOURCES =
      List.of(
          Column.text("source", "source"),
          Column.text("report", "report"),
          Column.time("last tried", "tried"),
          Column.time("last success", "succeeded"),
          Column.number("days", "days"),
          Column.text("first", "first_day"),
          Column.text("last", "last_day"),
          Column.text("late", "late"),
          Column.text("bypass told", "watched"),
          Column.text("last error", "problem"),
          Column.text("note", "note"));

  private static final List<Column> FETCHED =
      List.of(
          Column.text("source", "source"),
          Column.text("report", "report"),
          Column.text("from", "from"),
          Column.text("to", "to"),
          Column.number("imported", "imported"),
          Column.number("replaced", "replaced"),
          Column.number("unchanged", "unchanged"),
          Column.number("idle", "idle"),
          Column.text("error", "problem"),
          Column.text("notes", "notes"));

  private final Session session;

  public BillsVerb(Session session) {
    this.session = session;
  }

  @Command(
      name = "import",
      description = "Keep a bill, or a provider's usage; all of FILE or nothing.")
  int load(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--format",
              paramLabel = "FORM",
              description =
                  "openai-usage, openai-costs, anthropic-usage, anthropic-costs, aws-cur, focus,"
                      + " azure-actual or azure-amortized; seen in the content if not said.")
          Optional<String> form,
      @Option(
              names = "--replace",
              description = "Take the place of bills of the same source and days.")
          boolean replace,
      @Option(
              names = "--total",
              paramLabel = "AMOUNT",
              description = "What the invoice says is due; refused if the lines say otherwise.")
          Optional<String> total,
      @Option(names = "--dry-run", description = "Only say what would be kept.") boolean rehearsal,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String content = session.table(file);
    Query query = new Query();
    query.add("file", String.valueOf(file.getFileName()));
    form.ifPresent(written -> query.add("format", written));
    if (replace) {
      query.add("replace", "true");
    }
    total.ifPresent(due -> query.add("total", due));
    query.add("dry_run", Boolean.toString(rehearsal));
    why.why().ifPresent(text -> query.add("why", text));
    String path = Api.path("bills") + query.text();
    return session.on(
        where, api -> imported(Json.read(api.text("POST", path, content, "text/plain"))));
  }

  private static String standing(JsonNode answer) {
    if (!answer.path("imported").asBoolean()) {
      return "imported already, nothing changed:";
    }
    return answer.path("dry_run").asBoolean() ? "would be imported," : "imported";
  }

  private int imported(JsonNode answer) {
    JsonNode bill = answer.path("bill");
    session.print(
        "%s: %s %s of %s, %s to %s, %s lines, due %s%n"
            .formatted(
                bill.path("id").asText(),
                standing(answer),
                bill.path("format").asText(),
                Column.shown(bill.path("providers")),
                bill.path("from").asText(),
                bill.path("to").asText(),
                bill.path("lines").asText(),
                bill.path("totals").isEmpty() ? "nothing" : Column.shown(bill.path("totals"))));
    if (answer.path("dry_run").asBoolean() && !bill.path("replaces").isEmpty()) {
      session.print("it would replace %s%n".formatted(Column.shown(bill.path("replaces"))));
    }
    bill.path("notes").forEach(note -> session.terminal().err().println("weir: " + note.asText()));
    return Exit.OK;
  }

  @Command(description = "Imported bills, the latest first; replaced ones too.")
  int list(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path("bills")), "bills", BILLS));
  }

  @Command(description = "What is fetched from vendors, and how that goes.")
  int sources(@Mixin ServerOption where, @Mixin FormatOption format) {
    return session.on(
        where,
        api -> session.list(format, api.get(Api.path("bills", "sources")), "sources", SOURCES));
  }

  @Command(
      description =
          "Ask vendors now for what they bill and what was used; exit code 1 if a report was not"
              + " had.")
  int fetch(
      @Parameters(
              paramLabel = "SOURCE",
              arity = "0..1",
              description = "One source; all if not said.")
          Optional<String> source,
      @Option(
              names = "--from",
              paramLabel = "DAY",
              description = "First day, in UTC; the days that are due if not said.")
          Optional<String> from,
      @Option(names = "--to", paramLabel = "DAY", description = "The day after the last, in UTC.")
          Optional<String> to,
      @Mixin WhyOption why,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    source.ifPresent(name -> query.add("source", name));
    from.ifPresent(day -> query.add("from", Written.day("--from", day)));
    to.ifPresent(day -> query.add("to", Written.day("--to", day)));
    why.why().ifPresent(text -> query.add("why", text));
    return session.on(
        where,
        api -> {
          String path = Api.path("bills", "fetch") + query.text();
          JsonNode page = api.change("POST", path, Json.object());
          session.list(format, page, "reports", FETCHED);
          for (JsonNode report : page.path("reports")) {
            if (report.hasNonNull("problem")) {
              return Exit.REFUSED;
            }
          }
          return Exit.OK;
        });
  }

  @Command(description = "The lines of one bill, in the order of its file.")
  int show(
      @Parameters(paramLabel = "BILL") String id,
      @Option(names = "--limit", paramLabel = "N", description = "Most lines; 1,000 if not said.")
          Optional<Integer> limit,
      @Option(names = "--after", paramLabel = "N", description = "Pass over so many lines.")
          Optional<Integer> after,
      @Mixin ServerOption where,
      @Mixin FormatOption format) {
    Query query = new Query();
    limit.ifPresent(most -> query.add("limit", most.toString()));
    after.ifPresent(passed -> query.add("after", passed.toString()));
    return session.on(
        where,
        api -> {
          JsonNode page = api.get(Api.path("bills", id) + query.text());
          session.list(format, page, "lines", LINES);
          if (page.has("next")) {
            session
                .terminal()
                .err()
                .println("there are more: --after " + page.path("next").asText());
          }
          return Exit.OK;
        });
  }
}
