package dev.weir.view.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answered.Told;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.review.ReviewPage.Advice;
import dev.weir.view.review.ReviewPage.Frozen;
import dev.weir.view.review.ReviewPage.Hold;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Verdict;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A month's review: its pack in the order in which it is read, the forms by which it is held and
/// by which what it decided is closed. Prints on A4.
public final class MonthlyReview implements Page {
  private static final String TEMPLATE = "review/review.jte";

  /// The parameter that asks for a file.
  private static final String AS = "as";

  private static final int MISSING = 404;

  @Override
  public Place place() {
    return Place.behind(Reviews.PATH + "/{month}", "Review", Reviews.API);
  }

  @Override
  public Shown open(Visit visit) {
    Optional<String> format = visit.query().find(AS);
    return format.isPresent()
        ? file(visit, visit.named("month"), format.get())
        : shown(visit, Optional.empty());
  }

  private static Shown file(Visit visit, String month, String format) {
    return visit
        .ask()
        .file(
            "%s/export?format=%s".formatted(Reviews.api(month), Entered.encoded(format)),
            "review-%s.%s".formatted(month, format));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    String month = visit.named("month");
    String act = form.text("do");
    Answered answer =
        switch (act) {
          case Sent.HOLD -> new Minutes(form, Optional.empty()).hold(visit, month);
          case Sent.CLOSE -> Decided.close(visit, month, form);
          case Moving.MOVE, Moving.PREVIEW -> Moving.send(visit, form);
          default ->
              new Refused(
                  400,
                  "invalid",
                  "field 'do' is one of [hold, close, preview, move], was '%s'".formatted(act));
        };
    return answer instanceof Told && !act.equals(Moving.PREVIEW)
        ? again(visit, month)
        : shown(visit, Optional.of(new Sent(form, answer)));
  }

  private static Shown again(Visit visit, String month) {
    return new Shown.Elsewhere(
        new Link("The review", visit.to(Reviews.PATH + "/" + Entered.encoded(month))));
  }

  private static Shown shown(Visit visit, Optional<Sent> sent) {
    Answered held = visit.ask().get(Reviews.api(visit.named("month")));
    ReviewPage page =
        switch (held) {
          case Refused why when why.status() == MISSING -> draft(visit, sent);
          case Told _, Refused _ -> frozen(visit, held.tree(), sent);
        };
    String title = "Review of " + page.month();
    return sent.flatMap(Sent::why)
        .map(why -> Shown.again(why, title, TEMPLATE, page))
        .orElseGet(() -> Shown.page(title, TEMPLATE, page));
  }

  private static ReviewPage draft(Visit visit, Optional<Sent> sent) {
    Minutes minutes = Minutes.of(sent.filter(it -> it.is(Set.of(Sent.HOLD))));
    String month = visit.named("month");
    JsonNode pack = visit.ask().get(Reviews.api(month) + "/draft").tree();
    boolean isOver = isOver(visit, month);
    boolean mayHold = isOver && visit.ask().may("POST", Reviews.api(month));
    String standing =
        "A draft, put together %s; %s"
            .formatted(
                Moment.of(Instant.parse(pack.required("at").asText())).text(),
                isOver ? "nobody has held the review." : "the month runs, and is held once over.");
    List<Advice> advice = new ArrayList<>();
    for (JsonNode line : pack.path("recommendations")) {
      advice.add(
          Advised.of(
              advice.size(),
              line,
              mayHold ? minutes.fields(advice.size(), line, visit) : List.of()));
    }
    return new ReviewPage(
        title(month),
        standing,
        figures(pack, Reviews.api(month) + "/draft"),
        files(month),
        Optional.empty(),
        tables(PackSheets.FIRST, pack),
        advice,
        tables(PackSheets.LAST, pack),
        moving(visit, sent),
        mayHold ? Optional.of(new Hold(minutes.error(), minutes.ofAll())) : Optional.empty(),
        gaps(pack));
  }

  private static Optional<Moving> moving(Visit visit, Optional<Sent> sent) {
    return Moving.of(visit, sent.filter(it -> it.is(Set.of(Moving.MOVE, Moving.PREVIEW))));
  }

  private static boolean isOver(Visit visit, String month) {
    return visit
        .ask()
        .get(Reviews.API + "/months")
        .tree()
        .path("months")
        .valueStream()
        .filter(line -> line.required("month").asText().equals(month))
        .noneMatch(line -> line.required("standing").asText().equals("running"));
  }

