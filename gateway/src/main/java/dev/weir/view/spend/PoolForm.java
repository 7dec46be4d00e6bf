package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Typed;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A cost pool as fields.
final class PoolForm {
  static final String REMOVE = "remove";
  static final String NAME = "pool";

  static final String TRY = "try-pool";

  private static final String SET = "set";

  private static final List<Option> CATEGORIES =
      named(
          "seats",
          "gpus",
          "engineering",
          "integration",
          "platform",
          "data",
          "tooling",
          "evaluation",
          "safety",
          "risk",
          "compliance",
          "legal");

  private static final List<Option> BASES =
      List.of(
          new Option("usage", "what use cases cost by the ledger"),
          new Option("calls", "their calls"),
          new Option("users", "their users"),
          new Option("even", "the same for each"),
          new Option("direct", "one use case bears it"),
          new Option("headcount", "headcount"),
          new Option("custom", "numbers of a driver"));

  private PoolForm() {}

  private static List<Option> named(String... values) {
    return Stream.of(values).map(value -> new Option(value, value)).toList();
  }

  /// Where the form has a pool that is there, for who may change it.
  static Optional<String> path(Visit visit, String name) {
    return Pools.isChangedBy(visit)
        ? Optional.of(visit.query().with(NAME, name).after(Pools.PATH) + "#form-" + SET)
        : Optional.empty();
  }

  /// Empty, or with the pool that the link names.
  static Form set(Visit visit, JsonNode pools) {
    Optional<JsonNode> there =
        visit
            .query()
            .find(NAME)
            .flatMap(name ->
                pools
                    .valueStream()
                    .filter(pool -> pool.required("name").asText().equals(name))
                    .findFirst());
    return there
        .map(PoolForm::of)
        .orElseGet(PoolForm::form)
        .and(Versions.of(visit.query().text(NAME), there));
  }

  private static Form of(JsonNode pool) {
    return form()
        .holding(field ->
            field.equals(NAME)
                ? pool.required("name").asText()
                : Typed.shown(pool.required("pool").path(field)))
        .opened();
  }

  private static Form form() {
    List<FormField> fields =
        List.of(
            text(NAME, "Name").hinted("As platform-team."),
            FormField.choice("category", "Category", CATEGORIES),
            text("amount_usd", "Amount, USD")
                .hinted("To the cent: of each month, or spent once. Negative = a credit."),
            text("from", "From").hinted("The first month, as 2026-01."),
            text("until", "Until")
                .hinted("Of each month: the last one. Empty = until further notice."),
            text("months", "Spent once, over so many months")
                .hinted("Instead of until. Empty = it is of each month."),
            FormField.choice("basis", "Shared out by", BASES),
            text("use_cases", "Use cases that bear it")
                .hinted("Ids with commas; of direct one. Empty = all that are active."),
            text("source", "Source").hinted("Where the amount is from: payroll, an invoice."),
            text("evidence", "Evidence").hinted("Why it is believed."),
            text("why", "Why").hinted("For the audit trail."));
    return Form.of(
            SET,
            "Set a cost pool",
            "Every month is worked out by what is in force, past ones too. A cost that changes"
                + " ends, and another pool begins. One that is there is opened by its name above.",
            fields)
        .folding(
            List.of(
                area("units", "Numbers of use cases")
                    .hinted("Of headcount and custom; a line each, as support=2.5."),
                text("driver", "What the numbers are").hinted("Of custom."),
                FormField.choice(
                    "if_none",
                    "A month in which the driver is 0",
                    List.of(
                        new Option("", "nobody bears it"),
                        new Option("even", "the same for each"))),
                area("serves", "Other pools that it serves")
                    .hinted("Their share of it; a line each, as platform=0.2."),
                text("order", "Closed in this order").hinted("0 to 1,000. Empty = 100."),
                text("note", "Note").hinted("For people.")))
        .previewedBy(new Button(TRY, "Try it on the month"));
  }

  /// What use cases would bear.
  static Chapter tried(JsonNode said) {
    return Chapter.of(
            "tried",
            "What it would change in " + said.required("month").asText(),
            "By what the month has cost so far; nothing is set yet.")
        .showing(
            List.of(
                Figure.of("Of the month", Amount.usd(Answers.number(said, "month_usd"))),
                Figure.of("Borne by nobody", Amount.usd(Answers.number(said, "nobody_after_usd")))
                    .noted(
                        "%s USD as it is"
                            .formatted(
                                Amount.usd(Answers.number(said, "nobody_before_usd")).text()),
                        Tone.PLAIN)))
        .listing(
            Table.of(
                "What use cases bear of all pools",
                List.of(
                    Column.text("Use case"),
                    Column.number("As it is", "USD"),
                    Column.number("As it would be", "USD"),
                    Column.number("More", "USD")),
                said.required("use_cases")
                    .valueStream()
                    .map(line ->
                        List.of(
                            Cells.word(line, "use_case"),
                            Cells.usd(line, "before_usd"),
                            Cells.usd(line, "after_usd"),
                            Cells.usd(line, "more_usd")))
                    .toList(),
                EmptyState.of("No use case", "Nobody would bear another part than today.")));
  }

  static Form remove(JsonNode pools) {
    List<Option> names =
        pools
            .valueStream()
            .map(pool -> pool.required("name").asText())
            .map(name -> new Option(name, name))
            .toList();
    return Form.of(
            REMOVE,
            "Remove a cost pool",
            "It is out of past months too. What is over is given its last month instead.",
            List.of(
                FormField.choice(NAME, "Pool", names),
                text("why", "Why").hinted("For the audit trail.")))
        .and(Versions.of(pools, pool -> pool.required("name").asText()))
        .forGood();
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  private static FormField area(String name, String label) {
    return FormField.of(name, label, "area");
  }

  static ObjectNode terms(Entered entered) {
    return Typed.of(entered)
        .texts("category", "amount_usd", "from", "until", "basis", "driver", "if_none")
        .texts("source", "evidence", "note")
        .numbers("months", "order")
        .lists("use_cases")
        .members("units", "serves")
        .body();
  }
}
