package dev.weir.app;

import dev.weir.app.config.ConfigValue;
import dev.weir.app.config.ConfigValues;
import dev.weir.view.api.ConfiguredValue;
import java.util.List;
import java.util.Map;

/// The configuration in force, in the words of the API.
///
/// @param environment variables, of which some override the file
record Configured(Reload reload, Map<String, String> environment) {

  List<ConfiguredValue> values() {
    return ConfigValues.of(reload.inForce()).stream().map(this::told).toList();
  }

  private ConfiguredValue told(ConfigValue value) {
    return new ConfiguredValue(
        value.key(),
        value.value(),
        value.usual(),
        origin(value),
        value.variable(),
        value.meaning(),
        value.isLive());
  }

  private String origin(ConfigValue value) {
    if (value.variable().filter(environment::containsKey).isPresent()) {
      return "variable";
    }
    return value.isSet() ? "file" : "default";
  }
}
