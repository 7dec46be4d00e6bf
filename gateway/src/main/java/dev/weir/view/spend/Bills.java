package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.spend.OneForm.Sent;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Of the reconciliation: the other books, what was imported and what is fetched, and how more of
/// them come in.
final class Bills {
  private static final String API = "/api/v1/bills";
  private static final String SOURCES = API + "/sources";
  private static final String FETCH_API = API + "/fetch";
  private static final String IMPORT = "import";
  private static final String FETCH = "fetch";

  private Bills() {}

  static Sheet parts(Visit visit, Sheet sheet) {
    JsonNode bills = visit.ask().get(API).tree().required("bills");
    JsonNode sources = visit.ask().get(SOURCES).tree().required("sources");
    return sheet
        .and(new Part.Listing("Bills and provider usage", "", bills(bills)))
        .and(new Part.Listing("Fetched by itself", "", sources(sources)));
  }

  private static Table bills(JsonNode bills) {
    return Table.of(
        "Bills and provider usage",
        List.of(
            Column.text("Bill"),
            Column.text("What"),
            Column.text("File"),
            Column.text("Providers"),
            Column.text("From"),
            Column.text("To before"),
            Column.number("Lines"),
            Column.text("Due"),
            Column.text("Standing")),
        bills.valueStream().map(Bills::bill).toList(),
        EmptyState.of(
                "No bill and no usage yet",
                "Files in which a provider says what it bills or what was used; with them figures"
                    + " become reconciled and invoiced.")
            .typed("weir bills import costs-2026-10.json --why October"));
  }

  private static List<Cell> bill(JsonNode bill) {
    String id = bill.required("id").asText();
    List<String> due = new ArrayList<>();
    bill.required("totals")
        .properties()
        .forEach(total -> due.add(total.getValue().asText() + " " + total.getKey()));
    return List.of(
        Cell.of(id).opening(Rows.path(API + "/" + Entered.encoded(id))),
        Cell.of(
            "%s, %s".formatted(bill.required("kind").asText(), bill.required("format").asText())),
        Told.word(bill, "file"),
        Cell.of(
            String.join(
                ", ", bill.required("providers").valueStream().map(JsonNode::asText).toList())),
        Told.word(bill, "from"),
        Told.word(bill, "to"),
        Told.count(bill, "lines"),
        Cell.of(due.isEmpty() ? "–" : String.join(", ", due)),
        bill.required("in_force").asBoolean()
            ? Cell.of("in force", Tone.GOOD)
            : Cell.of("replaced", Tone.QUIET));
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
                    Told.word(source, "source"),
                    Told.word(source, "report"),
                    Told.word(source, "provider"),
                    Told.count(source, "days"),
                    Told.moment(source, "succeeded"),
                    Told.text(source, "problem")
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

  static Sheet forms(Visit visit, Sheet sheet, Optional<Sent> sent) {
    Sheet all = sheet;
    if (visit.ask().may("POST", API)) {
      all = all.and(bring(sent));
    }
    JsonNode sources = visit.ask().get(SOURCES).tree().required("sources");
    return sources.isEmpty() || !visit.ask().may("POST", FETCH_API)
        ? all
        : all.and(fetch(sources, sent));
  }

  private static Part.Form bring(Optional<Sent> sent) {
    OneForm form = OneForm.of(IMPORT, sent);
    return form.with(
        "Import a bill or a provider's usage",
        "All of the file or nothing. Files over 1 MiB come by the command line.",
        List.of(
            form.text("file", "Name of the file", "for messages"),
            form.text("format", "Form", "as openai-costs or focus; empty = seen in the content"),
            form.text("total", "The invoice says", "what is due; refused if the lines differ"),
            form.text("why", "Why", "for the audit trail"),
            form.check("replace", "Replace bills of the same days"),
            form.area("content", "Content", "the file's text: JSON or comma-separated")),
        Button.primary("Import", IMPORT));
  }

  private static Part.Form fetch(JsonNode sources, Optional<Sent> sent) {
    OneForm form = OneForm.of(FETCH, sent);
    return form.with(
        "Fetch now",
        "",
        List.of(
            form.choice(
                "source",
                "Source",
                sources
                    .valueStream()
                    .map(source -> source.required("source").asText())
                    .distinct()
                    .map(name -> new Option(name, name))
                    .toList())),
        Button.primary("Fetch", FETCH));
  }

  static Answered send(Visit visit, Entered entered) {
    if (entered.text("do").equals(FETCH)) {
      String source = Entered.encoded(OneForm.entered(entered, FETCH, "source"));
      return visit
          .ask()
          .send("POST", FETCH_API + "?source=" + source, JsonNodeFactory.instance.objectNode());
    }
    Entered query = Entered.NOTHING.with("why", OneForm.entered(entered, IMPORT, "why"));
    for (String name : List.of("file", "format", "total", "replace")) {
      String value = OneForm.entered(entered, IMPORT, name);
      query = value.isEmpty() ? query : query.with(name, value);
    }
    return visit
        .ask()
        .hand("POST", query.after(API), OneForm.entered(entered, IMPORT, "content") + "\n");
  }
}
