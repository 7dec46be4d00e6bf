package dev.weir.value.portfolio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// Use cases for tests.
final class Cases {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  static final String WHOLE =
      """
      {"name":"Triage","stage":"poc",
       "statement":"Classify inbound support tickets of retail customers, so that the share of misrouted tickets falls below 5 % by 2027-06-30.",
       "owners":{"business":"ada","technical":"bob"},"budget_usd_per_month":"2000",
       "value":{"kind":"saving","of":"handling time"},
       "workload":{"weights":{"cost":"0.4","latency":"0.1","quality":"0.5"},
        "floors":{"quality_min":"0.9"}},
       "smart":{"specific":{"evidence":"s"},"measurable":{"evidence":"m"},
        "achievable":{"evidence":"a","measured":"0.93","n":300},
        "relevant":{"evidence":"r"},"time_bound":{"evidence":"t","by":"2027-06-30"}}}
      """;

  static final Known KNOWN =
      new Known(
          true,
          true,
          true,
          Optional.of(new Known.Baseline(Optional.of(TODAY.plusDays(1)))),
          Set.of("h"),
          Optional.empty());

  private Cases() {}

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) new JsonMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  static UseCase of(String text) {
    return UseCaseText.read("triage", json(text));
  }
}
