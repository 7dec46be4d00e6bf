package dev.weir.view.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.shape.Cell;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisedTest {
  @ParameterizedTest
  @CsvSource({
    "value_above_hurdle, 0.25, 0.25 USD",
    "value_below_variable, 12345.6, '12,346 USD'",
    "cost_outgrows_value, 0.104, 10.4 %",
    "inconsistent, 0.25, 25 %",
    "unit_cost_falls, -0.25, −0.25",
    "evidence, 200, 200"
  })
  void figureBoundAndThresholdOfACriterionHaveItsUnit(String name, String figure, String shown) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("use_case", "triage")
            .put("recommendation", "continue")
            .put("signalled", "2026-10");
    line.putArray("criteria")
        .addObject()
        .put("name", name)
        .put("outcome", "met")
        .put("figure", figure)
        .put("bound", figure)
        .put("threshold", figure);

    List<Cell> reason = Advised.of(1, line, List.of()).reasons().rows().getFirst();

    assertThat(reason.subList(1, 4)).extracting(Cell::text).containsOnly(shown);
    assertThat(reason.get(1).exact()).isEqualTo(figure);
  }
}
