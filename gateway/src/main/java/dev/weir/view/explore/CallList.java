package dev.weir.view.explore;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Calls one by one, the newest first.
public final class CallList implements Page {
  /// The filter of calls that were not admitted.
  static final String REFUSED = "refusal_kind!=(none)";

  private static final int LIMIT = 50;
  private static final String BEFORE = "before";
  private static final String ESTIMATED = "provenance=estimated";
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final List<Column> COLUMNS =
      List.of(
          new Column("Accepted", "UTC", false, Optional.empty()),
          Column.text("Use case"),
          Column.text("Model"),
          Column.number("Cost", "USD"),
          Column.text("How it is known"),
          Column.number("Input", "tokens"),
          Column.number("Cached", "tokens"),
          Column.number("Output", "tokens"),
          Column.number("Reasoning", "tokens"),
          Column.text("User"),
          Column.text("Call"));

  @Override
  public Place place() {
    return Place.in(Section.OVERVIEW, Question.CALLS, "Calls", "/api/v1/calls");
  }

  @Override
  public Shown open(Visit visit) {
    Question question = Question.of(visit);
    Optional<String> added = Asking.filter(visit.query());
    if (added.isPresent()) {
      return new Shown.Elsewhere(new Link("Calls", question.and(List.of(added.get())).calls()));
    }
    JsonNode answer = visit.ask().get(asked(visit, question)).tree();
    Table table = table(visit, question, answer.required("calls"));
    if (visit.query().text("as").equals("csv")) {
      return new Shown.Download(
          "text/csv; charset=utf-8",
          "calls-%s.csv".formatted(visit.period().text()),
          table.csv().getBytes(UTF_8));
    }
    Asking asking = Asking.of(visit, question, Question::calls);
    return Shown.page(
        "Calls",
        "explore/calls.jte",
        new CallListPage(
            visit.period().title(),
            Sums.figures(visit, question),
            asking.filters(),
            asking.kept(),
            asking.oneMore(),
            table,
            beside(visit, question),
            onward(visit, question, answer)));
  }

  private static String asked(Visit visit, Question question) {
    Entered range = question.range(visit.period()).with("limit", Integer.toString(LIMIT));
    return visit
        .query()
        .find(BEFORE)
        .map(before -> range.with(BEFORE, before))
        .orElse(range)
        .after("/api/v1/calls");
  }

  private static List<Link> beside(Visit visit, Question question) {
    List<Link> links = new ArrayList<>();
    if (!question.filters().contains(REFUSED)) {
      links.add(new Link("Refused only", question.and(List.of(REFUSED)).calls()));
    }
    if (!question.filters().contains(ESTIMATED)) {
      links.add(new Link("Estimated only", question.and(List.of(ESTIMATED)).calls()));
    }
    links.add(new Link("Explore", question.path()));
    Entered page = question.called();
    Entered file = visit.query().find(BEFORE).map(it -> page.with(BEFORE, it)).orElse(page);
    links.add(new Link("CSV", file.with("as", "csv").after(Question.CALLS)));
    return links;
  }

  private static List<Link> onward(Visit visit, Question question, JsonNode answer) {
    List<Link> links = new ArrayList<>();
    if (visit.query().find(BEFORE).isPresent()) {
      links.add(new Link("Newest", question.calls()));
    }
    if (answer.has("next")) {
      String next = answer.required("next").asText();
      links.add(new Link("Older", question.called().with(BEFORE, next).after(Question.CALLS)));
    }
    return links;
  }

  private static Table table(Visit visit, Question question, JsonNode calls) {
    return Table.of(
        "Calls, the newest first",
        COLUMNS,
        calls.valueStream().map(call -> line(visit, call)).toList(),
        question.filters().isEmpty()
            ? EmptyState.of(
                    "No call in this period",
                    "An application that asks with one of Weir's keys is here within a second.")
                .typed("weir keys create --name my-app --tag use_case=triage")
            : EmptyState.of(
                    "No call is like that", "None of this period has all that the filters say.")
                .opening(new Link("Without filters", question.filtered(List.of()).calls())));
  }

  private static List<Cell> line(Visit visit, JsonNode call) {
    String id = call.required("id").asText();
    String page = visit.to(Question.CALLS + "/" + id);
    return List.of(
        Cell.of(second(Instant.parse(call.required("accepted_at").asText()))).opening(page),
        Cell.of(call.required("use_case").asText()),
        Cell.of(call.required("models").asText()),
        Cell.of(Amount.usd(Answers.number(call, "cost_usd"))).opening(page),
        known(call),
        tokens(call, "input_tokens"),
        tokens(call, "cache_read_tokens"),
        tokens(call, "output_tokens"),
        tokens(call, "reasoning_tokens"),
        Cell.of(call.required("user").asText()),
        Cell.of(id).opening(page));
  }

  private static Moment second(Instant instant) {
    return new Moment(SECOND.format(instant), instant.toString());
  }

  private static Cell tokens(JsonNode call, String field) {
    return Cell.of(Amount.count(Answers.number(call, field)));
  }

  private static Cell known(JsonNode call) {
    String refused = call.required("refused_as").asText();
    if (!refused.isEmpty()) {
      return Cell.of("refused: " + refused.replace('_', ' '), Tone.BAD);
    }
    return Cell.provenance(call.required("provenance").asText());
  }
}
