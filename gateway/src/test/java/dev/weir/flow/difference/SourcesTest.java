package dev.weir.flow.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.difference.Dispute.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two imported catalogues, `a` before `b`, and what is in force of one meter that both price.
class SourcesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static Catalogue imported(String name, String... prices) {
    return catalogue(name, "imported", prices);
  }

  private static Catalogue catalogue(String name, String kind, String... prices) {
    return Catalogue.parse(
        """
        {"format": "weir-prices/1", "name": "%s", "kind": "%s",
         "origin": {"source": "%s", "observed_at": "2026-06-01"},
         "models": [{"provider": "p", "id": "m", "prices": [%s]}], "contracts": []}
        """
            .formatted(name, kind, name, String.join(",", prices)));
  }

  private static String input(String usd, String more) {
    return "{\"meter\": \"input\", \"usd\": \"%s\", \"per\": 1000000%s}".formatted(usd, more);
  }

  private static String input(String usd) {
    return input(usd, "");
  }

  /// What is in force after catalogues were put in force one after the other.
  private static Sources after(Sources before, Catalogue... changed) {
    List<Catalogue> stated = new ArrayList<>(before.stated());
    for (Catalogue each : changed) {
      stated.removeIf(old -> old.name().equals(each.name()));
      stated.add(each);
    }
    stated.sort((x, y) -> x.name().compareTo(y.name()));
    return new Sources(stated, before.after(stated, NOW));
  }

  private static Sources decided(Sources before, Dispute dispute) {
    before.requireCurrent(dispute);
    return new Sources(before.stated(), List.of(dispute));
  }

  private static List<String> inForce(Sources sources) {
    return sources.inForce().getFirst().models().getFirst().cells().stream()
        .map(cell -> cell.price().amount().toPlainString())
        .toList();
  }

  private static Dispute only(Sources sources) {
    List<Dispute> disputes = sources.disputes(NOW);
    assertThat(disputes).hasSize(1);
    return disputes.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3.03, false",
    "3, 3.030001, true",
    "3.03, 3, false",
    "0, 0, false",
    "0, 0.01, true",
  })
  void moreThanOnePerCentIsADispute(String a, String b, boolean differ) {
    Sources sources = after(Sources.NONE, imported("a", input(a)), imported("b", input(b)));

    assertThat(sources.disputes(NOW)).hasSize(differ ? 1 : 0);
  }

  @Test
  void twoSourcesThatComeTogetherAreListedAndTheFirstIsInForce() {
    Sources sources = after(Sources.NONE, imported("b", input("4")), imported("a", input("3")));

    assertThat(inForce(sources)).containsExactly("3");
    assertThat(only(sources).setsAside()).isFalse();
    assertThat(only(sources).state()).isEqualTo(State.OPEN);
    assertThat(only(sources).challengers(NOW))
        .extracting(Statement::catalogue)
        .containsExactly("b");
  }

  @Test
  void aChangeThatAnotherSourceContradictsIsSetAside() {
    Sources before = after(Sources.NONE, imported("a", input("3")), imported("b", input("3")));
    Sources sources = after(before, imported("a", input("6")));

    assertThat(inForce(sources)).containsExactly("3");
    assertThat(only(sources).setsAside()).isTrue();
    assertThat(only(sources).stated().getFirst().cells().getFirst().price().amount())
        .isEqualByComparingTo("6");
  }

  @Test
  void aNewSourceThatGoesBeforeChangesNoPriceByItself() {
    Sources before = after(Sources.NONE, imported("b", input("3")));
    Sources sources = after(before, imported("a", input("6")));

    assertThat(inForce(sources)).containsExactly("3");
    PriceCell kept = sources.inForce().getFirst().models().getFirst().cells().getFirst();
    assertThat(kept.origin().source()).as("who states the price in force").isEqualTo("b");
  }

  @Test
  void aChangeThatNobodyElsePricesIsInForceAtOnce() {
    Sources before = after(Sources.NONE, imported("a", input("3")));
    Sources sources = after(before, imported("a", input("6")));

    assertThat(inForce(sources)).containsExactly("6");
    assertThat(sources.disputes(NOW)).isEmpty();
  }

  @Test
  void whatAPersonWroteIsInForceWhateverListsSay() {
    Sources before =
        after(Sources.NONE, catalogue("a", "own", input("3")), imported("b", input("3")));
    Sources sources = after(before, catalogue("a", "own", input("6")));

    assertThat(inForce(sources)).containsExactly("6");
    assertThat(only(sources).setsAside()).isFalse();
  }

  @Test
  void whenTheOtherSourceFollowsTheNewPriceIsInForce() {
    Sources before = after(Sources.NONE, imported("a", input("3")), imported("b", input("3")));
    Sources aside = after(before, imported("a", input("2")));
    Sources sources = after(aside, imported("b", input("2")));

    assertThat(inForce(aside)).containsExactly("3");
    assertThat(inForce(sources)).containsExactly("2");
    assertThat(sources.disputes(NOW)).isEmpty();
  }

  @Test
  void aDecisionStandsUntilASourceStatesSomethingElse() {
    Sources before = after(Sources.NONE, imported("a", input("3")), imported("b", input("3")));
    Sources aside = after(before, imported("a", input("6")));
    Sources accepted = decided(aside, only(aside).accepted(Optional.empty(), NOW));
    Sources again = after(accepted, imported("a", input("6")), imported("b", input("3")));
    Sources other = after(again, imported("b", input("4")));
    Sources next = after(other, imported("a", input("7")));

    assertThat(inForce(accepted)).containsExactly("6");
    assertThat(only(again).state()).isEqualTo(State.ACCEPTED);
    assertThat(inForce(again)).containsExactly("6");
    assertThat(only(other).state()).as("b states 4 by now").isEqualTo(State.OPEN);
    assertThat(inForce(other)).as("what was accepted stays").containsExactly("6");
    assertThat(inForce(next)).containsExactly("6");
    assertThat(only(next).setsAside()).isTrue();
  }

  @Test
  void theFigureOfALaterSourceCanBePutInForce() {
    Sources sources = after(Sources.NONE, imported("a", input("3")), imported("b", input("4")));
    Sources accepted = decided(sources, only(sources).accepted(Optional.of("b"), NOW));

    assertThat(inForce(accepted)).containsExactly("4");
    assertThat(inForce(after(accepted, imported("a", input("5"))))).containsExactly("4");
    assertThat(inForce(after(accepted, imported("a", input("4.01"))))).containsExactly("4.01");
  }

  @Test
  void whatIsKeptStaysAfterEveryImportOfTheSame() {
    Sources before = after(Sources.NONE, imported("a", input("3")), imported("b", input("3")));
    Sources aside = after(before, imported("a", input("6")));
    Sources kept = decided(aside, only(aside).kept());
    Sources again = after(kept, imported("a", input("6")));

    assertThat(inForce(again)).containsExactly("3");
    assertThat(only(again).state()).isEqualTo(State.KEPT);
  }

  @Test
  void aDecisionAboutOtherFiguresIsRefused() {
    Sources sources = after(Sources.NONE, imported("a", input("3")), imported("b", input("4")));
    Dispute old = only(sources).kept();
    Sources moved = after(sources, imported("b", input("5")));

    assertThatThrownBy(() -> moved.requireCurrent(old))
        .hasMessageContaining(old.place().id())
        .hasMessageContaining("look at it again");
  }

  @Test
  void acceptingNamesASourceWhereSeveralDisagree() {
    Sources sources =
        after(
            Sources.NONE,
            imported("a", input("3")),
            imported("b", input("4")),
            imported("c", input("5")));

    assertThatThrownBy(() -> only(sources).accepted(Optional.empty(), NOW))
        .hasMessageContaining("2 sources")
        .hasMessageContaining("[a, b, c]");
    assertThatThrownBy(() -> only(sources).accepted(Optional.of("d"), NOW))
        .hasMessageContaining("no source is called 'd'");
  }

  @Test
  void whatIsOverIsNoDispute() {
    String until = ", \"effective_to\": \"2026-05-01\"";
    String since = ", \"effective_from\": \"2026-05-01\"";
    Sources sources =
        after(
            Sources.NONE,
            imported("a", input("9", until), input("3", since)),
            imported("b", input("3")));

    assertThat(sources.disputes(NOW)).isEmpty();
    assertThat(sources.disputes(Instant.parse("2026-04-30T23:59:59Z"))).hasSize(1);
  }

  @Test
  void aPriceOfLaterIsADisputeNowAndSetAside() {
    Sources before = after(Sources.NONE, imported("a", input("3")), imported("b", input("3")));
    Sources sources =
        after(
            before,
            imported(
                "a",
                input("3", ", \"effective_to\": \"2027-01-01\""),
                input("2", ", \"effective_from\": \"2027-01-01\"")));

    assertThat(inForce(sources)).containsExactly("3");
    assertThat(only(sources).setsAside()).isTrue();
  }

  @Test
  void pricesAtOtherTimesOfTheDayAreComparedAtThoseTimes() {
    String night = ", \"daily_from\": \"00:00\", \"daily_to\": \"06:00\"";
    String day = ", \"daily_from\": \"06:00\", \"daily_to\": \"00:00\"";
    Sources same =
        after(
            Sources.NONE,
            imported("a", input("1", night), input("3", day)),
            imported("b", input("3", day)));
    Sources differ =
        after(
            Sources.NONE,
            imported("a", input("1", night), input("3", day)),
            imported("b", input("3")));

    assertThat(same.disputes(NOW)).isEmpty();
    assertThat(differ.disputes(NOW)).hasSize(1);
  }

  @Test
  void otherTiersScopesContextsAndCurrenciesAreOtherPlaces() {
    Sources sources =
        after(
            Sources.NONE,
            imported("a", input("3")),
            imported(
                "b",
                input("9", ", \"tier\": \"batch\""),
                input("9", ", \"scope\": \"eu\""),
                input("9", ", \"above_input_tokens\": 9, \"context_tier\": \"cliff\""),
                "{\"meter\": \"input\", \"amount\": \"9\", \"currency\": \"EUR\", \"per\": 1}"));

    assertThat(sources.disputes(NOW)).isEmpty();
  }
}
