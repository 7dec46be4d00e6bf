package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `weir chargeback`: a month's spend by who bears it, and the postings of it.
@Command(
    name = "chargeback",
    description = {
      "A month's spend by who bears it, to the cent;",
      "with --postings the debits and credits for your own books."
    })
public final class ChargebackVerb implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--month",
      required = true,
      paramLabel = "MONTH",
      description = "2026-10, of UTC.")
  private String month = "";

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "DIMENSION",
      description = "Tell a payer's lines apart, for example use_case,model.")
  private List<String> by = List.of();

  @Option(
      names = "--payer",
      paramLabel = "PAYER",
      description = "Only its lines: cost_centre=NAME, shared=NAME or unattributed.")
  private Optional<String> payer = Optional.empty();

  @Option(
      names = "--postings",
      description = "What is charged, as journal lines; refused while something has no account.")
  private boolean postings;

  @Mixin private FormatOption format = new FormatOption();
  @Mixin private ServerOption where = new ServerOption();

  public ChargebackVerb(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (postings && payer.isPresent()) {
      throw new CommandFailure(Exit.USAGE, "--postings are of all payers, --payer is of one");
    }
    Query query = new Query();
    query.add("month", month);
    by.forEach(each -> query.add("by", each));
    payer.ifPresent(one -> query.add("payer", one));
    if (format.format() == FormatOption.Format.CSV) {
      query.add("format", "csv");
    }
    String path =
        (postings ? Api.path("chargeback", "postings") : Api.path("chargeback")) + query.text();
    return session.on(
        where,
        api -> {
          if (format.format() == FormatOption.Format.CSV) {
            session.print(api.text("GET", path, "", "text/csv"));
            return Exit.OK;
          }
          JsonNode answer = api.get(path);
          return postings ? journal(answer) : lines(answer);
        });
  }

  private int lines(JsonNode answer) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("payer", "payer")));
    answer.path("by").forEach(each -> columns.add(group(each.asText())));
    columns.addAll(
        List.of(
            Column.text("account", "account"),
            Column.text("owner", "owner"),
            Column.text("treatment", "treatment"),
            Column.usd("cost USD", "cost_usd"),
            Column.usd("due USD", "due_usd"),
            Column.rareNumber("unpriced", "unpriced"),
            Column.text("certainty", "certainty")));
    session.list(format, answer, "lines", columns);
    if (format.format() == FormatOption.Format.TABLE) {
      session.print(
          "%s: %s USD, due %s USD%s\n"
              .formatted(
                  month,
                  answer.path("total_usd").asText(),
                  usd(answer, "due_usd"),
                  answer.path("over").asBoolean() ? "" : "; the month is not over"));
    }
    if (!answer.path("without_account").isEmpty()) {
      session
          .terminal()
          .err()
          .println("weir: no account: " + Column.shown(answer.path("without_account")));
    }
    return Exit.OK;
  }

  /// A tag's name may have dots, which a field's path has not.
  private static Column group(String dimension) {
    return new Column(
        dimension, Column.Shape.TEXT, line -> line.path("group").path(dimension).asText());
  }

  private int journal(JsonNode answer) {
    session.list(
        format,
        answer,
        "postings",
        List.of(
            Column.text("account", "account"),
            Column.text("cost centre", "cost_centre"),
            Column.usd("debit USD", "debit"),
            Column.usd("credit USD", "credit"),
            Column.text("text", "text"),
            Column.text("certainty", "certainty")));
    if (format.format() == FormatOption.Format.TABLE) {
      session.print(
          "%s of %s: debit %s USD, credit %s USD; only shown: %s USD\n"
              .formatted(
                  answer.path("document").asText(),
                  answer.path("posting_date").asText(),
                  usd(answer, "debit_usd"),
                  usd(answer, "credit_usd"),
                  usd(answer, "informational_usd")));
    }
    return Exit.OK;
  }

  private static String usd(JsonNode answer, String field) {
    return Column.usd("", field).cell().apply(answer);
  }
}
