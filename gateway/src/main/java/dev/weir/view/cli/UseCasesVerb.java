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

/// `weir usecases`: the portfolio.
@Command(
    name = "usecases",
    description = "Say what use cases are to be worth, see what they lack and which come first.")
public final class UseCasesVerb {
  private static final String NAME = "NAME";
  private static final String USE_CASES = "use-cases";

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("use case", "id"),
          Column.text("stage", "stage"),
          Column.text("audience", "audience"),
          Column.text("business owner", "business_owner"),
          Column.text("technical owner", "technical_owner"),
          Column.usd("USD/month", "budget_usd_per_month"),
          Column.text("review on", "review_on"),
          Column.text("lacks", "missing"),
          Column.text("not approved", "unexplained"),
          Column.number("version", "version"));

  private static final List<Column> MISSING =
      List.of(Column.text("missing", "what"), Column.text("why", "why"));

  private static final List<Column> SMART =
      List.of(
          Column.text("check", "check"),
          Column.text("passed", "passed"),
          Column.text("lacking", "lacking"),
          Column.text("evidence", "evidence"));

  private static final List<Column> FINDINGS =
      List.of(Column.text("rule", "rule"), Column.text("finding", "message"));

  private static final List<Column> RANKING =
      List.of(
          Column.number("rank", "rank"),
          Column.text("use case", "id"),
          Column.text("stage", "stage"),
          Column.number("score", "score"),
          Column.percent("reversal", "reversal"),
          Column.number("best rank", "rank_low"),
          Column.number("worst rank", "rank_high"),
          Column.usd("USD/month", "budget_usd_per_month"),
          Column.text("frontier", "frontier"));

  private static final List<Column> STRATEGIC =
      List.of(
          Column.text("strategic use case", "id"),
          Column.text("aim", "aim"),
          Column.text("horizon", "horizon"),
          Column.usd("USD/month", "budget_usd_per_month"),
          Column.usd("option USD, its owners' opinion", "option_usd"));

  private static final List<Column> SCOPE =
      List.of(
          Column.text("kind", "kind"),
          Column.text("part", "name"),
          Column.number("calls", "calls"),
          Column.usd("USD", "usd"),
          Column.text("approved", "approved"),
          Column.text("by", "approved_by"),
          Column.text("on", "approved_on"));

  private final Session session;

  public UseCasesVerb(Session session) {
    this.session = session;
  }

  @Command(description = "The portfolio: stages, owners, what each lacks for keys beyond a POC.")
  int list(@Mixin FormatOption format, @Mixin ServerOption where) {
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(Api.path(USE_CASES));
          answer
              .path("use_cases")
              .forEach(each -> warn(each.path("id").asText(), each.path("warnings")));
          return session.list(format, answer, "use_cases", COLUMNS);
        });
  }

  private void warn(String id, JsonNode warnings) {
    PrintWriter beside = session.terminal().err();
    warnings.forEach(each -> beside.printf("weir: %s: %s%n", id, each.asText()));
    beside.flush();
  }

  @Command(description = "One use case, as it was written, with its safeguards.")
  int show(@Parameters(paramLabel = NAME) String name, @Mixin ServerOption where) {
    return session.on(where, api -> session.show(api.get(Api.path(USE_CASES, name))));
  }

  @Command(
      description = "Say what a use case is: a JSON file; 'template' prints one to begin with.")
  int put(
      @Parameters(paramLabel = NAME) String name,
      @Parameters(paramLabel = "FILE") Path file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    return session.putFile(Api.path(USE_CASES, name), file, why, where);
  }

  @Command(description = "Take one out of the portfolio, at idea, poc or sunset.")
  int remove(
      @Parameters(paramLabel = NAME) String name, @Mixin WhyOption why, @Mixin ServerOption where) {
    return session.remove(Api.path(USE_CASES, name), why, where);
  }

  @Command(description = "Print a filled use case, to change and to put; asks no server.")
  int template() {
    session.print(UseCaseTemplate.on(session.terminal().clock().instant()));
    return Exit.OK;
  }

  @Command(description = "What a statement lacks to be measured; exit code 1 if it lacks anything.")
  int lint(
      @Parameters(paramLabel = "STATEMENT") String statement,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    ObjectNode body = Json.object().put("statement", statement);
    return session.on(
        where, api -> linted(format, api.change("POST", Api.path(USE_CASES, "lint"), body)));
  }

  private int linted(FormatOption format, JsonNode answer) {
    session.list(format, answer, "findings", FINDINGS);
    PrintWriter beside = session.terminal().err();
    answer.path("split").forEach(each -> beside.println("weir: narrower: " + each.asText()));
    beside.flush();
    return answer.path("blocked").asBoolean() ? Exit.REFUSED : Exit.OK;
  }

  @Command(
      description =
          "What one lacks for keys beyond a POC, exit code 1 if anything; --smart: five checks.")
  int readiness(
      @Parameters(paramLabel = NAME) String name,
      @Option(names = "--smart", description = "The five checks of its goal instead.")
          boolean smart,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(Api.path(USE_CASES, name, "readiness"));
          if (smart) {
            return session.list(format, answer, "smart", SMART);
          }
          session.list(format, answer, "missing", MISSING);
          return answer.path("ready").asBoolean() ? Exit.OK : Exit.REFUSED;
        });
  }

  @Command(description = "Which suit best by their scores, and how much of that hangs on weights.")
  int rank(
      @Option(names = "--seed", paramLabel = "N", description = "Of the drawn weights.")
          Optional<Integer> seed,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    seed.ifPresent(number -> query.add("seed", number.toString()));
    return session.on(
        where,
        api -> {
          JsonNode portfolio = api.get(Api.path("portfolio") + query.text());
          int exit = session.list(format, portfolio, "ranking", RANKING);
          boolean isShown =
              format.format() == FormatOption.Format.TABLE
                  && !portfolio.path("strategic").isEmpty();
          return isShown ? session.list(format, portfolio, "strategic", STRATEGIC) : exit;
        });
  }

  @Command(description = "What calls show of one's scope, beside what was approved.")
  int scope(
      @Parameters(paramLabel = NAME) String name,
      @Option(names = "--from", paramLabel = "WHEN", description = "From here on; 30 days ago.")
          Optional<String> from,
      @Option(names = "--to", paramLabel = "WHEN", description = "Until before; now.")
          Optional<String> to,
      @Mixin FormatOption format,
      @Mixin ServerOption where) {
    Query query = new Query();
    from.ifPresent(when -> query.add("from", Written.moment("--from", when)));
    to.ifPresent(when -> query.add("to", Written.moment("--to", when)));
    String path = Api.path(USE_CASES, name, "scope") + query.text();
    return session.on(where, api -> session.list(format, api.get(path), "parts", SCOPE));
  }

  @Command(description = "What holds for all use cases; with a JSON file, sets it.")
  int policy(
      @Parameters(paramLabel = "FILE", arity = "0..1") Optional<Path> file,
      @Mixin WhyOption why,
      @Mixin ServerOption where) {
    String path = Api.path("portfolio", "policy");
    if (file.isEmpty()) {
      return session.on(where, api -> session.show(api.get(path)));
    }
    return session.putFile(path, file.get(), why, where);
  }
}
