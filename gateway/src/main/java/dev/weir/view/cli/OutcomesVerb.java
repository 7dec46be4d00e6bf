package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `weir outcomes`: what use cases bring about.
@Command(
    name = "outcomes",
    description =
        "Say what an outcome of a use case is and worth; tell outcomes; see what they add up to.")
public final class OutcomesVerb {
  private static final String USE_CASE = "USE_CASE";
  private static final String DEFINITIONS = "outcome-definitions";
  private static final String OUTCOMES = "outcomes";
  private static final List<Column> DEFINED =
      List.of(
          Column.text("use case", "use_case"),
          Column.text("unit", "unit"),
          Column.text("value", "value"),
          Column.text("evidence", "evidence"),
          Column.text("success", "success"),
          Column.text("KPIs", "kpis"),
          Column.number("version", "version"),
          Column.text("by", "who"));
  private static final List<Column> LINES =
      List.of(
          Column.number("row", "row"),
          Column.text("outcome", "outcome_id"),
          Column.time("occurred", "occurred_at"),
          Column.number("quantity", "quantity"),
          Column.text("success", "success"),
          Column.usd("stated USD", "stated_usd"),
          Column.usd("claimable USD", "claimable_usd"),
          Column.text("evidence", "evidence"),
          Column.text("kind", "kind"),
          Column.time("told", "at"),
          Column.text("by", "who"),
          Column.text("why", "why"));
  private static final List<Column> GROUPS =
      List.of(
          Column.text("key", "key"),
          Column.number("outcomes", "sum.outcomes"),
          Column.number("successes", "sum.successes"),
          Column.number("quantity", "sum.quantity"),
          Column.usd("stated USD", "sum.stated_usd"),
          Column.usd("claimable USD", "sum.claimable_usd"),
          Column.rareNumber("unvalued", "sum.unvalued"));
  private static final List<Column> INBOX =
      List.of(
          Column.number("id", "id"),
          Column.time("at", "at"),
          Column.text("use case", "use_case"),
          Column.text("rating", "rating"),
          Column.text("comment", "comment"),
          Column.text("tags", "tags"),
          Column.text("user", "user"),
          Column.text("call", "call_id"));

  private final Session session;

  public OutcomesVerb(Session session) {
    this.session = session;
  }

