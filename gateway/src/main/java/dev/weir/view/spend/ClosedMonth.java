package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.spend.OneForm.Sent;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  static Sheet parts(Visit visit, Sheet sheet) {
    Sheet all =
        switch (visit.ask().get(month(visit))) {
          case Answered.Told(JsonNode said) -> stages(said, sheet);
          case Refused _ -> sheet;
        };
    JsonNode periods = visit.ask().get(API).tree().required("periods");
    return all.and(new Part.Listing("Closed months", "", months(periods)));
  }

  private static Sheet stages(JsonNode said, Sheet sheet) {
    Sheet all = sheet;
    for (JsonNode stage : said.required("stages")) {
      all =
          all.and(
              new Part.Listing(
                  "As it was " + stage.required("stage").asText(),
                  "On %s by %s: %s"
                      .formatted(
                          Moment.of(Instant.parse(stage.required("at").asText())).text(),
                          stage.required("who").asText(),
                          stage.required("why").asText()),
                  figures(stage)));
    }
    return all.and(
        new Part.Listing(
            "Learnt since it was closed",
            "Nothing of it changes what was reported; it is in the months it is booked in.",
            restatements(said)));
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
                    Told.word(figure, "provider"),
                    Told.usd(figure, "usd"),
                    Told.usd(figure, "invoiced_usd"),
                    Told.usd(figure, "reconciled_usd"),
                    Told.usd(figure, "estimated_usd"),
                    Told.usd(figure, "accrued_usd"),
                    Told.usd(figure, "billed_usd"),
                    Told.usd(figure, "true_up_usd")))
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
                        Told.word(line, "provider"),
                        Told.word(line, "booked"),
                        Cell.of(line.required("kind").asText().replace('_', ' ')),
                        Told.word(line, "source"),
                        Told.count(line, "rows"),
                        Told.usd(line, "usd")))
                .toList(),
            EmptyState.of("Nothing", "The ledger has what was reported."))
        .summedUp(
            List.of(
                Cell.of("The ledger by now"),
                Cell.of(""),
                Cell.of(""),
                Cell.of(""),
                Cell.of(""),
                Told.usd(said, "now_usd")));
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
                    Told.word(period, "month")
                        .opening(Rows.path(API + "/" + period.required("month").asText())),
                    stage(period.required("stage").asText()),
                    Told.usd(period, "usd"),
                    Told.usd(period, "accrued_usd"),
                    Told.moment(period, "at"),
                    Told.word(period, "who"),
                    Told.word(period, "why")))
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

  static Sheet forms(Visit visit, Sheet sheet, Optional<Sent> sent) {
    String month = Moment.of(visit.period().month()).text();
    Sheet all = sheet;
    if (visit.ask().may("POST", month(visit) + "/" + CLOSE)) {
      OneForm form = OneForm.of(CLOSE, sent);
      all =
          all.and(
              form.with(
                  "Close " + month,
                  "Its figures are kept as they are, for good. It has to be over.",
                  List.of(why(form)),
                  Button.primary("Close " + month, CLOSE)));
    }
    if (visit.ask().may("POST", month(visit) + "/" + SETTLE)) {
      OneForm form = OneForm.of(SETTLE, sent);
      List<FormField> fields = new ArrayList<>(List.of(why(form)));
      fields.add(form.check("unbilled", "Providers without a bill may be among it"));
      all =
          all.and(
              form.with(
                  "Settle " + month,
                  "Compares the closed month with its bills, for good: none is taken for it any"
                      + " more.",
                  fields,
                  Button.plain("Settle " + month, SETTLE)));
    }
    return all;
  }

  private static FormField why(OneForm form) {
    return form.text("why", "Why", "needed: who reads it later wants to know");
  }

  static Answered send(Visit visit, Entered entered) {
    String form = entered.text("do");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    entered.find(form + "-why").ifPresent(text -> body.put("why", text));
    String unbilled =
        form.equals(SETTLE) && OneForm.entered(entered, form, "unbilled").equals("true")
            ? "?unbilled=accept"
            : "";
    return visit.ask().send("POST", month(visit) + "/" + form + unbilled, body);
  }
}
