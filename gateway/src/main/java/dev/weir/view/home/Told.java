package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Ask;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The answers that a home is made of; what is refused is left out and said. Of one visit.
final class Told {
  private final Ask ask;
  private final List<String> refusals = new ArrayList<>();

  Told(Ask ask) {
    this.ask = ask;
  }

  /// An answer; a missing node if it was refused.
  ///
  /// @param part of the page that is without it then
  JsonNode about(String part, String question) {
    return switch (ask.get(question)) {
      case Answered.Told(JsonNode tree) -> tree;
      case Answered.Refused why -> {
        refusals.add("%s: %s".formatted(part, why.message()));
        yield MissingNode.getInstance();
      }
    };
  }

  /// What was left out, and why.
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  static Optional<BigDecimal> number(JsonNode line, String field) {
    return Optional.of(line.path(field))
        .filter(it -> !it.isMissingNode() && !it.isNull())
        .map(it -> new BigDecimal(it.asText()));
  }
}
