package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Users who say what they think of calls, by the application that they called with; and what was
/// said and looked into, written down as it was.
final class Raters {
  /// Whose users say something: thumbs of search, stars of translation.
  static final List<String> RATED = List.of("search", "translation");

  private static final Set<String> LOW = Set.of("down", "1", "2");

  private final ControlPlane control;
  private final Map<String, Said> last = new HashMap<>();
  private final Set<String> handled = new HashSet<>();
  private int heard;

  Raters(ControlPlane control) {
    this.control = control;
  }

  /// @param rating as it is written
  record Said(OwnBooks.Sent call, String rating, String comment) {
    boolean isLow() {
      return LOW.contains(rating);
    }

    private String body() {
      return """
      {"call_id": "%s", "rating": "%s", "comment": "%s", "tags": ["weekly"], "user": "%s"}
      """
          .formatted(call.call(), rating, comment, call.user());
    }
  }

  /// What the user of a call says; some say it twice, and some think better of it.
  void hear(Application application, OwnBooks.Sent call) {
    heard++;
    Said first = new Said(call, rating(call.useCase(), heard), "the " + heard + ". to say so");
    tell(application, first, "new");
    if (heard % 4 == 0) {
      tell(application, first, "known");
    }
    if (heard % 5 == 0) {
      String other = rating(call.useCase(), heard + 1);
      tell(application, new Said(call, other, "after a second look"), "changed");
    }
  }

  private static String rating(String useCase, int number) {
    return switch (useCase) {
      case "search" -> number % 3 == 0 ? "up" : "down";
      case "translation" -> Integer.toString(1 + number % 5);
      default -> throw new IllegalArgumentException("nobody rates " + useCase);
    };
  }

  /// The ledger database may not know the call yet.
  private void tell(Application application, Said said, String becomes) {
    JsonNode taken =
        Await.value(
                Stage.LEDGER_FOLLOWS_WITHIN,
                "feedback is taken: " + said,
                () -> application.post("/weir/feedback", said.body()),
                answer -> answer.status() != 503)
            .expect(200)
            .json();
    if (!taken.path("feedback").asText().equals(becomes)) {
      throw new AssertionError("%s was to be %s, was %s".formatted(said, becomes, taken));
    }
    last.put(said.call().call(), said);
  }

  /// Nobody speaks of what others have called.
  void refused(Application application, OwnBooks.Sent foreign) {
    Said said = new Said(foreign, "down", "not mine");
    Web.Answer answer = application.post("/weir/feedback", said.body());
    if (answer.status() != 404) {
      throw new AssertionError("feedback on a call of another key was taken: " + answer);
    }
  }

  /// Somebody looks into the oldest low ratings, and outcomes that are low, that are open.
  void handle(String useCase, int count) {
    JsonNode open =
        control
            .send("GET", "feedback?low=true&open=true&use_case=" + useCase, "")
            .expect(200)
            .json()
            .path("feedback");
    for (int i = 0; i < count; i++) {
      String id = open.path(i).path("id").asText();
      control
          .send("POST", "feedback/%s/handled".formatted(id), "{\"why\": \"index renewed\"}")
          .expect(200);
      JsonNode line = open.path(i);
      handled.add(line.path(line.hasNonNull("outcome_id") ? "outcome_id" : "call_id").asText());
    }
  }

  /// Whether somebody has looked into an outcome.
  boolean hasHandled(String outcome) {
    return handled.contains(outcome);
  }

  /// The last word about each call of a use case.
  List<Said> said(String useCase) {
    return last.values().stream().filter(it -> it.call().useCase().equals(useCase)).toList();
  }

  /// Low ratings that nobody has looked into.
  List<Said> open(String useCase) {
    return said(useCase).stream()
        .filter(it -> it.isLow() && !handled.contains(it.call().call()))
        .toList();
  }
}
