package dev.weir.view.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Period;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What an outcome of each use case is, and those that were told.
public final class Outcomes implements Page {
  private static final String PATH = "/outcomes";
  private static final String API = "/api/v1/outcomes";
  private static final String DEFINITIONS = "/api/v1/outcome-definitions";
  private static final String TEMPLATE = "outcome/outcomes.jte";
  private static final String AFTER = "after";
  private static final String OUTCOME = "outcome";

  @Override
  public Place place() {
    return Place.in(Section.VALUE, PATH, "Outcomes", DEFINITIONS);
  }

  @Override
  public Shown open(Visit visit) {
    OutcomeForm form =
        visit
            .query()
            .find(OUTCOME)
            .map(id -> OutcomeForm.of(visit.ask().get(API + "/" + Entered.encoded(id)).tree()))
            .orElseGet(() -> new OutcomeForm(Entered.NOTHING, Optional.empty()));
    return Shown.page(place().title(), TEMPLATE, page(visit, form, Optional.empty()));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    return switch (new OutcomeForm(form, Optional.empty()).send(visit)) {
      case Answered.Told(JsonNode answer) when form.text("do").equals(OutcomeForm.TRY) ->
          Shown.page(
              place().title(),
              TEMPLATE,
              page(visit, new OutcomeForm(form, Optional.empty()), Optional.of(tried(answer))));
      case Answered.Told(JsonNode answer) when answer.path("missing").size() > 0 ->
          Shown.page(
              place().title(),
              TEMPLATE,
              page(visit, new OutcomeForm(form, Optional.empty()), Optional.of(missing(answer))));
      case Answered.Told _ ->
          new Shown.Elsewhere(
              new Link("Outcomes", here(visit, form.text(OutcomeForm.USE_CASE)).after(PATH)));
      case Refused why ->
          Shown.again(
              why,
              place().title(),
              TEMPLATE,
              page(visit, new OutcomeForm(form, Optional.of(why)), Optional.empty()));
    };
  }

  private static Entered here(Visit visit, String useCase) {
    return Entered.NOTHING
        .with(OutcomeForm.USE_CASE, useCase)
        .with(Period.NAME, visit.period().text());
  }

  private static String tried(JsonNode taken) {
    return "It would be taken: %s new, %s corrected, %s known already; worth %s USD, of which %s may be claimed. Nothing is taken yet."
        .formatted(
            taken.required("recorded").asText(),
            taken.required("corrected").asText(),
            taken.required("known").asText(),
            usd(taken, "stated_usd"),
            usd(taken, "claimable_usd"));
  }

  private static String usd(JsonNode taken, String field) {
    return Amount.usd(new BigDecimal(taken.required(field).asText())).text();
  }

  private static String missing(JsonNode voided) {
    return "%d taken back; of no outcome of the use case in force: %s"
        .formatted(
            voided.required("voided").size(),
            String.join(
                ", ", voided.required("missing").valueStream().map(JsonNode::asText).toList()));
  }

  private OutcomesPage page(Visit visit, OutcomeForm form, Optional<String> said) {
    JsonNode definitions = visit.ask().get(DEFINITIONS).tree().required("definitions");
    List<Option> useCases =
        definitions
            .valueStream()
            .map(it -> it.required("use_case").asText())
            .map(it -> new Option(it, it))
            .toList();
    Optional<String> chosen =
        form.entered()
            .find(OutcomeForm.USE_CASE)
            .or(() -> visit.query().find(OutcomeForm.USE_CASE))
            .or(() -> useCases.stream().map(Option::value).findFirst());
    Optional<JsonNode> told = chosen.map(useCase -> told(visit, useCase));
    boolean mayTell = chosen.isPresent() && visit.ask().may("POST", API);
    return new OutcomesPage(
        visit.period().title(),
        Told.definitions(visit, definitions),
        chosen.map(it -> FormField.choice(OutcomeForm.USE_CASE, "Use case", useCases).holding(it)),
        told.map(it ->
            Told.table(
                chosen.orElseThrow(),
                it.required("outcomes"),
                mayTell ? Optional.of(id -> correcting(visit, id)) : Optional.empty())),
        told.flatMap(it -> more(visit, chosen.orElseThrow(), it)),
        mayTell ? form.tell() : List.of(),
        mayTell ? form.rare() : List.of(),
        mayTell ? form.takeBack() : List.of(),
        said,
        form.error());
  }

  private static JsonNode told(Visit visit, String useCase) {
    String after = visit.query().find(AFTER).map(it -> "&after=" + Entered.encoded(it)).orElse("");
    return visit
        .ask()
        .get(
            "%s?use_case=%s&%s%s"
                .formatted(API, Entered.encoded(useCase), visit.period().range(), after))
        .tree();
  }

  /// Where the form has an outcome as it is kept.
  private static String correcting(Visit visit, String id) {
    return Entered.NOTHING.with(OUTCOME, id).with(Period.NAME, visit.period().text()).after(PATH)
        + "#tell";
  }

  private static Optional<Link> more(Visit visit, String useCase, JsonNode told) {
    return Optional.ofNullable(told.get("next"))
        .map(next ->
            new Link(
                "The outcomes that follow",
                here(visit, useCase).with(AFTER, next.asText()).after(PATH)));
  }
}
