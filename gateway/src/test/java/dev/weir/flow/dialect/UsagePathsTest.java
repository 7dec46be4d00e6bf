package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.UsagePaths.Figure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsagePathsTest {
  private static final UsagePaths PATHS =
      new UsagePaths(
          Map.of(
              Figure.INPUT, List.of("in"),
              Figure.CACHE_READ, List.of("details.cached", "cached")),
          Map.of("audio", List.of("details.audio")));

  private static UsagePaths.Said said(String json) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(json.getBytes(UTF_8))) {
      return PATHS.read(cursor);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"in\": 7}|7|-1",
        "{\"details\": {\"cached\": 3, \"in\": 1}, \"in\": 7}|7|3",
        "{\"cached\": 4, \"in\": 0}|0|4",
        "{\"cached\": 4, \"details\": {\"cached\": 0}}|-1|4",
        "{\"details\": {\"cached\": 4}, \"cached\": 0}|-1|4",
        "{\"in\": {\"in\": 7}, \"details\": [1], \"cached\": \"4\"}|-1|-1",
        "{\"in\": null, \"details\": null, \"other\": {\"in\": 1}}|-1|-1",
        "{\"in\": 1.5, \"details\": {\"cached\": -2}}|-1|-1",
      })
  void aFigureIsTheLargestOfItsPlacesAndNothingElse(String usage, long input, long cached)
      throws JsonFault {
    UsagePaths.Said said = said(usage);

    assertThat(said.of(Figure.INPUT)).isEqualTo(input);
    assertThat(said.of(Figure.CACHE_READ)).isEqualTo(cached);
    assertThat(said.of(Figure.OUTPUT)).as("has no place").isEqualTo(-1);
  }

  @Test
  void aQuantityBeyondTheFiguresIsAddedByItsName() throws JsonFault {
    UsageDraft draft = new UsageDraft();
    said("{\"details\": {\"audio\": 5, \"video\": 6}}").beyond(draft);
    said("{\"details\": {\"audio\": 0}}").beyond(draft);

    assertThat(draft.beyond).containsExactly(Map.entry("audio", 5L));
  }
}
