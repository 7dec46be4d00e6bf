package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;

/// Of the reconciliation: the other books, what was imported and what is fetched, and how more of
/// them come in.
final class Bills {
  private static final String API = "/api/v1/bills";
  private static final String SOURCES = API + "/sources";
  private static final String FETCH_API = API + "/fetch";
  private static final String IMPORT = "import";
  static final String PREVIEW = "preview-bill";
  private static final String FETCH = "fetch";

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Bill"),
          Column.text("What"),
          Column.text("File"),
          Column.text("Providers"),
          Column.text("From"),
          Column.text("To before"),
          Column.number("Lines"),
          Column.text("Due"),
          Column.text("Standing"));

  private Bills() {}

  static JsonNode sources(Visit visit) {
    return visit.ask().get(SOURCES).tree().required("sources");
  }

  static List<Chapter> chapters(Visit visit, JsonNode sources) {
    JsonNode bills = visit.ask().get(API).tree().required("bills");
    return List.of(
        Chapter.of("bills", "Bills and provider usage", "").listing(bills(bills)),
        Chapter.of("sources", "Fetched by itself", "").listing(sources(sources)));
  }

  private static Table bills(JsonNode bills) {
    return Table.of(
        "Bills and provider usage",
        COLUMNS,
        bills.valueStream().map(Bills::kept).toList(),
        EmptyState.of(
                "No bill and no usage yet",
                "Files in which a provider says what it bills or what was used; with them figures"
                    + " become reconciled and invoiced.")
            .typed("weir bills import costs-2026-10.json --why October"));
  }

  private static List<Cell> kept(JsonNode bill) {
    String id = bill.required("id").asText();
    return bill(
        bill,
        Cell.of(id).opening(Rows.path(API + "/" + Entered.encoded(id))),
        bill.required("in_force").asBoolean()
            ? Cell.of("in force", Tone.GOOD)
            : Cell.of("replaced", Tone.QUIET));
  }

  private static List<Cell> bill(JsonNode bill, Cell name, Cell standing) {
    List<String> due = new ArrayList<>();
    bill.required("totals")
        .properties()
        .forEach(total -> due.add(total.getValue().asText() + " " + total.getKey()));
    return List.of(
        name,
        Cell.of(
            "%s, %s".formatted(bill.required("kind").asText(), bill.required("format").asText())),
        Cells.word(bill, "file"),
        Cell.of(
            String.join(
                ", ", bill.required("providers").valueStream().map(JsonNode::asText).toList())),
        Cells.word(bill, "from"),
        Cells.word(bill, "to"),
        Cells.count(bill, "lines"),
        Cell.of(due.isEmpty() ? "–" : String.join(", ", due)),
        standing);
  }

  private static Table sources(JsonNode sources) {
    return Table.of(
        "Sources of bills",
        List.of(
            Column.text("Source"),
            Column.text("Report"),
            Column.text("Provider"),
            Column.number("Days"),
            Column.text("Last success"),
            Column.text("State")),
        sources
            .valueStream()
            .map(source ->
                List.of(
                    Cells.word(source, "source"),
                    Cells.word(source, "report"),
                    Cells.word(source, "provider"),
                    Cells.count(source, "days"),
                    Cells.moment(source, "succeeded"),
                    Cells.text(source, "problem")
                        .map(problem -> Cell.of(problem, Tone.BAD))
                        .orElse(
                            source.required("late").asBoolean()
                                ? Cell.of("late", Tone.WARN)
                                : Cell.of("well", Tone.GOOD))))
            .toList(),
        EmptyState.of(
            "No source is configured",
            "A source fetches a vendor's usage and costs every few hours; it stands in the"
                + " configuration under bills.sources."));
  }

  static List<Form> forms(Visit visit, JsonNode sources) {
    List<Form> forms = new ArrayList<>();
    if (visit.ask().may("POST", API)) {
      forms.add(bring());
    }
    if (!sources.isEmpty() && visit.ask().may("POST", FETCH_API)) {
      forms.add(fetch(sources));
    }
    return forms;
  }

  private static Form bring() {
    return Form.of(
            IMPORT,
            "Import a bill or a provider's usage",
            "All of the file or nothing. Files over 1 MiB come by the command line.",
            List.of(
                FormField.of("content", "Content", "area")
                    .hinted("The file's text: JSON or comma-separated."),
                text("file", "Name of the file").hinted("For messages."),
                text("format", "Form")
                    .hinted("As openai-costs or focus. Empty = seen in the content."),
                text("total", "The invoice says")
                    .hinted("What is due; refused if the lines differ."),
                FormField.of("replace", "Replace bills of the same days", "check"),
                text("why", "Why").hinted("For the audit trail.")))
        .previewedBy(new Button(PREVIEW, "Preview"));
  }

  static Chapter preview(JsonNode said) {
    JsonNode bill = said.required("bill");
    return Chapter.of(
            "preview",
            "What the import would keep",
            said.required("imported").asBoolean()
                ? "The file is understood; nothing is kept yet."
                : "This file was imported already; nothing would change.")
        .listing(
            Table.of(
                "The bill as it would be",
                COLUMNS,
                List.of(bill(bill, Cell.of(bill.required("id").asText()), wouldBe(bill))),
                EmptyState.of("Nothing", "The file tells of nothing.")));
  }

  private static Cell wouldBe(JsonNode bill) {
    List<String> replaced = bill.required("replaces").valueStream().map(JsonNode::asText).toList();
    return replaced.isEmpty()
        ? Cell.of("not kept yet", Tone.QUIET)
        : Cell.of("not kept yet; replaces " + String.join(", ", replaced), Tone.WARN);
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  private static Form fetch(JsonNode sources) {
    return Form.of(
            FETCH,
            "Fetch now",
            "What a source says of the days that are due, at once.",
            List.of(
                FormField.choice(
                    "source",
                    "Source",
                    sources
                        .valueStream()
                        .map(source -> source.required("source").asText())
                        .distinct()
                        .map(name -> new Option(name, name))
                        .toList()),
                text("why", "Why").hinted("For the audit trail.")))
        .folding(
            List.of(
                text("from", "From")
                    .hinted("The first day, in UTC. Empty = the days that are due."),
                text("to", "To before").hinted("The day after the last, today at most.")));
  }

  static Answered send(Visit visit, Entered entered) {
    if (entered.text("do").equals(FETCH)) {
      Entered query = with(Entered.NOTHING, entered, List.of("source", "from", "to", "why"));
      return visit
          .ask()
          .send("POST", query.after(FETCH_API), JsonNodeFactory.instance.objectNode());
    }
    Entered query =
        Entered.NOTHING
            .with("why", entered.text("why"))
            .with("dry_run", Boolean.toString(entered.text("do").equals(PREVIEW)));
    query = with(query, entered, List.of("file", "format", "total", "replace"));
    return visit.ask().hand("POST", query.after(API), entered.text("content") + "\n");
  }

  /// With what was entered of these.
  private static Entered with(Entered query, Entered entered, List<String> names) {
    Entered more = query;
    for (String name : names) {
      String value = entered.text(name);
      more = value.isEmpty() ? more : more.with(name, value);
    }
    return more;
  }
}
