package dev.weir.view.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import org.junit.jupiter.api.Test;

class SettingsFormTest {
  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

  @Test
  void nothingIsSetWhereThereIsNoHistory() {
    assertThat(SettingsForm.set(new Answered.Refused(404, "missing", "there is none")))
        .isEqualTo(new Answered.Told(NOTHING));
  }

  @Test
  void whereTheHistoryCannotBeReadNothingIsSavedOverIt() {
    Answered failed = new Answered.Refused(503, "unavailable", "the books cannot be read");

    assertThat(SettingsForm.set(failed)).isEqualTo(failed);
  }

  @Test
  void theLatestVersionIsWhatIsSetUnlessItWasTakenBack() {
    ObjectNode history = JsonNodeFactory.instance.objectNode();
    ObjectNode latest = history.putArray("versions").addObject().put("retired", false);
    ObjectNode content = latest.putObject("content").put("currency", "EUR");
    assertThat(SettingsForm.set(new Answered.Told(history))).isEqualTo(new Answered.Told(content));

    latest.put("retired", true);

    assertThat(SettingsForm.set(new Answered.Told(history))).isEqualTo(new Answered.Told(NOTHING));
  }
}
