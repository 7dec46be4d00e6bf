package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir reconcile`: the ledger beside a provider's usage and its bill.
@Command(
    name = "reconcile",
    description =
        "Compare the ledger with a provider's usage and bill, line by line; exit code 1 if"
            + " something has no explanation or was not compared.")
public final class ReconcileVerb implements Callable<Integer> {
  private static final List<Column> ROWS =
      List.of(
          Column.text("day", "day"),
          Column.text("key", "key"),
          Column.text("model", "model"),
          Column.text("meter", "meter"),
          Column.text("verdict", "verdict"),
          Column.text("certainty", "certainty"),
          Column.number("ledger", "ledger_quantity"),
          Column.number("usage", "usage_quantity"),
          Column.number("billed", "bill_quantity"),
          Column.usd("ledger USD", "ledger_usd"),
          Column.usd("bill USD", "bill_usd"),
          new Column("causes", Column.Shape.TEXT, ReconcileVerb::causes),
          Column.number("usage unexplained", "unexplained_usage"),
          Column.number("billed unexplained", "unexplained_billed"),
          Column.usd("unexplained USD", "unexplained_usd"));

  private final Session session;

  @Option(
      names = "--provider",
      required = true,
      paramLabel = "NAME",
      description = "The provider, as configured.")
  private String provider = "";

  @Option(names = "--month", paramLabel = "MONTH", description = "As 2026-10, in UTC.")
  private Optional<String> month = Optional.empty();

  @Option(names = "--from", paramLabel = "DAY", description = "First day, in UTC.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "DAY", description = "The day after the last, in UTC.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--bill-provider",
      paramLabel = "NAME",
      description = "What bills call the provider, as AWS; repeatable.")
  private List<String> billProviders = List.of();

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "An account or project in bills that is the provider's; repeatable.")
  private List<String> accounts = List.of();

  @Option(
      names = "--form",
      paramLabel = "FORM",
      description =
          "Take only bills, or only provider usage, of this form, as focus; where several tell of"
              + " the same days; repeatable.")
  private List<String> forms = List.of();

  @Option(
      names = "--key",
      paramLabel = "ID=NAME",
      description = "The provider's id of a gateway's key, and the ledger's name of it or nothing.")
  private List<String> keys = List.of();

  @Option(
      names = "--model",
      paramLabel = "THEIRS=OURS",
      description = "What a bill calls a model, and what the ledger does; repeatable.")
  private List<String> models = List.of();

  @Option(
      names = "--credit",
      paramLabel = "AMOUNT",
      description = "What the bill should give back, as agreed.")
  private Optional<String> credit = Optional.empty();

  @Option(names = "--all", description = "List the rows that match, too.")
  private boolean all;

  @Option(names = "--rows", paramLabel = "N", description = "Most rows; 1,000 if not said.")
  private Optional<Integer> rows = Optional.empty();

  @Mixin private FormatOption format = new FormatOption();
  @Mixin private ServerOption where = new ServerOption();

  public ReconcileVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String path = Api.path("reconciliation") + query().text();
    return session.on(
        where,
        api -> {
          JsonNode answer = api.get(path);
          session.list(format, answer, "rows", ROWS);
          say(answer, session.terminal().err());
          return answer.path("balanced").asBoolean() ? Exit.OK : Exit.REFUSED;
        });
  }

  private Query query() {
    Query query = new Query();
    query.add("provider", provider);
    query.addMonth(month);
    from.ifPresent(day -> query.add("from", Written.day("--from", day)));
    to.ifPresent(day -> query.add("to", Written.day("--to", day)));
    billProviders.forEach(name -> query.add("bill_provider", name));
    accounts.forEach(account -> query.add("account", account));
    forms.forEach(form -> query.add("form", form));
    keys.forEach(pair -> query.add("key", pair));
    models.forEach(pair -> query.add("model", pair));
    credit.ifPresent(amount -> query.add("credit", Written.usd("--credit", amount)));
    rows.ifPresent(most -> query.add("rows", most.toString()));
    query.add("show", all ? "all" : "differences");
    return query;
  }

  /// What the rows come to, and what stands beside them.
  private static void say(JsonNode answer, PrintWriter to) {
    JsonNode totals = answer.path("totals");
    to.printf(
        "%s rows match, %s are explained, %s are not: %s USD more and %s USD less are billed without a cause%n",
        totals.path("matched").asText(),
        totals.path("explained").asText(),
        totals.path("unexplained").asText(),
        totals.path("unexplained_more_usd").asText(),
        totals.path("unexplained_less_usd").asText());
    for (JsonNode sum : answer.path("causes")) {
      to.printf("%s: %s USD%n", sum.path("cause").asText(), sum.path("usd").asText());
    }
    for (JsonNode charge : answer.path("charges")) {
      to.printf(
          "%s on %s: billed %s USD, expected %s USD%n",
          charge.path("cause").asText(),
          charge.path("day").asText(),
          charge.path("billed_usd").asText(),
          charge.path("expected_usd").asText());
    }
    for (JsonNode charges : answer.path("uncompared")) {
      to.printf(
          "not compared: %s %s in %s lines: %s%n",
          charges.path("amount").asText(),
          charges.path("currency").asText(),
          charges.path("lines").asText(),
          charges.path("reason").asText());
    }
    answer.path("notes").forEach(note -> to.println("weir: " + note.asText()));
    to.println(answer.path("balanced").asBoolean() ? "balanced" : "not balanced");
  }

  private static String causes(JsonNode row) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : row.path("parts")) {
      text.append(text.isEmpty() ? "" : "; ")
          .append(part.path("cause").asText())
          .append(' ')
          .append(
              part.path("against").asText().equals("usage")
                  ? part.path("quantity").asText()
                  : part.path("usd").asText() + " USD");
    }
    return text.toString();
  }
}
