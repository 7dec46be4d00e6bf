package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/// What no part of [WeirConfig] needs yet has its own records here.
class ConfigBindingTest {
  private static final Shops NONE = new Shops(Map.of(), Map.of());

  record Shops(Map<String, String> names, Map<String, Duration> waits) {}

  private static Shops bind(String yaml, Map<String, String> environment) {
    LoadSettings settings = LoadSettings.builder().setLabel("shops.yaml").build();
    return new ConfigBinding("shops.yaml", environment)
        .bind(new Compose(settings).composeString(yaml), Shops.class, NONE);
  }

  @Test
  void aMapMayHoldSingleValues() {
    Shops shops = bind("names: {gpt-4o: blue, claude: 'red: dark'}\nwaits: {one: 2s}\n", Map.of());

    assertThat(shops.names())
        .containsExactly(Map.entry("gpt-4o", "blue"), Map.entry("claude", "red: dark"));
    assertThat(shops.waits()).containsExactly(Map.entry("one", Duration.ofSeconds(2)));
  }

  @Test
  void aVariableOverridesAValueOfAMap() {
    assertThat(bind("names: {gpt-4o: blue}", Map.of("WEIR_NAMES_GPT_4O", "green")).names())
        .containsExactly(Map.entry("gpt-4o", "green"));
  }

  @Test
  void aValueOfAMapThatIsNoneIsRefusedWithItsLineAndKey() {
    assertThatThrownBy(() -> bind("waits:\n  one: 2s\n  two: soon\n", Map.of()))
        .hasMessageContaining("shops.yaml:3: waits.two: must be a duration")
        .hasMessageContaining("'soon'");
    assertThatThrownBy(() -> bind("names: {one: [blue]}\n", Map.of()))
        .hasMessage("shops.yaml:1: names.one must be a single value");
    assertThatThrownBy(() -> bind("names: {one: a, one: b}\n", Map.of()))
        .hasMessage("shops.yaml:1: names.one is given twice");
  }
}
