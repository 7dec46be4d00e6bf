package dev.weir.value.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.books.Kind;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.Metric;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.portfolio.UseCaseText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// When there is nothing left to iterate for, by the lights as they were looked at.
@Timeout(60)
class StoppedTest {
  private static final String HARDER =
      Company.GATE.replace("\"threshold\":\"0.8\"", "\"threshold\":\"0.99\"");

  @TempDir private Path folder;
  private Company company;

  @BeforeEach
  void open() {
    company = new Company(folder);
  }

  @AfterEach
  void close() {
    company.close();
  }

  private Optional<Stopped> stopped() {
    UseCase claims =
        UseCaseText.read("claims", company.body(Kind.USE_CASE, "claims").orElseThrow());
    return Stopped.of(claims, company.books.facts());
  }

  private void look() {
    company.look();
    company.wait(1);
  }

  @Test
  void isSinceTheLookThatFirstSawTheLightOfTheGateAhead() {
    company.put(Kind.GATE, "claims/beta", Company.GATE);
    assertThat(stopped()).as("nobody has looked").isEmpty();
    Instant first = company.now;
    look();
    look();

    assertThat(stopped()).contains(new Stopped("claims/beta", first));
    company.figures.put(Metric.SUCCESS_SHARE, new Figure.Unknown("outcomes are late", ""));
    look();
    assertThat(stopped()).isEmpty();
  }

  @Test
  void aGateThatIsPutAnewSaysNothingUntilItIsLookedAt() {
    company.put(Kind.GATE, "claims/beta", Company.GATE);
    look();
    company.put(Kind.GATE, "claims/beta", Company.GATE.replace("\"3000\"", "\"2900\""));

    assertThat(stopped()).isEmpty();
    Instant anew = company.now;
    look();
    assertThat(stopped()).contains(new Stopped("claims/beta", anew));
  }

  @Test
  void aGateAheadThatDoesNotHoldLeavesSomethingToIterateFor() {
    company.put(Kind.GATE, "claims/beta", Company.GATE);
    company.put(Kind.GATE, "claims/partner", HARDER);
    look();
    assertThat(stopped()).isEmpty();

    company.retire(Kind.GATE, "claims/partner");
    assertThat(stopped()).isPresent();
  }

  @Test
  void atTheEndOfTheWayTheGateBehindCounts() {
    company.put(Kind.GATE, "claims/beta", Company.GATE);
    look();
    company.carriedOut("beta", "0.5", "800");
    assertThat(stopped()).map(Stopped::gate).contains("claims/beta");

    company.put(Kind.GATE, "claims/soft_launch", HARDER);
    look();
    assertThat(stopped()).as("there is a gate to iterate for").isEmpty();
  }

  @Test
  void withoutAGateNothingStops() {
    look();

    assertThat(stopped()).isEmpty();
  }
}
