package dev.weir.view.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Typed;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Table;
import java.util.List;

/// A better figure for an attempt that has ended: what it used, or what it cost.
final class CorrectionForm {
  static final String TRY = "try";

  private CorrectionForm() {}

  private static String api(Visit visit) {
    return OneCall.API + Entered.encoded(visit.named("id")) + "/correction";
  }

  /// None for those who may not correct.
  static List<Form> of(Visit visit) {
    if (!visit.ask().may("POST", api(visit))) {
      return List.of();
    }
    return List.of(
        Form.of(
                "correct",
                "Correct this call",
                "A new entry of the ledger, beside what it had. Usage alone is priced by the price"
                    + " book; a cost alone keeps the tokens that are known.",
                List.of(
                    text("attempt", "Attempt").holding("1").hinted("One that has ended."),
                    text("input", "Input tokens").hinted("With what was cached."),
                    text("output", "Output tokens").hinted("With reasoning."),
                    text("cost_usd", "What it cost, USD").hinted("As an invoice says it."),
                    text("source", "Source").hinted("Where the figure comes from: an invoice."),
                    text("why", "Why").hinted("Needed: who reads it later wants to know.")))
            .folding(
                List.of(
                    text("cache_read", "Read from a cache, tokens"),
                    text("cache_write_5m", "Written to a cache for 5 minutes, tokens"),
                    text("cache_write_1h", "Written to a cache for an hour, tokens"),
                    text("reasoning", "Reasoning, tokens")))
            .previewedBy(new Button(TRY, "See what it would cost")));
  }

  /// @param said of a rehearsal
  static Table seen(JsonNode said) {
    return Table.of(
        "What it would cost",
        List.of(
            Column.number("Attempt"),
            Column.number("Is", "USD"),
            Column.number("Would be", "USD"),
            Column.number("Difference", "USD"),
            Column.text("Unpriced")),
        List.of(
            List.of(
                Cells.count(said, "attempt"),
                Cells.usd(said, "cost_before_usd"),
                Cells.usd(said, "cost_usd"),
                Cells.usd(said, "difference_usd"),
                Cell.of(Answers.listed(said.required("unpriced"))))),
        EmptyState.of("Nothing", "Nothing is booked yet."));
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  static Answered send(Visit visit, Entered entered) {
    ObjectNode body =
        Typed.of(entered).numbers("attempt").texts("cost_usd", "source", "why").body();
    ObjectNode usage =
        Typed.of(entered)
            .numbers("input", "output", "cache_read", "cache_write_5m", "cache_write_1h")
            .numbers("reasoning")
            .body();
    if (!usage.isEmpty()) {
      body.set("usage", usage);
    }
    String rehearsal = entered.text("do").equals(TRY) ? "/rehearsal" : "";
    return visit.ask().send("POST", api(visit) + rehearsal, body);
  }
}
