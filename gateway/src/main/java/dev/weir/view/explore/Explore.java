package dev.weir.view.explore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.NotAnswered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Any figure by any dimension: filtered, opened step by step down to its calls, compared.
public final class Explore implements Page {
  private static final int MORE_ROWS = 100;
  private static final String OUTCOMES = "outcomes";
  private static final String TEMPLATE = "explore/explore.jte";

  @Override
  public Place place() {
    return Place.in(Section.OVERVIEW, Question.PATH, "Explore", "/api/v1/report/pivot");
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Question question = Question.of(visit);
    return switch (SavedViews.change(visit, form, question)) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Explore", question.path()));
      case Answered.Refused why -> {
        SavedViews saved = SavedViews.of(visit, form, Optional.of(why));
        yield Shown.again(why, "Explore", TEMPLATE, page(visit, question, saved));
      }
    };
  }

  @Override
  public Shown open(Visit visit) {
    Question question = Question.of(visit);
    Optional<String> added = Asking.filter(visit.query());
    if (added.isPresent()) {
      return new Shown.Elsewhere(new Link("Explore", question.and(List.of(added.get())).path()));
    }
    String as = visit.query().text("as");
    if (as.equals("csv")) {
      JsonNode pivot = visit.ask().get(question.pivot(visit)).tree();
      Table table = new PivotTable(pivot, question, question.before(visit)).table();
      return file(question.measure(), table, question, visit);
    }
    if (as.equals(OUTCOMES)) {
      OutcomeTable outcomes = OutcomeTable.of(visit, question);
      return outcomes
          .table()
          .map(table -> file(OUTCOMES, table, question, visit))
          .orElseThrow(() ->
              NotAnswered.invalid(outcomes.note().orElse("no outcome was told of in this period")));
    }
    SavedViews saved = SavedViews.of(visit, Entered.NOTHING, Optional.empty());
    return Shown.page("Explore", TEMPLATE, page(visit, question, saved));
  }

  private static ExplorePage page(Visit visit, Question question, SavedViews saved) {
    JsonNode pivot = visit.ask().get(question.pivot(visit)).tree();
    Table table = new PivotTable(pivot, question, question.before(visit)).table();
    Asking asking = Asking.of(visit, question, Question::path);
    return new ExplorePage(
        table.caption(),
        summary(visit, question),
        Sums.figures(visit, question),
        asking.fields(),
        asking.kept(),
        asking.all(),
        asking.filters(),
        asking.oneMore(),
        PivotChart.of(pivot, question),
        table,
        more(pivot, question),
        note(question),
        OutcomeTable.of(visit, question),
        new Link("CSV of outcomes", question.entered().with("as", OUTCOMES).after(Question.PATH)),
        saved);
  }

  private static Shown file(String what, Table table, Question question, Visit visit) {
    String name =
        "%s-by-%s-%s"
            .formatted(what, question.by(), visit.period().text())
            .replaceAll("[^A-Za-z0-9_.-]", "-");
    return new Shown.Download(
        "text/csv; charset=utf-8", name + ".csv", table.csv().getBytes(UTF_8));
  }

  private static String summary(Visit visit, Question question) {
    return question
        .compared(visit.period(), visit.now().atZone(ZoneOffset.UTC).toLocalDate())
        .map(then -> "%s, compared with %s".formatted(visit.period().title(), then.title()))
        .orElse(visit.period().title());
  }

  /// Why something that was asked for is not there.
  private static Optional<String> note(Question question) {
    return question.against().isEmpty() || !question.isOfTime()
        ? Optional.empty()
        : Optional.of(
            "Days, hours and months of one time are none of another: group by something else to"
                + " compare.");
  }

  private static List<Link> more(JsonNode pivot, Question question) {
    List<Link> links = new ArrayList<>();
    links.add(new Link("CSV", question.entered().with("as", "csv").after(Question.PATH)));
    links.add(new Link("Calls", question.calls()));
    if (!question.across().isEmpty()) {
      links.add(
          new Link("Swap rows and columns", question.by(question.across(), question.by()).path()));
    }
    boolean hasOthers = pivot.required("rows").valueStream().anyMatch(row -> !row.has("value"));
    if (hasOthers && question.rows().isEmpty() && !question.runsInTime()) {
      links.add(new Link("Up to 100 rows", question.most(MORE_ROWS).path()));
    }
    return links;
  }
}
