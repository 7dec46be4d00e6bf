package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Splices;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.policy.Reservation;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.provider.ChatManners;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a vendor wants otherwise than OpenAI is done to requests, and nothing else.
class ReshapingTest {
  private static final Reservation HELD = new Reservation(Money.ZERO, 0, List.of(), List.of());
  private static final ChatManners FORMER = new ChatManners(true, "max_tokens");

  private static String sent(String body, Verdict verdict, ChatManners manners) {
    byte[] bytes = body.getBytes(UTF_8);
    Ask ask =
        ((AskReader.Reading.Understood) AskReader.read(Wire.OPENAI_CHAT, bytes)).ask();
    return new String(
        Splices.apply(bytes, ask, Reshaping.splices(verdict, ask, ask.model(), manners)), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'model':'m'}|",
        "{'model':'m','max_tokens':5}|",
        "{'model':'m','max_tokens':5,'max_completion_tokens':6}|",
        "{'model':'m','max_completion_tokens':6}|{'max_tokens':6,'model':'m','max_completion_tokens':6}",
        "{'model':'m','max_tokens':null,'max_completion_tokens':6}|{'model':'m','max_tokens':6,'max_completion_tokens':6}",
        "{'model':'m','max_completion_tokens':null}|",
      })
  void aLimitByTheNewerNameAloneIsSaidByTheOlderOneToo(String body, @Nullable String expected) {
    String asked = body.replace('\'', '"');

    assertThat(sent(asked, new Verdict.Allow(HELD), FORMER))
        .isEqualTo(expected == null ? asked : expected.replace('\'', '"'));
    assertThat(sent(asked, new Verdict.Allow(HELD), ChatManners.OPENAI)).isEqualTo(asked);
  }

  @Test
  void aShorterAnswerIsAskedForByTheNameThatCounts() {
    Verdict shorter = new Verdict.Reshape(HELD, 3);

    assertThat(sent("{\"model\":\"m\"}", shorter, FORMER))
        .isEqualTo("{\"max_tokens\":3,\"model\":\"m\"}");
    assertThat(sent("{\"model\":\"m\"}", shorter, ChatManners.OPENAI))
        .isEqualTo("{\"max_completion_tokens\":3,\"model\":\"m\"}");
    assertThat(sent("{\"model\":\"m\",\"max_completion_tokens\":9}", shorter, FORMER))
        .isEqualTo("{\"max_tokens\":3,\"model\":\"m\",\"max_completion_tokens\":3}");
  }

  @Test
  void aStreamIsAskedForItsUsageOnlyWhereItDoesNotSayItUnasked() {
    String stream = "{\"model\":\"m\",\"stream\":true}";

    assertThat(sent(stream, new Verdict.Allow(HELD), new ChatManners(false, ""))).isEqualTo(stream);
    assertThat(sent(stream, new Verdict.Allow(HELD), ChatManners.OPENAI))
        .contains("\"include_usage\":true");
  }
}