  @Command(description = "Say what an outcome of a use case is: a JSON file.")
  int define(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path(DEFINITIONS, useCase), file, why, where);
  }

  @Command(description = "End a definition; outcomes of the use case are not taken any more.")
  int remove(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.remove(Api.path(DEFINITIONS, useCase), why, where);
  }

  @Command(description = "What outcomes of use cases are.")
  int definitions(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path(DEFINITIONS)), "definitions", DEFINED));
  }

  @Command(description = "Outcomes of a use case in force.")
  int list(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin OccurredOptions days,
      @Option(names = "--after", paramLabel = "ROW", description = "Only behind this row.")
          Optional<Long> after,
      @Option(names = "--limit", paramLabel = "N", description = "1 to 1,000; 100 if not said.")
          Optional<Integer> limit,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    query.add("use_case", useCase);
    days.addTo(query);
    after.ifPresent(row -> query.add("after", row.toString()));
    limit.ifPresent(most -> query.add("limit", most.toString()));
    return session.on(
        where,
        api -> session.list(format, api.get(Api.path(OUTCOMES) + query.text()), OUTCOMES, LINES));
  }

  @Command(description = "All that was told of an outcome, row by row.")
  int show(
      @Parameters(paramLabel = "ID") String id,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    return session.on(
        where, api -> session.list(format, api.get(Api.path(OUTCOMES, id)), "rows", LINES));
  }

  @Command(
      description = {
        "Tell the outcomes of a file, each once: those that were told already are passed over.",
        "Long CSV and JSON lines are cut into pieces; all of them are tried before the first is taken."
      })
  int send(
      @Parameters(paramLabel = "FILE", description = "By its name: .csv, .jsonl or .json.")
          Path file,
      @Option(names = "--dry-run", description = "Only say what would be taken.") boolean rehearsal,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return new OutcomeSending(session, file, false, why.why()).send(rehearsal, where);
  }

  @Command(
      description =
          "Put the outcomes of a file in the place of what was told before, valued by the definition in force.")
  int correct(
      @Parameters(paramLabel = "FILE", description = "By its name: .csv, .jsonl or .json.")
          Path file,
      @Option(names = "--dry-run", description = "Only say what would be taken.") boolean rehearsal,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return new OutcomeSending(session, file, true, why.why()).send(rehearsal, where);
  }

  @Command(
      name = "void",
      description = "Take outcomes back; told again by the same use case they stay so.")
  int takeBack(
      @Parameters(paramLabel = USE_CASE, index = "0") String useCase,
      @Parameters(paramLabel = "ID", index = "1..*", arity = "1..*") List<String> ids,
      @Option(names = "--why", required = true, paramLabel = "TEXT") String why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("use_case", useCase).put("why", why);
    ArrayNode list = body.putArray("ids");
    ids.forEach(list::add);
    return session.on(
        where,
        api -> {
          JsonNode answer = api.change("POST", Api.path(OUTCOMES, "void"), body);
          session.show(answer);
          return answer.path("missing").isEmpty() ? Exit.OK : Exit.REFUSED;
        });
  }

  @Command(description = "What outcomes in force add up to.")
  int sums(
      @Option(names = "--use-case", paramLabel = USE_CASE, description = "Of this one only.")
          Optional<String> useCase,
      @Option(
              names = "--by",
              paramLabel = "WHAT",
              description = "use_case (if not said), month, day, user, session or ticket.")
          Optional<String> by,
      @Mixin OccurredOptions days,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    useCase.ifPresent(text -> query.add("use_case", text));
    by.ifPresent(text -> query.add("by", text));
    days.addTo(query);
    return session.on(
        where,
        api ->
            session.list(
                format, api.get(Api.path(OUTCOMES, "sums") + query.text()), "groups", GROUPS));
  }

  @Command(description = "A use case's month: sums, KPIs, and what came after its end.")
  int summary(
      @Parameters(paramLabel = USE_CASE) String useCase,
      @Mixin MonthOption month,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    String path = Api.path(OUTCOMES, useCase, "summary") + month.query().text();
    return session.on(where, api -> OutcomeSummaryText.show(session, format, api.get(path)));
  }

  @Command(description = "Low ratings and outcomes that nobody has looked into.")
  int inbox(
      @Option(names = "--use-case", paramLabel = USE_CASE, description = "Of this one only.")
          Optional<String> useCase,
      @Option(names = "--all", description = "Good ratings and handled ones too.") boolean all,
      @Option(names = "--after", paramLabel = "ID", description = "Only behind this one.")
          Optional<Long> after,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    useCase.ifPresent(text -> query.add("use_case", text));
    query.add("low", Boolean.toString(!all));
    query.add("open", Boolean.toString(!all));
    after.ifPresent(id -> query.add("after", id.toString()));
    return session.on(
        where,
        api ->
            session.list(format, api.get(Api.path("feedback") + query.text()), "feedback", INBOX));
  }

  @Command(description = "Note that somebody has looked into feedback, and what came of it.")
  int handled(
      @Parameters(paramLabel = "ID") long id,
      @Option(names = "--why", required = true, paramLabel = "TEXT") String why,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("why", why);
    return session.on(
        where,
        api -> {
          JsonNode answer =
              api.change("POST", Api.path("feedback", Long.toString(id), "handled"), body);
          PrintWriter out = session.terminal().out();
          out.printf("%d is handled, by %s%n", id, answer.path("who").asText());
          out.flush();
          return Exit.OK;
        });
  }
}