  private static ReviewPage frozen(Visit visit, JsonNode review, Optional<Sent> sent) {
    String month = review.required("month").asText();
    JsonNode pack = review.required("pack");
    List<Advice> advice = new ArrayList<>();
    pack.path("recommendations")
        .forEach(line -> advice.add(Advised.of(advice.size(), line, List.of())));
    String standing =
        "Held on %s by %s, and never changed since."
            .formatted(
                Moment.of(Instant.parse(review.required("held_at").asText())).text(),
                review.required("who").asText());
    Frozen frozen =
        new Frozen(
            review.required("sha256").asText(),
            review.required("intact").asBoolean()
                ? Cell.of("the pack still has this hash", Tone.GOOD)
                : Cell.of("the pack has another hash now", Tone.BAD),
            narrative(review.path("narrative_changes")),
            Decided.of(visit, review, sent.filter(it -> it.is(Set.of(Sent.CLOSE)))),
            restatements(visit, month));
    return new ReviewPage(
        title(month),
        standing,
        figures(pack, Reviews.api(month)),
        files(month),
        Optional.of(frozen),
        tables(PackSheets.FIRST, pack),
        advice,
        tables(PackSheets.LAST, pack),
        moving(visit, sent),
        Optional.empty(),
        gaps(pack));
  }

  private static String title(String month) {
    return Moment.of(YearMonth.parse(month)).text();
  }

  private static List<Figure> figures(JsonNode pack, String question) {
    long changes =
        pack.path("recommendations")
            .valueStream()
            .filter(line -> Verdict.isChange(line.required("recommendation").asText()))
            .count();
    Link rows = Rows.of("The pack as the API has it", question);
    return List.of(
        Figure.of("Use cases called", Amount.count(pack.path("cost").size())).from(rows),
        Figure.of("Recommended to change", Amount.count(changes)).from(rows),
        Figure.of("Decisions due", Amount.count(pack.path("due").size())).from(rows),
        Figure.of("Not known", Amount.count(pack.path("gaps").size()))
            .noted("listed at the end, with why", Tone.PLAIN)
            .from(rows));
  }

  private static List<Link> files(String month) {
    return List.of(
        file(month, "Markdown", "md"), file(month, "HTML", "html"), file(month, "CSV", "csv"));
  }

  private static Link file(String month, String text, String format) {
    return new Link(text, Entered.NOTHING.with(AS, format).after(Reviews.PATH + "/" + month));
  }

  private static List<Table> tables(List<Sheet> sheets, JsonNode pack) {
    return sheets.stream().map(sheet -> sheet.table(pack)).toList();
  }

  private static List<String> gaps(JsonNode pack) {
    return pack.path("gaps").valueStream().map(JsonNode::asText).toList();
  }

  private static Table narrative(JsonNode lines) {
    return Table.of(
        "Notes, beside those of the review before",
        List.of(Column.text("Note"), Column.text("Is")),
        lines
            .valueStream()
            .map(line ->
                List.of(
                    Cell.of(line.required("text").asText()),
                    Cell.of(line.required("change").asText())))
            .toList(),
        EmptyState.of("No notes", "The review says nothing of itself."));
  }

  private static Cell restated(JsonNode line, String field) {
    return Cell.withUnit(
        Amount.named(line.required("figure").asText(), Answers.number(line, field)));
  }

  private static Table restatements(Visit visit, String month) {
    return Table.of(
        "Learnt since it was held",
        List.of(
            Column.text("Of"),
            Column.text("Table"),
            Column.text("Figure"),
            Column.number("Held"),
            Column.number("Today"),
            Column.number("Difference")),
        visit
            .ask()
            .get(Reviews.api(month) + "/restatements")
            .tree()
            .required("restatements")
            .valueStream()
            .map(line ->
                List.of(
                    Cell.of(line.required("of").asText()),
                    Cell.of(line.required("table").asText().replace('_', ' ')),
                    Cell.of(line.required("figure").asText().replace('_', ' ')),
                    restated(line, "held"),
                    restated(line, "today"),
                    restated(line, "difference")))
            .toList(),
        EmptyState.of(
            "Nothing",
            "Late outcomes, corrections and prices worked out anew would stand here, beside what"
                + " was held."));
  }
}
