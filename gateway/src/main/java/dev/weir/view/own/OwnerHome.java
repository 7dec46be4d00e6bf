package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Card;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Sheet;
import dev.weir.view.shape.Sheet.Choice;
import dev.weir.view.shape.Table;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The first page of whoever answers for use cases: one of them at a time.
public final class OwnerHome implements Page {
  public static final String PATH = "/product";

  private static final String USE_CASE = "use_case";
  private static final int CHOICES_MAX = 30;

  @Override
  public Place place() {
    return Place.in(Section.OVERVIEW, PATH, "My use cases", "/api/v1/use-cases");
  }

  @Override
  public Shown open(Visit visit) {
    Answers answers = new Answers(visit.ask());
    Map<String, JsonNode> known =
        Answers.by("id", visit.ask().get("/api/v1/use-cases").tree().required("use_cases"));
    List<String> own =
        answers
            .ifThere("Yourself", "/api/v1/me")
            .path("use_cases")
            .valueStream()
            .map(JsonNode::asText)
            .filter(known::containsKey)
            .toList();
    List<String> offered = own.isEmpty() ? List.copyOf(known.keySet()) : own;
    Optional<String> chosen = visit.query().find(USE_CASE).or(() -> offered.stream().findFirst());
    Sheet sheet =
        chosen
            .map(id -> about(useCase(id, known, visit), visit, answers))
            .orElseGet(OwnerHome::nothing)
            .choosing(
                offered.stream()
                    .limit(CHOICES_MAX)
                    .map(id -> choice(id, known, chosen, visit))
                    .toList());
    return Shown.page(sheet.title(), "console/sheet.jte", sheet);
  }

  private static JsonNode useCase(String id, Map<String, JsonNode> known, Visit visit) {
    return Optional.ofNullable(known.get(id))
        .orElseGet(() -> visit.ask().get("/api/v1/use-cases/" + Entered.encoded(id)).tree());
  }

  private static Choice choice(
      String id, Map<String, JsonNode> known, Optional<String> chosen, Visit visit) {
    String name =
        Optional.ofNullable(known.get(id)).map(it -> it.required("name").asText()).orElse(id);
    return new Choice(
        new Link(name, visit.query().with(USE_CASE, id).after(PATH)),
        chosen.filter(id::equals).isPresent());
  }

  private static Sheet nothing() {
    return Sheet.of(
            "My use cases",
            "Adoption, outcomes, margin, experiments and the next gate of a use case.")
        .showing(
            List.of(
                List.of(
                    Card.of(
                        "Use cases",
                        Table.of(
                            "Use cases",
                            List.of(Column.text("Use case")),
                            List.of(),
                            EmptyState.of(
                                    "No use case yet",
                                    "A use case says what calls are for, who owns them and what they"
                                        + " are to be worth; then its outcomes are here.")
                                .typed("weir usecases put triage triage.json"))))));
  }

  private static Sheet about(JsonNode useCase, Visit visit, Answers answers) {
    String id = useCase.required("id").asText();
    String month = visit.period().month().toString();
    Returns returns = Returns.of(id, month, answers);
    Adoption adoption = Adoption.of(id, month, answers);
    NextGate gate = NextGate.of(id, useCase.required("stage").asText(), answers);
    Heard heard = Heard.of(id, answers);
    Rated rated = Rated.of(id, visit.period().month(), answers);
    Pace pace =
        Pace.of(
            id, visit.period().lastWeek(LocalDate.ofInstant(visit.now(), ZoneOffset.UTC)), answers);
    Claims claims = Claims.of(id, visit, answers);
    String page = visit.to("/use-cases/" + Entered.encoded(id));
    List<Cell> attention =
        Stream.of(
                useCase
                    .path("missing")
                    .valueStream()
                    .map(it -> Cell.of("It lacks: " + Answers.words(it)).opening(page)),
                useCase
                    .path("warnings")
                    .valueStream()
                    .map(it -> Cell.of(it.asText()).opening(page)),
                gate.killed().stream().map(Cell::of),
                answers.refusals().stream())
            .flatMap(lines -> lines)
            .toList();
    List<Figure> figures = new ArrayList<>(returns.figures());
    figures.add(adoption.figure());
    figures.add(heard.figure());
    figures.addAll(rated.figures());
    figures.addAll(pace.figures());
    return Sheet.of(
            useCase.required("name").asText(),
            "At %s; what came of it in %s, and what is missing for more."
                .formatted(
                    Answers.words(useCase.required("stage")),
                    Moment.of(visit.period().month()).text()))
        .with(figures)
        .minding(attention)
        .showing(
            List.of(
                List.of(
                    Card.of("Who of those who may, do", adoption.funnel()),
                    Card.of("Active users by week", adoption.weeks(), Adoption.noRoster())),
                List.of(Card.of("Goals", returns.goals()), Card.of("Experiments", claims.table())),
                List.of(gate.card()),
                List.of(Card.of("What users complain of", heard.table()))));
  }
}
