package dev.weir.view.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.outcome.FeedbackPage.Said;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What users say of calls, outcomes that are low, and what came of it: an inbox, what nobody has
/// looked into unless more is asked for.
public final class Feedback implements Page {
  private static final String PATH = "/feedback";
  private static final String API = "/api/v1/feedback";
  private static final String TEMPLATE = "outcome/feedback.jte";
  private static final String WHICH = "which";
  private static final String USE_CASE = "use_case";
  private static final String AFTER = "after";
  private static final String WHY = "why";
  private static final List<Option> CHOICES =
      List.of(
          new Option("inbox", "Low ratings nobody has looked into"),
          new Option("open", "Whatever nobody has looked into"),
          new Option("low", "Low ratings"),
          new Option("all", "Everything"));

  @Override
  public Place place() {
    return Place.in(Section.VALUE, PATH, "Feedback", API);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(place().title(), TEMPLATE, page(visit, Entered.NOTHING, Optional.empty()));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    form.find(WHY).ifPresent(text -> body.put(WHY, text));
    String path = "%s/%s/handled".formatted(API, Entered.encoded(form.text("id")));
    return switch (visit.ask().send("POST", path, body)) {
      case Answered.Told _ ->
          new Shown.Elsewhere(new Link("Feedback", visit.query().without(AFTER).after(PATH)));
      case Refused why ->
          Shown.again(why, place().title(), TEMPLATE, page(visit, form, Optional.of(why)));
    };
  }

  private static FeedbackPage page(Visit visit, Entered form, Optional<Refused> why) {
    String which = visit.query().find(WHICH).orElse("inbox");
    String asked =
        switch (which) {
          case "open" -> "&open=true";
          case "low" -> "&low=true";
          case "all" -> "";
          default -> "&open=true&low=true";
        };
    String after = visit.query().find(AFTER).map(it -> "&after=" + Entered.encoded(it)).orElse("");
    JsonNode list =
        visit
            .ask()
            .get(
                "%s?use_case=%s%s%s"
                    .formatted(API, Entered.encoded(visit.query().text(USE_CASE)), asked, after))
            .tree();
    boolean mayHandle = visit.ask().may("POST", API + "/0/handled");
    return new FeedbackPage(
        List.of(
            FormField.choice(WHICH, "Show", CHOICES).holding(which),
            FormField.of(USE_CASE, "Use case", "text").holding(visit.query().text(USE_CASE))),
        list.required("feedback")
            .valueStream()
            .map(line -> said(line, mayHandle, form, why))
            .toList(),
        EmptyState.of(
                "Nothing to look into",
                "Applications pass on what users say of single answers; thumbs down, low stars,"
                    + " and outcomes that failed wait here until somebody has looked into them.")
            .typed("curl $WEIR/weir/feedback -d '{\"call_id\": \"…\", \"rating\": \"down\"}'"),
        Optional.ofNullable(list.get("next"))
            .map(next ->
                new Link("What follows", visit.query().with(AFTER, next.asText()).after(PATH))));
  }

  private static Said said(JsonNode line, boolean mayHandle, Entered form, Optional<Refused> why) {
    long id = line.required("id").asLong();
    boolean isOwn = form.text("id").equals(Long.toString(id));
    Optional<Refused> own = why.filter(_ -> isOwn);
    boolean isOpen = line.required("handled").isEmpty();
    return new Said(
        id,
        line.required("use_case").asText(),
        rating(line.required("rating").asText()),
        line.path("comment").asText(),
        Moment.of(Instant.parse(line.required("at").asText())).text(),
        Rows.of(
            line.has("outcome_id") ? "The outcome" : "The call", line.required("rows").asText()),
        line.required("handled").valueStream().map(Feedback::handled).toList(),
        own.filter(it -> it.of(WHY).isEmpty()).map(Refused::message),
        mayHandle && isOpen
            ? Optional.of(
                FormField.of(WHY, "What came of it", "text")
                    .holding(isOwn ? form.text(WHY) : "")
                    .wrong(own.flatMap(it -> it.of(WHY))))
            : Optional.empty());
  }

  private static String handled(JsonNode handling) {
    return "%s, %s: %s"
        .formatted(
            handling.required("who").asText(),
            Moment.of(Instant.parse(handling.required("at").asText())).text(),
            handling.required("why").asText());
  }

  private static Cell rating(String rating) {
    return switch (rating) {
      case "up", "4", "5" -> Cell.of(words(rating), Tone.GOOD);
      case "down", "1", "2", "low" -> Cell.of(words(rating), Tone.BAD);
      default -> Cell.of(words(rating), Tone.QUIET);
    };
  }

  private static String words(String rating) {
    return switch (rating) {
      case "up" -> "thumb up";
      case "down" -> "thumb down";
      case "1" -> "1 star";
      case "low" -> "low outcome";
      case "mended" -> "outcome";
      default -> rating + " stars";
    };
  }
}
