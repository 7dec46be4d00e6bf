package dev.weir.view.api;

import dev.weir.value.event.Feedback.Handling;
import dev.weir.value.event.Feedback.Kept;
import dev.weir.value.event.Feedbacks;
import dev.weir.value.event.Outcomes;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What users say of calls, and outcomes that are low: an inbox of edge cases.
final class FeedbackRoutes {
  private static final String PATH = "/api/v1/feedback";
  private static final int MEAN_SCALE = 4;

  private final Feedbacks feedbacks;

  FeedbackRoutes(RunningGateway gateway) {
    this.feedbacks = gateway.outcomes().feedback();
  }

  /// @param next asks for those that follow, as `after`; nothing = there are no more
  record FeedbackList(List<FeedbackLine> feedback, Optional<Long> next) {}

  /// @param rating `up`, `down`, or `1` to `5`; of an outcome `low`, or `mended` since
  /// @param callId empty where an outcome names none
  /// @param outcomeId of an outcome that says it of itself
  /// @param rows the way to the outcome, or to the call
  /// @param handled who looked into it; none = it is open
  record FeedbackLine(
      long id,
      Instant at,
      String useCase,
      String rating,
      String comment,
      List<String> tags,
      String user,
      String callId,
      Optional<String> outcomeId,
      String rows,
      List<FeedbackHandling> handled) {
    static FeedbackLine of(Kept kept) {
      Optional<String> outcome =
          Optional.of(kept.said())
              .filter(said -> said.rating().isOfOutcome())
              .map(said -> said.author());
      return new FeedbackLine(
          kept.position(),
          kept.at(),
          kept.said().origin().useCase(),
          kept.said().rating().text(),
          kept.said().note(),
          kept.said().tags(),
          kept.said().origin().user(),
          kept.said().call(),
          outcome,
          outcome
              .map(id -> "/api/v1/outcomes/" + PathTemplate.encoded(id))
              .orElse("/api/v1/calls/" + kept.said().call()),
          kept.handled().stream()
              .map(each -> new FeedbackHandling(each.at(), each.who(), each.why()))
              .toList());
    }
  }

  /// @param why what came of it
  record FeedbackHandling(Instant at, String who, String why) {}

  record HandledText(String why) {}

  /// How users rated calls of a use case that they said so of in a month of UTC; of one author's
  /// ratings of a call the last.
  ///
  /// @param upShare of thumbs, 0 to 1; absent without one
  /// @param starsMean 1 to 5; absent without one
  /// @param rows the way to what was said, of all times
  record RatingPage(
      String useCase,
      YearMonth month,
      long thumbs,
      Optional<BigDecimal> upShare,
      long stars,
      Optional<BigDecimal> starsMean,
      String rows) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listFeedback", PATH, "What users say of calls, and outcomes that are low.")
            .asks(
                Parameter.text("use_case", "Of calls of this one only."),
                Parameter.text(
                    "low",
                    "true: only thumbs down, at most two stars, and outcomes that failed or whose quality is"
                        + " below a half."),
                Parameter.text("open", "true: only what nobody has handled."),
                Parameter.number("after", "Only behind this one; 0."),
                Parameter.number("limit", "1 to 1,000; 100 by default."))
            .answers(FeedbackList.class)
            .does(this::list),
        Endpoint.get(
                "getRatings", PATH + "/ratings", "How users rated calls of a use case in a month.")
            .asks(
                Parameter.text("use_case", "Of calls of this one; has to be said."),
                Parameter.text("month", "Of UTC, as 2026-10; the current one if not said."))
            .answers(RatingPage.class)
            .does(this::ratings),
        Endpoint.change(
                "POST",
                "handleFeedback",
                PATH + "/{id}/handled",
                "Notes that somebody has looked into feedback, and what came of it.")
            .takes(HandledText.class)
            .answers(FeedbackHandling.class)
            .does(this::handle));
  }

  private Answer list(Inquiry inquiry) {
    int limit = inquiry.number("limit", 100);
    if (limit < 1 || limit > Outcomes.PAGE_MAX) {
      throw new IllegalArgumentException(
          "parameter 'limit' is 1 to %,d, was '%d'".formatted(Outcomes.PAGE_MAX, limit));
    }
    List<Kept> found =
        feedbacks.list(
            new Feedbacks.Query(
                inquiry.asked("use_case").orElse(""),
                inquiry.flag("low"),
                inquiry.flag("open"),
                inquiry.number("after", 0),
                limit));
    return Answer.of(
        new FeedbackList(
            found.stream().map(FeedbackLine::of).toList(),
            found.size() < limit ? Optional.empty() : Optional.of(found.getLast().position())));
  }

  private Answer ratings(Inquiry inquiry) {
    String useCase =
        inquiry
            .asked("use_case")
            .orElseThrow(
                () -> new IllegalArgumentException("parameter 'use_case' names one, was missing"));
    YearMonth month = Ranges.monthOrThis(inquiry);
    Feedbacks.Ratings ratings =
        feedbacks.ratings(useCase, start(month), start(month.plusMonths(1)));
    return Answer.of(
        new RatingPage(
            useCase,
            month,
            ratings.thumbs(),
            shown(ratings.upShare()),
            ratings.stars(),
            shown(ratings.starsMean()),
            PATH + "?use_case=" + PathTemplate.encoded(useCase)));
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Optional<BigDecimal> shown(OptionalDouble mean) {
    return mean.isPresent()
        ? Optional.of(
            BigDecimal.valueOf(mean.getAsDouble()).setScale(MEAN_SCALE, RoundingMode.HALF_EVEN))
        : Optional.empty();
  }

  private Answer handle(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("why"));
    if (!inquiry.id().matches("[0-9]{1,18}")) {
      return Answer.missing("feedback", inquiry.id());
    }
    Handling handling = new Handling(inquiry.now(), inquiry.who(), inquiry.text("why"));
    return feedbacks.handle(Long.parseLong(inquiry.id()), handling)
        ? Answer.of(new FeedbackHandling(handling.at(), handling.who(), handling.why()))
        : Answer.missing("feedback", inquiry.id());
  }
}
