package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What is bought other than by the call, and how far it is used.
public final class Agreements implements Page {
  static final String PATH = "/agreements";
  private static final String API = "/api/v1/agreements";
  private static final String DUES = "/api/v1/dues";
  private static final String END = "end";
  private static final String BOOK = "book";
  private static final String TRY = "try";
  private static final String TRY_END = "try-end";
  static final String SEE = "See what would be booked";

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Agreement"),
          Column.text("Kind"),
          Column.text("Provider"),
          Column.text("From"),
          Column.text("Until"),
          Column.number("Comes to", "USD"),
          Column.number("Calls it covers", "USD"),
          Column.number("Used", "%"),
          Column.number("A million tokens", "USD"),
          Column.number("Active seats"),
          Column.text("Source"));

  @Override
  public Place place() {
    return Place.in(Section.SPEND, PATH, "Agreements", API);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(story(visit));
  }

  private static Story story(Visit visit) {
    JsonNode said = visit.ask().get(API).tree();
    JsonNode agreements = said.required("agreements");
    return Story.of(
            "Agreements",
            "Capacity, seats, quotas, discounts, commitments and credits: what they come to beside"
                + " the calls, and how far they are used.")
        .telling(
            List.of(
                Chapter.of("agreements", "In " + Moment.of(visit.period().month()).text(), "")
                    .listing(agreements(visit, agreements)),
                Chapter.of(
                        "uncovered",
                        "Free, and nobody says what it costs",
                        "Models that answered at a price of 0 in the last 30 days, and that no"
                            + " capacity covers.")
                    .listing(uncovered(said.required("uncovered")))))
        .taking(forms(visit, agreements));
  }

  private static Table agreements(Visit visit, JsonNode agreements) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode agreement : agreements) {
      String question =
          "%s/%s?month=%s"
              .formatted(
                  API,
                  Entered.encoded(agreement.required("name").asText()),
                  visit.period().month());
      rows.add(line(visit, agreement, visit.ask().get(question).tree(), question));
    }
    return Table.of(
        "Agreements",
        COLUMNS,
        rows,
        EmptyState.of(
                "No agreement yet",
                "What is bought other than by the call stands here; it falls due beside the calls.")
            .typed("weir agreements put azure-ptu ptu.json --why \"order 4711\""));
  }

  private static List<Cell> line(
      Visit visit, JsonNode agreement, JsonNode standing, String question) {
    return List.of(
        Cells.word(agreement, "name").opening(AgreementForm.path(visit, agreement)),
        Cells.word(agreement, "kind"),
        Cells.word(agreement, "provider"),
        day(agreement, "from"),
        day(agreement, "until"),
        Cells.usd(standing, "usd").opening(Rows.path(question)),
        Cells.usd(standing, "charged_usd"),
        Cell.of(
            Amount.share(
                Answers.number(standing, "used_share")
                    .or(() -> Answers.number(standing.path("drawn"), "share")))),
        Cells.usd(standing, "usd_per_million"),
        Cells.count(standing, "active_seats"),
        Cells.word(agreement, "source"));
  }

  private static Cell day(JsonNode agreement, String field) {
    return Cells.text(agreement, field)
        .map(text -> Cell.of(Moment.of(LocalDate.parse(text))))
        .orElse(Cell.of("–"));
  }

  private static Table uncovered(JsonNode models) {
    return Table.of(
        "Models without a cost",
        List.of(
            Column.text("Model"),
            Column.text("Provider"),
            Column.number("Attempts"),
            Column.number("Tokens")),
        models
            .valueStream()
            .map(model ->
                List.of(
                    Cell.of(model.required("model").asText(), Tone.WARN),
                    Cells.word(model, "provider"),
                    Cells.count(model, "attempts"),
                    Cells.count(model, "tokens")))
            .toList(),
        EmptyState.of("None", "Every model that was used costs something, or its capacity does."));
  }

  static boolean isChangedBy(Visit visit) {
    return visit.ask().may("PUT", API + "/any");
  }

  private static List<Form> forms(Visit visit, JsonNode agreements) {
    List<Form> forms = new ArrayList<>();
    if (isChangedBy(visit)) {
      forms.add(AgreementForm.of(visit, agreements));
      if (!agreements.isEmpty()) {
        forms.add(end(agreements));
      }
    }
    if (visit.ask().may("POST", DUES)) {
      forms.add(book());
    }
    return forms;
  }

  private static Form end(JsonNode agreements) {
    List<Option> names =
        agreements
            .valueStream()
            .map(each -> each.required("name").asText())
            .map(name -> new Option(name, name))
            .toList();
    return Form.of(
            END,
            "Take an agreement back",
            "The next booking takes back what is due of the months it reaches.",
            List.of(
                FormField.choice("name", "Agreement", names),
                FormField.of("why", "Why", "text").hinted("For the audit trail.")))
        .and(Versions.of(agreements, each -> each.required("name").asText()))
        .previewedBy(new Button(TRY_END, SEE))
        .forGood();
  }

  private static Form book() {
    return Form.of(
            BOOK,
            "Book what is due",
            "Days that are over are booked each day by themselves; this does it now. Booked again,"
                + " nothing is booked.",
            List.of(
                FormField.of("month", "Month", "text")
                    .hinted("As 2026-10. Empty = since the month before last."),
                FormField.of("restate", "Closed months too, as restatements of them", "check")))
        .previewedBy(new Button(TRY, SEE));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    return switch (entered.text("do")) {
      case TRY -> seen(visit, entered, dues(visit, entered, "true"));
      case AgreementForm.TRY ->
          seen(
              visit,
              entered,
              visit.ask().send("POST", rehearsal(entered), AgreementForm.terms(entered)));
      case TRY_END ->
          seen(
              visit,
              entered,
              visit
                  .ask()
                  .send(
                      "POST",
                      rehearsal(entered) + "?end=true",
                      JsonNodeFactory.instance.objectNode()));
      case BOOK -> done(visit, entered, dues(visit, entered, "false"));
      case END ->
          done(
              visit,
              entered,
              visit.ask().send("DELETE", named(entered), JsonNodeFactory.instance.objectNode()));
      default ->
          done(
              visit,
              entered,
              visit.ask().send("PUT", named(entered), AgreementForm.terms(entered)));
    };
  }

  private static String named(Entered entered) {
    String name = entered.text("name");
    return Versions.change(API + "/" + Entered.encoded(name), name, entered);
  }

  private static String rehearsal(Entered entered) {
    return API + "/" + Entered.encoded(entered.text("name")) + "/rehearsal";
  }

  /// @param dry `true` books nothing
  private static Answered dues(Visit visit, Entered entered, String dry) {
    Entered query = Entered.NOTHING.with("dry_run", dry);
    for (String name : List.of("month", "restate")) {
      String text = entered.text(name);
      query = text.isEmpty() ? query : query.with(name, text);
    }
    return visit.ask().send("POST", query.after(DUES), JsonNodeFactory.instance.objectNode());
  }

  private static Shown seen(Visit visit, Entered entered, Answered answered) {
    return switch (answered) {
      case Answered.Told(JsonNode said) -> {
        Chapter due =
            Chapter.of(
                    "due",
                    "What would be booked",
                    "Of days from %s to before %s. Nothing is booked yet."
                        .formatted(day(said, "from").text(), day(said, "to").text()))
                .listing(List.of(booked(said), held(said), unknown(said)));
        yield Shown.page(story(visit).beginning(List.of(due)), entered);
      }
      case Refused why -> Shown.again(why, story(visit), entered);
    };
  }

  private static Table booked(JsonNode said) {
    return Table.of(
        "What would be booked",
        List.of(Column.text("Agreement"), Column.number("Rows"), Column.number("Amount", "USD")),
        said.required("booked")
            .valueStream()
            .map(line ->
                List.of(
                    Cells.word(line, "agreement"),
                    Cells.count(line, "rows"),
                    Cells.usd(line, "usd")))
            .toList(),
        EmptyState.of("Nothing", "Nothing would be booked of these days."));
  }

  private static Table held(JsonNode said) {
    return Table.of(
        "Of closed months, only as a restatement",
        List.of(Column.text("Month"), Column.number("Amount", "USD")),
        said.required("held")
            .valueStream()
            .map(line -> List.of(Cells.word(line, "month"), Cells.usd(line, "usd")))
            .toList(),
        EmptyState.of("None", "No month among these days is closed."));
  }

  private static Table unknown(JsonNode said) {
    return Table.of(
        "What could not be worked out",
        List.of(Column.text("Agreement"), Column.text("Why")),
        said.required("unknown")
            .propertyStream()
            .map(each ->
                List.of(Cell.of(each.getKey(), Tone.WARN), Cell.of(each.getValue().asText())))
            .toList(),
        EmptyState.of("Nothing", "Every agreement could be worked out."));
  }

  private static Shown done(Visit visit, Entered entered, Answered answered) {
    return switch (answered) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Agreements", visit.to(PATH)));
      case Refused why -> Shown.again(why, story(visit), entered);
    };
  }
}
