package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Ask;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Followed;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.running.PlatformPage.Window;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The first page of whoever keeps the gateway running.
public final class PlatformToday implements Page {
  public static final String PATH = "/platform";

  private static final String TITLE = "Platform today";
  private static final String MINUTES = "minutes";
  private static final String USUAL = "15";

  @Override
  public Place place() {
    return Place.in(Section.OVERVIEW, PATH, TITLE, "/api/v1/pacing");
  }

  @Override
  public Shown open(Visit visit) {
    String minutes = minutes(visit);
    String question = question(visit);
    Ask ask = visit.ask();
    JsonNode traffic = ask.get(question).tree();
    JsonNode status = ask.get("/api/v1/status").tree();
    JsonNode routes = ask.get("/api/v1/routes").tree();
    String speed = SpeedTable.question(traffic);
    return Shown.page(
        TITLE,
        "running/platform.jte",
        new PlatformPage(
            windows(visit, minutes),
            figures(traffic, status, question),
            attention(visit, status, routes),
            TrafficTables.calls(traffic),
            TrafficTables.cost(traffic),
            TrafficTables.quiet(),
            TrafficTables.models(traffic),
            TrafficTables.names(traffic),
            SpeedTable.of(ask.get(speed).tree(), speed),
            RoutingTables.limits(ask.get("/api/v1/pacing").tree()),
            PriceHealth.table(
                ask.get(PriceHealth.STALE).tree(),
                ask.get(PriceHealth.DISPUTES).tree(),
                status.required("price_gaps")),
            AttemptTroubles.torn(visit),
            AttemptTroubles.drift(visit)));
  }

  @Override
  public Optional<Followed> follow() {
    return Optional.of(new TrafficTail());
  }

  private static String minutes(Visit visit) {
    return visit.query().find(MINUTES).orElse(USUAL);
  }

  private static String question(Visit visit) {
    return "/api/v1/traffic?minutes=" + Entered.encoded(minutes(visit));
  }

  /// Of this moment, in the order of the page.
  static List<Figure> figures(Visit visit) {
    String question = question(visit);
    return figures(
        visit.ask().get(question).tree(), visit.ask().get("/api/v1/status").tree(), question);
  }

  private static List<Window> windows(Visit visit, String minutes) {
    return Stream.of(
            List.of(USUAL, "15 minutes"), List.of("60", "1 hour"), List.of("360", "6 hours"))
        .map(each ->
            new Window(
                each.getLast(),
                Entered.NOTHING.with(MINUTES, each.getFirst()).after(visit.to(PATH)),
                each.getFirst().equals(minutes)))
        .toList();
  }

  private static List<Figure> figures(JsonNode traffic, JsonNode status, String question) {
    JsonNode total = traffic.required("total");
    Link rows = Rows.of("Traffic by model, name and minute", question);
    return List.of(
        Figure.of("Calls a second", small(total, "calls_per_second")).from(rows),
        Figure.of("Tokens a minute", Amount.count(Answers.number(total, "tokens_per_minute")))
            .from(rows),
        Figure.of("Cost a minute", Amount.usd(Answers.number(total, "usd_per_minute")))
            .is(Optional.of(DataStatus.ESTIMATED))
            .from(rows),
        Figure.of("Under way", Amount.count(status.required("open_calls").asLong()))
            .from(Rows.of("State of the gateway", "/api/v1/status")),
        counted("Limited by providers", total, "limited", "answers of 429").from(rows),
        counted("Failed attempts", total, "failed", "errors, cuts, deadlines").from(rows),
        counted("Failovers", total, "failovers", "attempts at another target").from(rows),
        counted("Refused calls", total, "refusals", "by rules, rights or limits")
            .from(
                new Link(
                    "Refused calls of the day",
                    Rows.calls(TrafficTables.days(traffic), "refusal_kind!=(none)"))));
  }

  /// A number that may be far below one, written as small amounts of money are.
  static Amount small(JsonNode load, String field) {
    Amount amount = Amount.usd(new BigDecimal(load.required(field).asText()));
    return new Amount(amount.text(), amount.exact(), "");
  }

  private static Figure counted(String label, JsonNode total, String field, String note) {
    long count = total.required(field).asLong();
    return Figure.of(label, Amount.count(count)).noted(note, count == 0 ? Tone.PLAIN : Tone.WARN);
  }

  private static List<Cell> attention(Visit visit, JsonNode status, JsonNode routes) {
    List<Cell> lines = new ArrayList<>();
    Told.texts(status.required("reasons")).forEach(reason -> lines.add(Cell.of(reason)));
    routes
        .required("targets")
        .valueStream()
        .filter(target -> target.path("circuit").asText().equals("open"))
        .map(target ->
            "%s is passed over: it keeps failing".formatted(target.path("target").asText()))
        .forEach(line -> lines.add(Cell.of(line).opening(visit.to("/routes"))));
    JsonNode ledger = status.required("ledger");
    if (ledger.hasNonNull("failure")) {
      lines.add(
          Cell.of("The ledger database stands still: " + ledger.required("failure").asText())
              .opening(Rows.path("/api/v1/status")));
    }
    int torn = status.required("torn").asInt();
    if (torn > 0) {
      lines.add(
          Cell.of("%d attempts were torn and stand at their bound".formatted(torn))
              .opening("#torn"));
    }
    return lines;
  }
}
