package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Followed;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import java.util.List;
import java.util.Optional;

/// Calls as they end, and the figures of the last minute, as far as the reader may see them.
public final class Live implements Page {
  private static final String TRAFFIC = "/api/v1/traffic?minutes=1";

  private static final String TITLE = "Live";

  @Override
  public Place place() {
    return Place.in(Section.RUNNING, "/live", TITLE, "/api/v1/calls");
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode calls = visit.ask().get(CallRows.question(visit.now())).tree();
    return Shown.page(
        TITLE,
        "running/live.jte",
        new LivePage(figures(visit), CallRows.table(calls.required("calls"))));
  }

  @Override
  public Optional<Followed> follow() {
    return Optional.of(new CallTail());
  }

  /// Of the last minute.
  static List<Figure> figures(Visit visit) {
    JsonNode total = visit.ask().get(TRAFFIC).tree().required("total");
    Link rows = Rows.of("Traffic of the last minute", TRAFFIC);
    return List.of(
        Figure.of("Calls a second", PlatformToday.small(total, "calls_per_second")).from(rows),
        Figure.of("Cost a minute", Amount.usd(Answers.number(total, "usd_per_minute")))
            .is(Optional.of(DataStatus.ESTIMATED))
            .from(rows),
        Figure.of("Failed attempts", Amount.count(total.required("failed").asLong())).from(rows),
        Figure.of("Refused calls", Amount.count(total.required("refusals").asLong())).from(rows));
  }
}
