package dev.weir.flow.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Origin;
import dev.weir.flow.provider.Account;
import dev.weir.flow.provider.Families;
import dev.weir.flow.provider.Family;
import dev.weir.flow.provider.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenKeeperTest {
  private static final Provider PROVIDER = provider();

  private final List<String> told = new ArrayList<>();
  private final List<String> exchanged = new ArrayList<>();
  private final Slot slot = new Slot(new Credential.Missing("none yet"));
  private Instant now = Instant.parse("2026-11-22T04:00:00Z");
  private String text = "one";
  private String failure = "";
  private final TokenKeeper keeper =
      new TokenKeeper(
          new Credentials.Configured(PROVIDER, () -> text),
          this::exchange,
          slot,
          new Credentials.Surroundings(() -> now, new Random(1), told::add));

  private static Provider provider() {
    Family vertex = Families.read().named("vertex");
    Account account = Account.at(vertex, "", Map.of(), Map.of("project", "p", "location", "l"));
    Origin origin = new Origin(true, "up", 443);
    return new Provider("vx", "vx", vertex, origin, "", List.of(), account, 1000, Set.of());
  }

  private Credential exchange(String of) throws Exchange.Unavailable {
    if (!failure.isEmpty()) {
      throw new Exchange.Unavailable(failure);
    }
    exchanged.add(of);
    return new Credential.Token("token-" + exchanged.size(), now.plusSeconds(3_600));
  }

  private Duration after(long seconds) throws InterruptedException {
    return after(Duration.ofSeconds(seconds));
  }

  private Duration after(Duration pause) throws InterruptedException {
    now = now.plus(pause);
    return keeper.look();
  }

  @Test
  void aTokenIsRenewedAtEightyPercentOfItsLifeATenthSoonerOrLater() throws InterruptedException {
    List<Long> lives = new ArrayList<>();
    Instant made = now;
    Duration pause = keeper.look();
    while (lives.size() < 200) {
      int before = exchanged.size();
      pause = after(pause);
      if (exchanged.size() > before) {
        lives.add(Duration.between(made, now).toSeconds());
        made = now;
      }
    }

    assertThat(lives).allSatisfy(life -> assertThat(life).isBetween(2_590L, 3_200L));
    assertThat(lives.stream().distinct().count()).isGreaterThan(50);
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsConfiguredIsReadAgainAndExchangedWhenItHasChanged() throws InterruptedException {
    assertThat(after(0)).isEqualTo(Duration.ofSeconds(30));
    assertThat(after(30)).isEqualTo(Duration.ofSeconds(30));
    text = "two";
    assertThat(after(30)).isEqualTo(Duration.ofSeconds(30));

    assertThat(exchanged).containsExactly("one", "two");
    assertThat(slot.now()).isEqualTo(new Credential.Token("token-2", now.plusSeconds(3_600)));
  }

  @Test
  void aTokenThatCannotBeRenewedServesAsLongAsItLives() throws InterruptedException {
    after(0);
    Credential first = slot.now();
    failure = "the endpoint is away";

    assertThat(after(3_500)).isEqualTo(Duration.ofSeconds(10));
    assertThat(slot.now()).isEqualTo(first);
    after(10);
    after(100);
    assertThat(slot.now()).isEqualTo(new Credential.Missing("the endpoint is away"));
    failure = "";
    after(10);

    assertThat(slot.now()).isInstanceOf(Credential.Token.class);
    assertThat(told)
        .containsExactly(
            "provider vx keeps its credential, which cannot be renewed: the endpoint is away",
            "provider vx has a credential again");
  }

  @Test
  void aProviderWhoseFirstTokenFailsHasNoneUntilItComes() throws InterruptedException {
    failure = "no";
    after(0);
    assertThat(slot.now()).isEqualTo(new Credential.Missing("no"));
    failure = "";
    after(10);

    assertThat(told)
        .containsExactly("provider vx has no credential: no", "provider vx has a credential again");
  }

  @Test
  void aRequestCarriesWhatItsWayWants() {
    Credentials fixed = Credentials.fixed(Map.of("open", "planted"));
    Family openai = Families.read().named("openai");
    Provider open =
        new Provider("open", "open", openai, new Origin(true, "u", 443), "", List.of(), 1000);

    Presented presented = fixed.present(open, "/v1", Headers.of("accept", "a"), new byte[0]);

    assertThat(presented)
        .isEqualTo(
            new Presented.Signed(
                Headers.of("accept", "a", "authorization", "Bearer planted"), List.of("planted")));
    assertThat(presented.toString()).doesNotContain("planted");
    assertThat(fixed.toString()).isEqualTo("Credentials of [open]");
  }
}
