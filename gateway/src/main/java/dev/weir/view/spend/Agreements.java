package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Rows;
import dev.weir.view.console.Section;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.spend.OneForm.Sent;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is bought other than by the call, and how far it is used.
public final class Agreements implements Page {
  private static final String PATH = "/agreements";
  private static final String API = "/api/v1/agreements";
  private static final String DUES = "/api/v1/dues";
  private static final String PUT = "put";
  private static final String END = "end";
  private static final String BOOK = "book";
  private static final String TRY = "try";

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
    return sheet(visit, Optional.empty()).shown();
  }

  private static Sheet sheet(Visit visit, Optional<Sent> sent) {
    JsonNode said = visit.ask().get(API).tree();
    Sheet sheet =
        Sheet.of(
                "Agreements",
                "Capacity, seats, quotas, discounts, commitments and credits: what they come to"
                    + " beside the calls, and how far they are used.")
            .and(
                new Part.Listing(
                    "In " + Moment.of(visit.period().month()).text(),
                    "",
                    agreements(visit, said.required("agreements"))))
            .and(
                new Part.Listing(
                    "Free, and nobody says what it costs",
                    "Models that answered at a price of 0 in the last 30 days, and that no capacity"
                        + " covers.",
                    uncovered(said.required("uncovered"))));
    return forms(visit, sheet, sent);
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
      rows.add(line(agreement, visit.ask().get(question).tree(), question));
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

  private static List<Cell> line(JsonNode agreement, JsonNode standing, String question) {
    return List.of(
        Told.word(agreement, "name").opening(Rows.path(question)),
        Told.word(agreement, "kind"),
        Told.word(agreement, "provider"),
        day(agreement, "from"),
        day(agreement, "until"),
        Told.usd(standing, "usd").opening(Rows.path(question)),
        Told.usd(standing, "charged_usd"),
        Cell.of(Amount.share(Told.number(standing, "used_share"))),
        Told.usd(standing, "usd_per_million"),
        Told.count(standing, "active_seats"),
        Told.word(agreement, "source"));
  }

  private static Cell day(JsonNode agreement, String field) {
    return Told.text(agreement, field)
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
                    Told.word(model, "provider"),
                    Told.count(model, "attempts"),
                    Told.count(model, "tokens")))
            .toList(),
        EmptyState.of("None", "Every model that was used costs something, or its capacity does."));
  }

  private static Sheet forms(Visit visit, Sheet sheet, Optional<Sent> sent) {
    Sheet all = sheet;
    if (visit.ask().may("PUT", API + "/any")) {
      all = all.and(put(sent)).and(end(sent));
    }
    return visit.ask().may("POST", DUES) ? all.and(book(sent)) : all;
  }

  private static Part.Form put(Optional<Sent> sent) {
    OneForm form = OneForm.of(PUT, sent);
    return form.with(
        "Set an agreement",
        "Of an agreement that is there, the terms replace those in force.",
        List.of(
            form.text("name", "Name", "as azure-ptu"),
            form.text("why", "Why", "the order, the contract"),
            form.area(
                "terms", "Terms", "JSON: kind, provider, from, source, and what the kind takes")),
        Button.primary("Set agreement", PUT));
  }

  private static Part.Form end(Optional<Sent> sent) {
    OneForm form = OneForm.of(END, sent);
    return form.with(
        "Take one back",
        "The next booking takes back what is due of the months it reaches.",
        List.of(form.text("name", "Name", ""), form.text("why", "Why", "for the audit trail")),
        Button.plain("Take back", END));
  }

  private static Part.Form book(Optional<Sent> sent) {
    OneForm form = OneForm.of(BOOK, sent);
    return form.with(
        "Book what is due",
        "Days that are over are booked each day by themselves; this does it now. Booked again,"
            + " nothing is booked.",
        List.of(form.text("month", "Month", "as 2026-10; empty = since the month before last")),
        Button.primary("Book", BOOK),
        Button.plain("See what would be booked", TRY));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    String form = entered.text("do");
    return switch (form) {
      case TRY -> tried(visit, entered);
      case BOOK -> done(visit, entered, dues(visit, entered, false));
      case END ->
          done(
              visit,
              entered,
              visit
                  .ask()
                  .send("DELETE", named(entered, END), JsonNodeFactory.instance.objectNode()));
      default ->
          done(
              visit,
              entered,
              visit.ask().hand("PUT", named(entered, PUT), OneForm.entered(entered, PUT, "terms")));
    };
  }

  private static String named(Entered entered, String form) {
    return "%s/%s?why=%s"
        .formatted(
            API,
            Entered.encoded(OneForm.entered(entered, form, "name")),
            Entered.encoded(OneForm.entered(entered, form, "why")));
  }

  private static Answered dues(Visit visit, Entered entered, boolean dry) {
    Entered query = Entered.NOTHING.with("dry_run", Boolean.toString(dry));
    String month = OneForm.entered(entered, BOOK, "month");
    return visit
        .ask()
        .send(
            "POST",
            (month.isEmpty() ? query : query.with("month", month)).after(DUES),
            JsonNodeFactory.instance.objectNode());
  }

  private static Shown tried(Visit visit, Entered entered) {
    return switch (dues(visit, entered, true)) {
      case Answered.Told(JsonNode said) ->
          Sheet.of("Agreements", "Nothing is booked yet.")
              .and(new Part.Listing("What would be booked", "", booked(said)))
              .and(book(Optional.of(new Sent(BOOK, entered, new Refused(200, "", "")))))
              .shown();
      case Refused why -> again(visit, entered, BOOK, why);
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
                    Told.word(line, "agreement"), Told.count(line, "rows"), Told.usd(line, "usd")))
            .toList(),
        EmptyState.of("Nothing", "Everything that is due is booked."));
  }

  private static Shown done(Visit visit, Entered entered, Answered answered) {
    return switch (answered) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Agreements", visit.to(PATH)));
      case Refused why -> again(visit, entered, entered.text("do"), why);
    };
  }

  private static Shown again(Visit visit, Entered entered, String form, Refused why) {
    Sheet sheet = Sheet.of("Agreements", "Nothing was changed.");
    return forms(visit, sheet, Optional.of(new Sent(form, entered, why))).again(why);
  }
}
