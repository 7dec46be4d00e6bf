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
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import java.util.ArrayList;
import java.util.List;

/// What no provider bills, and by what it is shared out.
public final class Pools implements Page {
  static final String PATH = "/cost-pools";
  private static final String API = "/api/v1/pools";

  @Override
  public Place place() {
    return Place.in(Section.SPEND, PATH, "Cost pools", API);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(story(visit));
  }

  private static Story story(Visit visit) {
    String question = API + "?month=" + visit.period().month();
    JsonNode said = visit.ask().get(question).tree();
    JsonNode pools = said.required("pools");
    return Story.of(
            "Cost pools of " + Moment.of(visit.period().month()).text(),
            "What no provider bills: people, seats, tools, risk. Each is shared out to use cases,"
                + " to the cent.")
        .leadingTo(
            List.of(
                Rows.of("Who bears what", "/api/v1/allocations?month=" + visit.period().month())))
        .showing(
            List.of(
                Figure.of("Pools in this month", Amount.usd(Answers.number(said, "total_usd")))
                    .from(Rows.of("The pools", question))))
        .telling(List.of(Chapter.of("pools", "Pools", "").listing(pools(visit, pools))))
        .taking(forms(visit, pools));
  }

  private static Table pools(Visit visit, JsonNode pools) {
    return Table.of(
        "Cost pools",
        List.of(
            Column.text("Pool"),
            Column.text("Group"),
            Column.text("Category"),
            Column.number("Of the month", "USD"),
            Column.text("In all"),
            Column.text("Shared out by"),
            Column.text("Source"),
            Column.number("Version")),
        pools.valueStream().map(pool -> line(visit, pool)).toList(),
        EmptyState.of(
                "No cost pool yet",
                "The provider's bill is a part of what a use case costs. A pool adds what people"
                    + " and tools cost, below or by a table.")
            .typed("weir costs import pools.csv --why \"plan 2026\""));
  }

  static boolean isChangedBy(Visit visit) {
    return visit.ask().may("PUT", API + "/any");
  }

  private static List<Cell> line(Visit visit, JsonNode pool) {
    String name = pool.required("name").asText();
    return List.of(
        Cell.of(name).opening(PoolForm.path(visit, name)),
        Cells.word(pool, "group"),
        Cells.word(pool, "category"),
        Cells.usd(pool, "month_usd"),
        Cell.of(spent(pool.required("pool"))),
        Cells.word(pool, "basis"),
        Cells.word(pool, "source"),
        Cells.count(pool, "version").opening(visit.versions("pool", name)));
  }

  /// One-off over months, or each month.
  private static String spent(JsonNode pool) {
    String amount = Amount.usd(Answers.number(pool, "amount_usd")).text();
    String from = pool.path("from").asText();
    return Cells.text(pool, "months")
        .map(months -> "%s USD once, over %s months from %s".formatted(amount, months, from))
        .orElseGet(() ->
            "%s USD a month from %s%s"
                .formatted(
                    amount,
                    from,
                    Cells.text(pool, "until").map(until -> " to " + until).orElse("")));
  }

  private static List<Form> forms(Visit visit, JsonNode pools) {
    List<Form> forms = new ArrayList<>();
    if (isChangedBy(visit)) {
      forms.add(PoolForm.set(visit, pools));
      forms.add(
          ImportedTable.form(
              "Import cost pools",
              "Comma-separated, as: pool,category,amount_usd,from,basis,source,evidence; where"
                  + " wanted until, months, use_cases, units, driver, if_none, serves, order,"
                  + " note."));
      if (!pools.isEmpty()) {
        forms.add(PoolForm.remove(pools));
      }
    }
    return forms;
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    Answered answered =
        switch (entered.text("do")) {
          case PoolForm.REMOVE ->
              visit.ask().send("DELETE", named(entered), JsonNodeFactory.instance.objectNode());
          case ImportedTable.IMPORT, ImportedTable.PREVIEW ->
              ImportedTable.send(visit, entered, API + "/import");
          case PoolForm.TRY ->
              visit.ask().send("POST", tried(visit, entered), PoolForm.terms(entered));
          default -> visit.ask().send("PUT", named(entered), PoolForm.terms(entered));
        };
    return switch (answered) {
      case Answered.Told(JsonNode said) ->
          switch (entered.text("do")) {
            case ImportedTable.PREVIEW -> seen(visit, entered, ImportedTable.preview(said));
            case PoolForm.TRY -> seen(visit, entered, PoolForm.tried(said));
            default -> new Shown.Elsewhere(new Link("Cost pools", visit.to(PATH)));
          };
      case Refused why -> Shown.again(why, story(visit), entered);
    };
  }

  private static Shown seen(Visit visit, Entered entered, Chapter chapter) {
    return Shown.page(story(visit).beginning(List.of(chapter)), entered);
  }

  private static String tried(Visit visit, Entered entered) {
    return "%s/%s/rehearsal?month=%s"
        .formatted(API, Entered.encoded(entered.text(PoolForm.NAME)), visit.period().month());
  }

  private static String named(Entered entered) {
    String name = entered.text(PoolForm.NAME);
    return Versions.change(API + "/" + Entered.encoded(name), name, entered);
  }
}
