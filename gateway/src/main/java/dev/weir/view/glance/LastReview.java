package dev.weir.view.glance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.page.Answers;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// The newest review that was held of a month or of one before it: frozen, so it costs nothing to
/// ask.
///
/// @param month it was of; none = none was held
/// @param recommended by use case
/// @param decided by use case
public record LastReview(
    Optional<YearMonth> month, Map<String, JsonNode> recommended, Map<String, JsonNode> decided) {
  public LastReview {
    recommended = Map.copyOf(recommended);
    decided = Map.copyOf(decided);
  }

  public static LastReview before(YearMonth month, Answers told) {
    Optional<YearMonth> held =
        told.about("Reviews", "/api/v1/reviews")
            .path("reviews")
            .valueStream()
            .map(line -> YearMonth.parse(line.required("month").asText()))
            .filter(it -> !it.isAfter(month))
            .max(Comparator.naturalOrder());
    JsonNode review =
        held.map(it -> told.about("Review", "/api/v1/reviews/" + it))
            .orElse(MissingNode.getInstance());
    return new LastReview(
        held,
        Answers.by("use_case", review.path("pack").path("recommendations")),
        Answers.by("use_case", review.path("decisions")));
  }

  /// What was decided of a use case, or else recommended, by its code: who decides may know better
  /// than what is recommended.
  public Optional<String> verdict(String useCase) {
    return Optional.ofNullable(decided.get(useCase))
        .map(it -> it.required("decision").asText())
        .or(() ->
            Optional.ofNullable(recommended.get(useCase))
                .map(it -> it.required("recommendation").asText()));
  }
}
