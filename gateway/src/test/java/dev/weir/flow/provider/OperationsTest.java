package dev.weir.flow.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.dialect.Again;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {
  private static final String ROW =
      """
      {"code": "o.x", "families": ["openai"], "lines": ["POST /v1/x/{}"], "request": {}}\
      """;
  private static final Operations OPERATIONS = Operations.read();

  private static Operation read(String row) {
    return OperationsFile.read(("{\"operations\": [" + row + "]}").getBytes(UTF_8)).getFirst();
  }

  @Test
  void everyOperationHasItsRowInTheDocumentation() throws IOException {
    Path page = Path.of(System.getProperty("weir.root", "..")).resolve("docs/operations-other.md");
    List<String> rows =
        Files.readAllLines(page).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows).hasSameSizeAs(OPERATIONS.all());
    for (Operation operation : OPERATIONS.all()) {
      String metering =
          switch (operation.wire()) {
            case OTHER_FREE -> "free";
            case OTHER_REQUEST -> "request";
            case OTHER_DECLARED -> "declared";
            default -> "usage";
          };
      assertThat(rows)
          .as(operation.code())
          .anyMatch(row ->
              row.startsWith("| `" + operation.code() + "` |")
                  && row.contains("| " + metering)
                  && operation.families().stream().allMatch(row::contains));
    }
  }

  @Test
  void noTwoOperationsOfAFamilyShareALineAndNoneIsAWires() {
    Set<String> seen = new HashSet<>();
    for (Operation operation : OPERATIONS.all()) {
      for (Operation.Line line : operation.lines()) {
        operation
            .families()
            .forEach(family -> assertThat(seen.add(family + " " + line)).as("%s", line).isTrue());
        assertThat(Incoming.of(line.method(), line.path().replace("{}", "x"))).isEmpty();
      }
    }
  }

  @Test
  void aLineIsWhatTheConfiguredVendorsMeanByIt() {
    assertThat(OPERATIONS.find("POST", "/v1/rerank", Set.of("voyage")).orElseThrow().code())
        .isEqualTo("voyage.rerank");
    assertThat(OPERATIONS.find("POST", "/v1/rerank", Set.of("cohere")).orElseThrow().code())
        .isEqualTo("rerank");
    assertThat(OPERATIONS.find("POST", "/v1/rerank", Set.of()).orElseThrow().code())
        .isEqualTo("voyage.rerank");
    assertThat(OPERATIONS.find("POST", "/v1/nothing", Set.of("openai"))).isEmpty();
  }

  @Test
  void aRowIsReadAsItIsWritten() {
    Operation operation = read(ROW);

    assertThat(operation.takes("POST", "/v1/x/a-1")).isTrue();
    assertThat(operation.takes("GET", "/v1/x/a-1")).isFalse();
    assertThat(operation.incoming().wire()).isEqualTo(Wire.OTHER_REQUEST);
    assertThat(operation.incoming().model()).isEqualTo("op:o.x");
    assertThat(operation.incoming().dialect()).isEqualTo(Dialect.OPENAI);
  }

  @Test
  void whoseAnswersAreGivenAgainGoesOn() {
    List<Operation> all = OPERATIONS.all();

    assertThat(all.stream().filter(Operation::goesOn).map(Operation::code))
        .containsExactly("openai.batches", "anthropic.batches");
    assertThat(all.stream().flatMap(each -> each.again().stream()).map(Again::of))
        .allSatisfy(of ->
            assertThat(all.stream().map(Operation::code).anyMatch(of::equals))
                .isNotEqualTo(Wire.coded(of).isPresent()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"openai\"]|[\"nobody\"]|family must be one of",
        "[\"openai\"]|[]|has no line, or no family",
        "POST /v1|PUT /v1|a line is GET, POST or DELETE",
        "POST /v1|POST v1|a line is GET, POST or DELETE",
        "\"request\": {}|\"code\": \"o.x\"|given twice",
        "\"request\": {}|\"body\": \"json\"|'o.x' is neither free nor has a price",
        "\"request\": {}|\"request\": {}, \"free\": {}|'o.x' is billed in two ways",
        "\"request\": {}|\"request\": {\"x\": 1}|nothing more is said here",
        "\"request\": {}|\"usage\": {}|is free, or has a price for each request",
        "\"request\": {}|\"request\": {}, \"again\": {\"of\": \"o.y\", \"ask\": \"GET /v1/x/{}\", \"wire\": \"openai.chat\"}|is asked again by a line of its own",
        "\"request\": {}|\"request\": {}, \"again\": {\"of\": \"o.y\", \"ask\": \"POST /v1/x/{}\"}|and either their wire or where they say their usage",
        "\"request\": {}|\"request\": {}, \"again\": {\"of\": \"o.y\", \"since\": 1}|'since' is not known here, only of, ask",
        "\"request\"|\"requests\"|'requests' is not known here",
      })
  void whatARowGetsWrongIsNamed(String usual, @Nullable String wrong, String rule) {
    String row = ROW.replace(usual, wrong == null ? "" : wrong);

    assertThat(row).isNotEqualTo(ROW);
    assertThatThrownBy(() -> read(row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule);
  }
}
