package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.explore.ExplorePage.Kept;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The fields by which a question is changed, filled with what it is.
///
/// @param terms what can be asked for
/// @param place the link of a question, on this page
record Asking(Visit visit, Question question, JsonNode terms, Function<Question, String> place) {
  private static final String WHERE = "where";
  private static final String HOW = "how";
  private static final String VALUE = "value";
  private static final String NOT = "not";
  private static final int MONTHS_OFFERED = 12;

  static Asking of(Visit visit, Question question, Function<Question, String> place) {
    JsonNode terms = visit.ask().get("/api/v1/report/terms?" + visit.period().range()).tree();
    return new Asking(visit, question, terms, place);
  }

  /// The filter that somebody has put together of its fields.
  static Optional<String> filter(Entered query) {
    return query
        .find(VALUE)
        .flatMap(value ->
            query
                .find(WHERE)
                .map(where -> where + (query.text(HOW).equals(NOT) ? "!=" : "=") + value));
  }

  List<FormField> fields() {
    List<Option> measures =
        terms
            .required("measures")
            .valueStream()
            .map(it -> it.required("field").asText())
            .map(it -> new Option(it, Unit.words(it)))
            .toList();
    List<FormField> fields = new ArrayList<>();
    fields.add(FormField.choice("measure", "Figure", measures).holding(question.measure()));
    fields.add(FormField.choice("by", "Rows", dimensions()).holding(question.by()));
    fields.add(
        FormField.choice(
                "across",
                "Columns",
                Stream.concat(Stream.of(new Option("", "none")), dimensions().stream()).toList())
            .holding(question.across()));
    fields.add(FormField.choice("against", "Compare with", periods()).holding(question.against()));
    if (!question.against().isEmpty() && !question.across().isEmpty()) {
      fields.add(
          FormField.choice(
                  "show",
                  "Cells show",
                  List.of(new Option("", "amounts"), new Option(Question.CHANGES, "changes")))
              .holding(question.show()));
    }
    return fields;
  }

  private List<Option> dimensions() {
    return Stream.concat(
            terms.required("dimensions").valueStream(), terms.required("tags").valueStream())
        .map(JsonNode::asText)
        .filter(it -> !it.equals("prompt_size"))
        .map(it -> new Option(it, Question.words(it)))
        .toList();
  }

  private List<Option> periods() {
    List<Option> periods = new ArrayList<>();
    periods.add(new Option("", "nothing"));
    periods.add(new Option(Question.PREVIOUS, "the time before"));
    YearMonth month = visit.period().month();
    for (int ago = 1; ago <= MONTHS_OFFERED; ago++) {
      YearMonth then = month.minusMonths(ago);
      periods.add(new Option(then.toString(), Moment.of(then).text()));
    }
    String chosen = question.against();
    if (periods.stream().noneMatch(it -> it.value().equals(chosen))) {
      periods.add(new Option(chosen, Period.read(chosen).title()));
    }
    return periods;
  }

  /// What the form of the question carries on: its period and filters.
  List<Kept> kept() {
    return all().stream()
        .filter(each -> each.name().equals(Period.NAME) || each.name().equals("filter"))
        .toList();
  }

  /// The whole question.
  List<Kept> all() {
    return question.entered().values().entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(value -> new Kept(each.getKey(), value)))
        .toList();
  }

  /// What is looked at only; each leads to where it is not.
  List<Link> filters() {
    return question.filters().stream()
        .map(filter -> new Link(said(filter), place.apply(question.without(filter))))
        .toList();
  }

  static String said(String filter) {
    int equals = filter.indexOf('=');
    if (equals < 1) {
      return filter;
    }
    boolean isNot = filter.charAt(equals - 1) == '!';
    return "%s %s %s"
        .formatted(
            Question.words(filter.substring(0, isNot ? equals - 1 : equals)),
            isNot ? "is not" : "is",
            filter.substring(equals + 1));
  }

  List<FormField> oneMore() {
    return List.of(
        FormField.choice(WHERE, "Only where", dimensions()).holding(question.by()),
        FormField.choice(
            HOW, "Is or is not", List.of(new Option("", "is"), new Option(NOT, "is not"))),
        FormField.of(VALUE, "Value", "text"));
  }
}
