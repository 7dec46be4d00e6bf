package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Of the reconciliation: how far months are closed, and the forms that close one.
final class ClosedMonth {
  private static final String API = "/api/v1/periods";
  private static final String CLOSE = "close";
  private static final String SETTLE = "settle";

  /// Its forms, by what they are sent for.
  static final Set<String> FORMS = Set.of(CLOSE, SETTLE);

  private static final List<Column> FIGURES =
      List.of(
          Column.text("Provider"),
          Column.number("Ledger", "USD"),
          Column.number("Invoiced", "USD"),
          Column.number("Reconciled", "USD"),
          Column.number("Estimated", "USD"),
          Column.number("Accrued", "USD"),
          Column.number("Billed", "USD"),
          Column.number("True-up", "USD"));

  private ClosedMonth() {}

  private static String month(Visit visit) {
    return API + "/" + visit.period().month();
  }

  static List<Chapter> chapters(Visit visit) {
    List<Chapter> chapters = new ArrayList<>();
    if (visit.ask().get(month(visit)) instanceof Answered.Told(JsonNode said)) {
      said.required("stages").forEach(stage -> chapters.add(stage(stage)));
      chapters.add(
          Chapter.of(
                  "learnt",
                  "Learnt since it was closed",
                  "Nothing of it changes what was reported; it is in the months it is booked in.")
              .listing(restatements(said)));
    }
    JsonNode periods = visit.ask().get(API).tree().required("periods");
    chapters.add(Chapter.of("closed", "Closed months", "").listing(months(periods)));
    return chapters;
  }

  private static Chapter stage(JsonNode stage) {
    String code = stage.required("stage").asText();
    return Chapter.of(
            code,
            "As it was " + code,
            "On %s by %s: %s"
                .formatted(
                    Moment.of(Instant.parse(stage.required("at").asText())).text(),
                    stage.required("who").asText(),
                    stage.required("why").asText()))
        .listing(figures(stage));
  }

  private static Table figures(JsonNode stage) {
    return Table.of(
        "By provider",
        FIGURES,
        stage
            .required("providers")
            .valueStream()
            .map(figure ->
                List.of(
                    Cells.word(figure, "provider"),
                    Cells.usd(figure, "usd"),
                    Cells.usd(figure, "invoiced_usd"),
                    Cells.usd(figure, "reconciled_usd"),
                    Cells.usd(figure, "estimated_usd"),
                    Cells.usd(figure, "accrued_usd"),
                    Cells.usd(figure, "billed_usd"),
                    Cells.usd(figure, "true_up_usd")))
            .toList(),
        EmptyState.of("Nothing was spent", "No provider was used in this month."));
  }

  private static Table restatements(JsonNode said) {
    return Table.of(
            "Restatements",
            List.of(
                Column.text("Provider"),
                Column.text("Booked in"),
                Column.text("Kind"),
                Column.text("Told by"),
                Column.number("Rows"),
                Column.number("Amount", "USD")),
            said.required("restatements")
                .valueStream()
                .map(line ->
                    List.of(
                        Cells.word(line, "provider"),
                        Cells.word(line, "booked"),
                        Cell.of(line.required("kind").asText().replace('_', ' ')),
                        Cells.word(line, "source"),
                        Cells.count(line, "rows"),
                        Cells.usd(line, "usd")))
                .toList(),
            EmptyState.of("Nothing", "The ledger has what was reported."))
        .summedUp(
            List.of(
                Cell.of("The ledger by now"),
                Cell.of(""),
                Cell.of(""),
                Cell.of(""),
                Cell.of(""),
                Cells.usd(said, "now_usd")));
  }

  private static Table months(JsonNode periods) {
    return Table.of(
        "Closed months",
        List.of(
            Column.text("Month"),
            Column.text("Stage"),
            Column.number("Ledger", "USD"),
            Column.number("Accrued", "USD"),
            Column.text("When"),
            Column.text("By"),
            Column.text("Why")),
        periods
            .valueStream()
            .map(period ->
                List.of(
                    Cells.word(period, "month")
                        .opening(Rows.path(API + "/" + period.required("month").asText())),
                    stage(period.required("stage").asText()),
                    Cells.usd(period, "usd"),
                    Cells.usd(period, "accrued_usd"),
                    Cells.moment(period, "at"),
                    Cells.word(period, "who"),
                    Cells.word(period, "why")))
            .toList(),
        EmptyState.of(
                "No month is closed",
                "A month is closed when its figures are reported, and settled when its bills are"
                    + " in.")
            .typed("weir periods close 2026-10 --why \"month end\""));
  }

  private static Cell stage(String code) {
    return Cell.of(code, code.equals("settled") ? Tone.GOOD : Tone.PLAIN);
  }

  static List<Form> forms(Visit visit) {
    String month = Moment.of(visit.period().month()).text();
    FormField why =
        FormField.of("why", "Why", "text").hinted("Needed: who reads it later wants to know.");
    List<Form> forms = new ArrayList<>();
    if (visit.ask().may("POST", month(visit) + "/" + CLOSE)) {
      forms.add(
          Form.of(
                  CLOSE,
                  "Close " + month,
                  "Its figures are kept as they are, for good. It has to be over.",
                  List.of(why))
              .forGood());
    }
    if (visit.ask().may("POST", month(visit) + "/" + SETTLE)) {
      forms.add(
          Form.of(
                  SETTLE,
                  "Settle " + month,
                  "Compares the closed month with its bills, for good: none is taken for it any"
                      + " more.",
                  List.of(
                      why,
                      FormField.of(
                          "unbilled", "Providers without a bill may be among it", "check")))
              .forGood());
    }
    return forms;
  }

  static Answered send(Visit visit, Entered entered) {
    String form = entered.text("do");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    entered.find("why").ifPresent(text -> body.put("why", text));
    String unbilled =
        form.equals(SETTLE) && entered.text("unbilled").equals("true") ? "?unbilled=accept" : "";
    return visit.ask().send("POST", month(visit) + "/" + form + unbilled, body);
  }
}
