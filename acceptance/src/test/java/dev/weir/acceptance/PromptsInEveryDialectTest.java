package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One prompt's name in every dialect, while the vendor behind it changes: whole answers and
/// streams, the provider's own book, and the ledger.
@Tag("slow")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PromptsInEveryDialectTest {
  private static final Inbound[] CONVERSING = {
    Inbound.CHAT, Inbound.RESPONSES, Inbound.MESSAGES, Inbound.GENERATE, Inbound.CONVERSE
  };

  private final Stage stage = Vendors.stage();
  private int version;

  @BeforeAll
  void modules(@TempDir Path folder) throws IOException {
    Path text = folder.resolve("text");
    Files.writeString(text, "You answer for {{company}}.");
    weir("modules", "put", "tone", text.toString(), "--otherwise", "company=Initech");
    Files.writeString(text, "An example?");
    weir("modules", "put", "example", text.toString(), "--role", "user");
    Files.writeString(text, "Its answer.");
    weir("modules", "put", "answer", text.toString(), "--role", "assistant");
  }

  @AfterAll
  void close() {
    stage.close();
  }

  private void weir(String... args) {
    stage.gateway().weir(args).expect(0);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, chat.completions",
    "claude-sonnet-4-5, messages",
    "gemini-2.5-flash, generateContent"
  })
  void theVendorBehindAPromptChangesAndNoApplicationDoes(String model, String endpoint) {
    weir("prompts", "put", "support", "--module", "tone,example,answer", "--model", model);
    version++;
    weir("prompts", "label", "support", "production", "--version", Integer.toString(version));

    for (Inbound wire : CONVERSING) {
      for (boolean stream : new boolean[] {false, true}) {
        Asking asking = new Asking(stage, wire, "prompt/support", stream);

        Asking.Answered answered = asking.ask("hello [[sim in=1234 out=56]]");

        BookRow row = asking.booked(answered, model);
        assertThat(row.model()).as("%s %s", wire, stream).isEqualTo(model);
        boolean own = wire == Inbound.RESPONSES && model.startsWith("gpt");
        assertThat(row.endpoint()).isEqualTo(own ? "responses" : endpoint);
        JsonNode call = stage.ended(answered.call());
        assertThat(call.path("model_asked").asText()).isEqualTo("prompt/support");
        JsonNode reservation = call.path("booked").path(0).path("reservation");
        assertThat(reservation.path("modules").valueStream().map(JsonNode::asText))
            .hasSize(3)
            .allMatch(module -> module.matches("(tone|example|answer)@1:\\d+"));
      }
    }
    costs();
  }

  /// The lines of a prompt add up to what the input of all its calls was charged.
  private void costs() {
    BigDecimal modules =
        stage
            .gateway()
            .weir("prompts", "cost", "support", "--from", "2020-01-01", "--format", "csv")
            .expect(0)
            .csv()
            .stream()
            .map(line -> new BigDecimal(line.get("cost USD")))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal input =
        stage.simulator().book().stream()
            .map(row -> stage.prices().cost(row.model(), row.input(), 0))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(modules).isEqualByComparingTo(input).isPositive();
  }
}
