package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What users of the scripted year said of calls is what the gateway has of it, added up again.
@Tag("slow")
@Timeout(600)
@ExtendWith(LivedYear.class)
final class ScriptedFeedbackTest {
  private final ScriptedYear year;

  ScriptedFeedbackTest(ScriptedYear year) {
    this.year = year;
  }

  private Stream<JsonNode> listed(String query) {
    JsonNode lines = year.get("feedback?limit=1000&" + query).path("feedback");
    return StreamSupport.stream(lines.spliterator(), false);
  }

  /// What users said: not what outcomes say by themselves.
  private Stream<JsonNode> ratings(String query) {
    return listed(query).filter(line -> !isOfAnOutcome(line));
  }

  private static boolean isOfAnOutcome(JsonNode line) {
    return line.hasNonNull("outcome_id");
  }

  @Test
  void ratingsAddUpToWhatUsersSaidLast() {
    for (String useCase : Raters.RATED) {
      SortedMap<String, Long> told = new TreeMap<>();
      ratings("use_case=" + useCase)
          .forEach(line -> {
            YearMonth month = OwnBooks.month(Instant.parse(line.path("at").asText()));
            told.merge(month + " " + line.path("rating").asText(), 1L, Long::sum);
          });
      SortedMap<String, Long> own = new TreeMap<>();
      year.raters()
          .said(useCase)
          .forEach(said ->
              own.merge(OwnBooks.month(said.call().at()) + " " + said.rating(), 1L, Long::sum));
      assertThat(told).as("seed %d, %s", LivedYear.SEED, useCase).isEqualTo(own);
      assertThat(own.keySet()).extracting(it -> it.substring(0, 7)).contains("2026-01", "2026-12");
    }
  }

  @Test
  void eachIsOfItsCallAndItsUser() {
    for (String useCase : Raters.RATED) {
      assertThat(lines(ratings("use_case=" + useCase)))
          .containsExactlyInAnyOrderElementsOf(lines(year.raters().said(useCase)));
    }
  }

  @Test
  void theInboxHasLowRatingsThatNobodyHasLookedInto() {
    for (String useCase : Raters.RATED) {
      List<Raters.Said> open = year.raters().open(useCase);
      assertThat(lines(ratings("low=true&open=true&use_case=" + useCase)))
          .as("seed %d, %s", LivedYear.SEED, useCase)
          .containsExactlyInAnyOrderElementsOf(lines(open))
          .isNotEmpty();
    }
  }

  @Test
  void outcomesThatFailedWaitBesideThem() {
    LocalDate first = LocalDate.of(ScriptedYear.YEAR, 1, 1);
    for (String useCase : Raters.RATED) {
      List<String> failed =
          year
              .books()
              .known(ScriptedYear.venture(useCase), first, first.plusYears(1), year.gateway().now())
              .stream()
              .filter(told -> !told.success() && told.venture().id().equals(useCase))
              .map(OwnBooks.Told::id)
              .filter(id -> !year.raters().hasHandled(id))
              .toList();
      assertThat(
              listed("low=true&open=true&use_case=" + useCase)
                  .filter(ScriptedFeedbackTest::isOfAnOutcome)
                  .filter(line -> line.path("comment").asText().endsWith("it failed")))
          .as("seed %d, %s", LivedYear.SEED, useCase)
          .extracting(line -> line.path("outcome_id").asText())
          .containsExactlyInAnyOrderElementsOf(failed)
          .isNotEmpty();
    }
  }

  private static List<String> lines(Stream<JsonNode> feedback) {
    return feedback
        .map(line ->
            line(
                line.path("call_id").asText(),
                line.path("user").asText(),
                line.path("rating").asText(),
                line.path("comment").asText()))
        .toList();
  }

  private static List<String> lines(List<Raters.Said> said) {
    return said.stream()
        .map(it -> line(it.call().call(), it.call().user(), it.rating(), it.comment()))
        .toList();
  }

  private static String line(String call, String user, String rating, String comment) {
    return String.join(" | ", call, user, rating, comment);
  }
}
