package dev.weir.view.api;

import dev.weir.value.event.Feedback.Handling;
import dev.weir.value.event.Feedback.Kept;
import dev.weir.value.event.Feedbacks;
import dev.weir.value.event.Outcomes;
import dev.weir.view.api.Demand.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What users say of calls, and outcomes that are low: an inbox of edge cases.
final class FeedbackRoutes {
  private static final String PATH = "/api/v1/feedback";

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
