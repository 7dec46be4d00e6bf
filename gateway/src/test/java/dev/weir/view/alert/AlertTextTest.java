package dev.weir.view.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.projection.RaisedAlerts;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Window;
import dev.weir.view.person.Pseudonyms;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertTextTest {
  private static final String KIM = "kim.park@example.org";
  private static final Pseudonyms USERS = new Pseudonyms(new byte[32]);
  private static final String CALLED = USERS.of(KIM);

  private static AlertText reached(Optional<Scope> scope, String value) {
    return AlertText.of(
        new RaisedAlerts.Threshold(
            7,
            new Entry.Alerted(
                new BalanceKey("each#1", value, 0), Instant.EPOCH, 700, Total.of(7), Total.of(10)),
            scope.map(it -> Budget.of("each", it, Window.parse("total"), Total.of(10)))),
        USERS);
  }

  @Test
  void aBudgetOfEachUserTellsPseudonymsInTextSubjectAndId() {
    AlertText text = reached(Optional.of(Scope.EVERY_CALL.per("user")), KIM);

    assertThat(text.json()).contains("\"value\":\"" + CALLED + "\"").doesNotContain("kim");
    assertThat(text.subject()).isEqualTo("Budget each of %s reached 70 %% of its limit", CALLED);
    assertThat(text.id()).isEqualTo("each#1/%s/0/700", CALLED.replace("~", "%7E"));
    assertThat(text.lines()).noneMatch(line -> line.contains("kim"));
  }

  @Test
  void aBudgetThatIsGoneMayHaveBeenOfEachUser() {
    AlertText text = reached(Optional.empty(), KIM);

    assertThat(text.json() + text.id() + text.subject()).contains(CALLED).doesNotContain("kim");
  }

  @Test
  void usersThatABudgetIsForArePseudonymsAndOtherValuesAreNot() {
    Scope scope = Scope.where(Condition.in("user", KIM)).per("team");

    AlertText text = reached(Optional.of(scope), "billing");

    assertThat(text.json())
        .contains("\"in\":[\"" + CALLED + "\"]", "\"value\":\"billing\"")
        .doesNotContain("kim");
    assertThat(text.id()).isEqualTo("each#1/billing/0/700");
  }

  @Test
  void anOverrunTellsTheUserOfItsCallByPseudonym() {
    Tags tags = Tags.of(Map.of("user", KIM, "use_case", "triage"));
    Entry.Overrun entry =
        new Entry.Overrun(new CallId(1, 1), 1, Instant.EPOCH, Money.ZERO, Money.ZERO);

    AlertText text = AlertText.of(new RaisedAlerts.Overran(1, entry, tags), USERS);

    assertThat(text.json())
        .contains("\"use_case\":\"triage\"", "\"user\":\"" + CALLED + "\"")
        .doesNotContain("kim");
    assertThat(text.id()).isEqualTo(entry.call() + ".1");
  }
}
