package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The gates of the scripted year: what each showed when somebody was proposed at it is worked out
/// again from what was sent and told by then, and who expanded is who was allowed to.
@Tag("slow")
@Timeout(600)
@ExtendWith(LivedYear.class)
final class ScriptedGatesTest {
  /// What a proof says of itself: cost, value, what is left, and its bound; four digits each.
  private static final Pattern PROVEN =
      Pattern.compile(
          "loaded cost per outcome (\\S+) is below value per outcome (\\S+) \\(.+?\\) × margin 0.8 by"
              + " (\\S+), 95 % lower bound at all looks since (\\S+) (\\S+), which is (not )?above 0");

  private static final Offset<Double> CLOSE = within(1e-4);
  private static final Offset<Double> FOUR_DIGITS = within(0.005);

  private final ScriptedYear year;

  ScriptedGatesTest(ScriptedYear year) {
    this.year = year;
  }

  @Test
  void whatIsProvenIsWhatOwnBooksProve() {
    int bounded = 0;
    for (Signatories.Look look : year.signatories().looks()) {
      OwnProof own = OwnProof.of(look, year.books());
      String what = "seed %d, %s, own %s".formatted(LivedYear.SEED, look, own);
      String why = look.gate().path("proven").path("why").asText();
      Matcher told = PROVEN.matcher(why);
      assertThat(look.gate().path("proven").path("standing").asText())
          .as(what)
          .isEqualTo(own.standing());
      if (told.matches()) {
        bounded++;
        assertThat(told.group(1)).as(what).isEqualTo(each(own.cost(), own));
        assertThat(told.group(2)).as(what).isEqualTo(each(own.value(), own));
        assertThat(Double.parseDouble(told.group(5))).as(what).isEqualTo(own.bound(), FOUR_DIGITS);
      }
    }
    assertThat(bounded).isGreaterThan(2);
  }

  private static String each(BigDecimal usd, OwnProof own) {
    return usd.divide(own.outcomes(), new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  @Test
  void onlyWhatIsProvenGoesBeyondTheCap() {
    BigDecimal cap = new BigDecimal(AgreedGates.UNPROVEN);
    List<Signatories.Look> beyond =
        year.signatories().looks().stream()
            .filter(look -> look.gate().path("holds").asBoolean())
            .filter(look -> new BigDecimal(look.share()).compareTo(cap) > 0)
            .filter(look -> !look.useCase().equals("contracts"))
            .toList();
    for (Signatories.Look look : beyond) {
      assertThat(look.passed())
          .as("seed %d, %s", LivedYear.SEED, look)
          .isEqualTo(OwnProof.of(look, year.books()).standing().equals("holds"));
    }
    assertThat(beyond)
        .filteredOn(Signatories.Look::passed)
        .extracting(look -> look.useCase() + "/" + look.to())
        .containsExactly("claims/soft_launch", "claims/production");
    assertThat(beyond)
        .filteredOn(look -> !look.passed())
        .extracting(look -> look.useCase() + "/" + look.to())
        .containsExactly(
            "claims/beta",
            "coding/beta",
            "invoices/beta",
            "triage/beta",
            "voice/beta",
            "triage/soft_launch",
            "triage/production",
            "claims/customer");
  }

  @Test
  void aGateAsksHowGoodOutcomesWereSeenToBe() {
    List<Signatories.Look> looks =
        year.signatories().looks().stream()
            .filter(look -> look.gate().at("/criteria/0/metric").asText().equals("quality"))
            .toList();
    for (Signatories.Look look : looks) {
      JsonNode told = look.gate().at("/criteria/0");
      OwnQuality own = OwnQuality.of(look, year.books());
      String what = "seed %d, %s, own %s".formatted(LivedYear.SEED, look, own);
      assertThat(told.path("n").asLong()).as(what).isEqualTo(own.n());
      assertThat(told.path("figure").asDouble()).as(what).isCloseTo(own.mean(), CLOSE);
      assertThat(told.path("low").asDouble()).as(what).isCloseTo(own.low(), CLOSE);
      assertThat(told.path("standing").asText()).as(what).isEqualTo(own.standing());
    }
    assertThat(looks)
        .extracting(look -> look.useCase() + " " + OwnQuality.of(look, year.books()).standing())
        .containsExactly("claims holds", "claims holds", "invoices fails");
  }

  @Test
  void nobodyCallsWhatHasEnded() {
    Instant ended = ScriptedYear.SUNSET_IN.atDay(3).atTime(9, 0).toInstant(ZoneOffset.UTC);
    assertThat(
            year.books()
                .sent(
                    call -> call.useCase().equals(ScriptedYear.SUNSET) && call.at().isAfter(ended)))
        .isNotEmpty()
        .allMatch(call -> call.refused().isPresent());
  }
}
