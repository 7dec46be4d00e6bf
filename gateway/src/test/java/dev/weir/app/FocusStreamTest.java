package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Gateway.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Exports that are longer than what is sent at once, of an assembled gateway over HTTP.
@Timeout(60)
class FocusStreamTest {
  private static final String OCTOBER =
      "/api/v1/focus?from=2026-10-01&to=2026-11-01&tags=team&format=";
  private static final int TEAMS = 400;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(data);
    gateway.ready("live");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /// 0.0035 dollars each.
  private void tell(int teams) {
    gateway.tell(
        IntStream.range(0, teams)
            .mapToObj(
                """
                {"id":"%1$d","at":"2026-10-02T10:00:00Z","provider":"tiny","model":"gpt-4o",
                 "usage":{"input":1000,"output":100},"tags":{"use_case":"claims","team":"team-%1$d"}}
                """
                    ::formatted)
            .toArray(String[]::new));
  }

  @Test
  void aLongOneComesWholeThoughItsLengthIsNotKnownWhenItBegins() {
    tell(TEAMS);

    Reply csv = gateway.get(OCTOBER + "csv");

    assertThat(csv.status()).isEqualTo(200);
    assertThat(csv.whole().headers().firstValue("content-type"))
        .contains("text/csv; charset=utf-8");
    assertThat(csv.whole().headers().firstValue("content-length")).isEmpty();
    List<String> lines = csv.text().lines().toList();
    assertThat(lines).as("a meter of input and one of output").hasSize(1 + 2 * TEAMS);
    int cost = Arrays.asList(lines.getFirst().split(",")).indexOf("BilledCost");
    assertThat(
            lines.stream()
                .skip(1)
                .map(line -> new BigDecimal(line.split(",", -1)[cost]))
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(new BigDecimal("0.0035").multiply(BigDecimal.valueOf(TEAMS)));
  }

  @Test
  void aShortOneComesWithItsLength() {
    tell(1);

    Reply csv = gateway.get(OCTOBER + "csv");

    assertThat(csv.whole().headers().firstValueAsLong("content-length"))
        .hasValue(csv.text().length());
    assertThat(csv.text().lines()).hasSize(3);
  }

  @Test
  void whatCannotBeAskedForIsRefusedBeforeAnythingIsSent() {
    Reply refused = gateway.get(OCTOBER + "csv&tags=a%27b");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("a tag name is 1 to 64 of letters", "a'b");
  }
}
