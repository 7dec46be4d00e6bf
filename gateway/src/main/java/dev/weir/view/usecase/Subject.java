package dev.weir.view.usecase;

import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Link;
import java.time.YearMonth;

/// One use case in a month, as somebody asks about it.
record Subject(Visit visit, String id) {

  static Subject of(Visit visit) {
    return new Subject(visit, visit.named("id"));
  }

  Line ask(String question) {
    return Line.of(visit.ask().get(question));
  }

  /// As a segment of a path, or a value of a query.
  String encoded() {
    return Entered.encoded(id);
  }

  YearMonth month() {
    return visit.period().month();
  }

  /// `/api/v1/use-cases/triage/readiness`, of `/api/v1/use-cases/%s/readiness`.
  String about(String path) {
    return path.formatted(encoded());
  }

  /// The same, of the month.
  String inMonth(String path) {
    return "%s?month=%s".formatted(about(path), month());
  }

  Link to(String text, String path) {
    return new Link(text, visit.to(about(path)));
  }
}
