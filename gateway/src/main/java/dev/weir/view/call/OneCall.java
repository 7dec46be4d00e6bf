package dev.weir.view.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Everything that is known of a call, down to the prices it was charged at.
public final class OneCall implements Page {
  static final String API = "/api/v1/calls/";
  private static final String TEMPLATE = "call/call.jte";
  private static final int MICROS = 3;

  @Override
  public Place place() {
    return Place.behind(path("{id}"), "Call", "/api/v1/calls");
  }

  /// @param id as a path has it
  static String path(String id) {
    return "/calls/" + id;
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page("Call", TEMPLATE, page(visit, List.of(), CorrectionForm.of(visit)));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    return switch (CorrectionForm.send(visit, entered)) {
      case Answered.Told(JsonNode said) when entered.text("do").equals(CorrectionForm.TRY) ->
          Shown.page(
              "Call",
              TEMPLATE,
              page(visit, List.of(CorrectionForm.seen(said)), forms(visit, entered)));
      case Answered.Told _ ->
          new Shown.Elsewhere(
              new Link("The call", visit.to(path(Entered.encoded(visit.named("id"))))));
      case Answered.Refused why -> {
        List<Form> forms =
            forms(visit, entered).stream()
                .map(form -> form.refused(why::of, why.message()))
                .toList();
        yield Shown.again(why, "Call", TEMPLATE, page(visit, List.of(), forms));
      }
    };
  }

  private static List<Form> forms(Visit visit, Entered entered) {
    return CorrectionForm.of(visit).stream()
        .map(form -> form.holding(entered::text).opened())
        .toList();
  }

  /// @param first tables before all others
  private static OneCallPage page(Visit visit, List<Table> first, List<Form> forms) {
    String api = API + Entered.encoded(visit.named("id"));
    JsonNode call = visit.ask().get(api).tree();
    JsonNode prices = visit.ask().get(api + "/prices").tree();
    Ways ways = Ways.of(visit);
    List<Table> tables = new ArrayList<>(first);
    tables.add(CallTables.attempts(call, ways));
    tables.add(CallCharge.table(prices, ways));
    tables.add(CallTables.times(call));
    tables.add(CallVerdict.table(call, ways));
    tables.add(CallTables.modules(call, ways));
    tables.add(CallTables.corrections(call));
    List<String> doubts = new ArrayList<>(CallCharge.doubts(prices));
    outcomes(visit, call, tables, doubts);
    return new OneCallPage(
        call.required("id").asText(),
        summary(call),
        figures(call, api),
        call.path("refusal").path("message").asText(),
        CallCharge.versions(prices, ways),
        tables.stream().filter(OneCall::isShown).toList(),
        CallTables.tags(call),
        doubts,
        forms,
        new Link("All of it, as the API says it", Rows.path(api)));
  }

  /// What has no line is left out, but not what everybody looks for.
  private static boolean isShown(Table table) {
    return !table.rows().isEmpty() || table.caption().equals(CallTables.OUTCOMES);
  }

  /// What came of it, where its reader may see outcomes and the call says its use case.
  private static void outcomes(
      Visit visit, JsonNode call, List<Table> tables, List<String> doubts) {
    String useCase = call.required("tags").path("use_case").asText();
    if (useCase.isEmpty()) {
      return;
    }
    String question =
        "/api/v1/outcomes?use_case=%s&call_id=%s&from=%s"
            .formatted(
                Entered.encoded(useCase),
                Entered.encoded(call.required("id").asText()),
                call.required("accepted_at").asText());
    switch (visit.ask().get(question)) {
      case Answered.Told(JsonNode told) -> tables.add(CallTables.outcomes(told));
      case Answered.Refused why -> doubts.add("Outcomes: " + why.message());
    }
  }

  private static String summary(JsonNode call) {
    String when = Moment.of(Instant.parse(call.required("accepted_at").asText())).text();
    return "Accepted %s by %s, for %s%s%s"
        .formatted(
            when,
            call.required("route").asText(),
            call.required("model_asked").asText(),
            call.required("stream").asBoolean() ? ", as a stream" : "",
            call.required("purpose").asText().equals("primary")
                ? ""
                : ", as " + call.required("purpose").asText());
  }

  private static List<Figure> figures(JsonNode call, String api) {
    Link prices = Rows.of("The prices", api + "/prices");
    List<JsonNode> booked = call.required("booked").valueStream().toList();
    Figure cost = Figure.of("Cost", Amount.usd(Answers.number(call, "cost_usd"))).from(prices);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        booked.isEmpty() ? cost : cost.noted(Told.provenance(booked.getLast()).text(), Tone.PLAIN));
    figures.add(
        Figure.of("Attempts", Amount.count(call.required("waterfall").size()))
            .noted(call.required("open").isEmpty() ? "ended" : "still under way", Tone.PLAIN));
    List<JsonNode> bars = call.required("waterfall").valueStream().toList();
    Optional<JsonNode> last = bars.isEmpty() ? Optional.empty() : Optional.of(bars.getLast());
    figures.add(
        Figure.of(
            "To the first token",
            millis(last.flatMap(it -> Answers.number(it, "first_token_micros")))));
    figures.add(
        Figure.of("To the end", millis(last.flatMap(it -> Answers.number(it, "ended_micros")))));
    return figures;
  }

  static Amount millis(Optional<BigDecimal> micros) {
    Amount plain = Amount.count(micros.map(it -> it.movePointLeft(MICROS)));
    return new Amount(plain.text(), plain.exact(), "ms");
  }
}
