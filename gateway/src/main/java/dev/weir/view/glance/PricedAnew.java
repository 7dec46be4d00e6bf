package dev.weir.view.glance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;

/// What other prices would make of charges.
public final class PricedAnew {
  private PricedAnew() {}

  public static List<Figure> figures(JsonNode said) {
    return List.of(
        Figure.of("Another charge", Amount.count(Answers.number(said, "changed")))
            .noted("attempts and usage records", Tone.PLAIN),
        Figure.of("The same charge", Amount.count(Answers.number(said, "same"))),
        Figure.of("Was", Amount.usd(Answers.number(said, "was_usd"))),
        Figure.of("Would be", Amount.usd(Answers.number(said, "now_usd"))),
        Figure.of("Difference", Amount.usd(Answers.number(said, "difference_usd"))));
  }

  public static List<Table> tables(JsonNode said) {
    return List.of(models(said.required("models")), kept(said.required("kept")));
  }

  private static Table models(JsonNode models) {
    return Table.of(
        "By model",
        List.of(
            Column.text("Model"),
            Column.text("Provider"),
            Column.number("Changed", "attempts"),
            Column.number("Was", "USD"),
            Column.number("Would be", "USD"),
            Column.number("Difference", "USD")),
        models
            .valueStream()
            .map(line ->
                List.of(
                    Cells.word(line, "model"),
                    Cells.word(line, "provider"),
                    Cells.count(line, "attempts"),
                    Cells.usd(line, "was_usd"),
                    Cells.usd(line, "now_usd"),
                    Cells.usd(line, "difference_usd")))
            .toList(),
        EmptyState.of("No charge would change", "By those prices everything costs what it did."));
  }

  private static Table kept(JsonNode kept) {
    return Table.of(
        "What stands as it is",
        List.of(Column.text("Why"), Column.number("Attempts"), Column.number("Cost", "USD")),
        kept.valueStream()
            .map(line ->
                List.of(
                    Cell.of(Answers.words(line.required("reason"))),
                    Cells.count(line, "attempts"),
                    Cells.usd(line, "usd")))
            .toList(),
        EmptyState.of("Nothing is kept", "Every charge of this time is by the price book."));
  }
}
