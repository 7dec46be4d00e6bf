package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who tells outcomes in the scripted company: in time and late, twice, and not any more.
final class Tellers {
  private final DrivenGatewayProcess gateway;
  private final ControlPlane control;
  private final OwnBooks books;
  private int outcomes;

  Tellers(DrivenGatewayProcess gateway, ControlPlane control, OwnBooks books) {
    this.gateway = gateway;
    this.control = control;
    this.books = books;
  }

  /// All of a day at once, in either form.
  void tell(LocalDate day, List<Callers.Came> all) {
    List<OwnBooks.Told> told = all.stream().map(this::outcome).toList();
    if (day.getDayOfMonth() % 2 == 0) {
      tell("outcomes?why=nightly", OutcomeTelling.json(told), told);
    } else {
      tell("outcomes?format=csv&why=nightly", OutcomeTelling.csv(told), told);
    }
  }

  private OwnBooks.Told outcome(Callers.Came came) {
    outcomes++;
    return new OwnBooks.Told(
        came.venture(),
        "T-" + outcomes,
        came.at(),
        came.success(),
        came.venture().quality(outcomes),
        came.venture().hours(outcomes),
        came.venture().helper(outcomes),
        came.at(),
        Optional.empty(),
        came.drawn());
  }

  private OwnBooks.Told success(Venture venture, LocalDate day) {
    Instant noon = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    return outcome(new Callers.Came(venture, noon, true, Optional.empty()));
  }

  private void tell(String path, String body, List<OwnBooks.Told> told) {
    JsonNode taken = control.send("POST", path, body).expect(200).json();
    if (taken.path("recorded").asInt() != told.size()) {
      throw new AssertionError("%d outcomes were told, taken: %s".formatted(told.size(), taken));
    }
    Instant now = gateway.now();
    told.forEach(each -> books.told(each.toldAt(now)));
  }

  void late(Venture venture, YearMonth month, int count) {
    List<OwnBooks.Told> late = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      late.add(success(venture, month.atDay(20)));
    }
    tell("outcomes?why=found+in+an+inbox", OutcomeTelling.json(late), late);
  }

  void takeBack(Venture venture, YearMonth month, int count) {
    List<String> ids =
        books.known(venture, month, gateway.now()).stream()
            .filter(told -> told.success() && told.venture().equals(venture))
            .map(OwnBooks.Told::id)
            .limit(count)
            .toList();
    String body =
        "{\"use_case\": \"%s\", \"ids\": [\"%s\"], \"why\": \"reopened\"}"
            .formatted(venture.id(), String.join("\",\"", ids));
    control.send("POST", "outcomes/void", body).expect(200);
    ids.forEach(id -> books.takenBack(id, gateway.now()));
  }

  /// What one has claimed in a month, another may not claim again.
  void twice(Venture first, Venture again, YearMonth month) {
    OwnBooks.Told claimed = books.known(first, month, gateway.now()).getFirst();
    OwnBooks.Told other =
        new OwnBooks.Told(
            again,
            claimed.id(),
            claimed.occurred(),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            claimed.from(),
            Optional.empty(),
            Optional.empty());
    refused(other, 409, "outcome_conflict");
  }

  /// The window is 90 days.
  void tooLate(Venture venture, LocalDate day) {
    refused(success(venture, day), 400, "invalid");
  }

  private void refused(OwnBooks.Told told, int status, String code) {
    String body = OutcomeTelling.json(List.of(told));
    Refusals.require(control.send("POST", "outcomes", body), status, code);
  }
}
