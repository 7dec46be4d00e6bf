package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Splices;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.policy.Reservation;
import dev.weir.flow.policy.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a vendor wants otherwise than OpenAI is done to a chat, and nothing else.
class ChatMannersTest {
  private static final Reservation HELD = new Reservation(Money.ZERO, 0, List.of(), List.of());
  private static final Verdict ALLOWED = new Verdict.Allow(HELD);

  private static String sent(String body, Verdict verdict, String family) {
    byte[] bytes = body.getBytes(UTF_8);
    Ask ask = ((AskReader.Reading.Understood) AskReader.read(Wire.OPENAI_CHAT, bytes)).ask();
    return new String(
        Splices.apply(
            bytes,
            ask,
            Reshaping.splices(
                verdict, ask, Spoken.step(family, ask.model(), Wire.OPENAI_CHAT), Headers.EMPTY)),
        UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
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

    assertThat(sent(asked, ALLOWED, "ollama"))
        .isEqualTo(expected == null ? asked : expected.replace('\'', '"'));
    assertThat(sent(asked, ALLOWED, "openai")).isEqualTo(asked);
  }

  @Test
  void aShorterAnswerIsAskedForByTheNameThatCounts() {
    Verdict shorter = new Verdict.Reshape(HELD, 3);

    assertThat(sent("{\"model\":\"m\"}", shorter, "ollama"))
        .isEqualTo("{\"max_tokens\":3,\"model\":\"m\"}");
    assertThat(sent("{\"model\":\"m\"}", shorter, "openai"))
        .isEqualTo("{\"max_completion_tokens\":3,\"model\":\"m\"}");
    assertThat(sent("{\"model\":\"m\",\"max_completion_tokens\":9}", shorter, "ollama"))
        .isEqualTo("{\"max_tokens\":3,\"model\":\"m\",\"max_completion_tokens\":3}");
  }

  @Test
  void aStreamIsAskedForItsUsageOnlyWhereItDoesNotSayItUnasked() {
    String stream = "{\"model\":\"m\",\"stream\":true}";

    assertThat(sent(stream, ALLOWED, "groq")).isEqualTo(stream);
    assertThat(sent(stream, ALLOWED, "openai")).contains("\"include_usage\":true");
  }
}
