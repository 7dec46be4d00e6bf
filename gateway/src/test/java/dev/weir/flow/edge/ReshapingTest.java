package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Origin;
import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Splices;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.policy.Reservation;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.provider.Account;
import dev.weir.flow.provider.Families;
import dev.weir.flow.provider.Family;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Plan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReshapingTest {
  private static final String BODY =
      "{\"model\":\"support\",\"max_tokens\":9,\"stream\":true,\"messages\":[]}";

  private static Plan.Step step(String family, Map<String, String> ids) {
    Family of = Families.read().named(family);
    Provider provider =
        new Provider(
            "up",
            "up",
            of,
            new Origin(true, "up", 443),
            "",
            List.of(),
            Account.at(of, "", ids, Map.of()),
            1000,
            Set.of());
    return new Plan.Step(provider, "claude", Wire.ANTHROPIC_MESSAGES, "");
  }

  private static String sent(Plan.Step step, Headers headers) {
    byte[] body = BODY.getBytes(UTF_8);
    Ask ask = ((AskReader.Reading.Understood) AskReader.read(Wire.ANTHROPIC_MESSAGES, body)).ask();
    Verdict allow = new Verdict.Allow(new Reservation(Money.ofPicos(0), 0, List.of(), List.of()));
    List<Splice> splices = Reshaping.splices(allow, ask, step, headers);
    return new String(Splices.apply(body, ask, splices), UTF_8);
  }

  @Test
  void aProviderIsAskedForAModelByItsOwnName() {
    assertThat(sent(step("anthropic", Map.of("claude", "claude-1")), Headers.EMPTY))
        .isEqualTo(BODY.replace("support", "claude-1"));
    assertThat(sent(step("anthropic", Map.of("other", "claude-1")), Headers.EMPTY))
        .isEqualTo(BODY.replace("support", "claude"));
  }

  @Test
  void whatAVendorWantsToBeDifferentIs() {
    Headers headers = Headers.of("anthropic-beta", "context-1m", "x-other", "y");

    assertThat(sent(step("bedrock-anthropic", Map.of("claude", "eu.claude-v1:0")), headers))
        .isEqualTo(
            "{\"anthropic_version\":\"bedrock-2023-05-31\",\"anthropic_beta\":[\"context-1m\"],"
                + "\"max_tokens\":9,\"messages\":[]}");
  }
}
