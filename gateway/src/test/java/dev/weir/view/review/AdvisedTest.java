package dev.weir.view.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the page of a review says of a recommendation.
class AdvisedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"budget_usd\":\"1840.5\", | Proposed budget for calls: 1,840.50 USD a month. Basis: calls cost 9.",
        "\"saving_usd\":\"12.00\", | Saving once it is ended: 12.00 USD a month. Basis: calls cost 9.",
        "'' | No amount is proposed: calls cost 9."
      })
  void anAmountIsSaidWithItsBasis(String amount, String said) throws JsonProcessingException {
    String line =
        "{\"use_case\":\"care\",\"recommendation\":\"scale\",\"signalled\":\"2026-10\",%s\"basis\":\"calls cost 9\"}"
            .formatted(amount);

    assertThat(Advised.of(0, new JsonMapper().readTree(line), List.of()).facts()).contains(said);
  }
}
