package dev.weir.exchange.telemetry;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;

/// A fact about a span, by the conventions' name.
sealed interface Attribute {
  String name();

  record Text(String name, String value) implements Attribute {}

  record Whole(String name, long value) implements Attribute {}

  /// @param number as JSON writes it
  record Decimal(String name, String number) implements Attribute {}

  record Flag(String name, boolean value) implements Attribute {}

  /// As OTLP's JSON has it: a 64-bit integer is a text there.
  default void writeTo(JsonOutput json) {
    json.object().text("key", name()).object("value");
    switch (this) {
      case Text text -> json.text("stringValue", text.value());
      case Whole whole -> json.text("intValue", Long.toString(whole.value()));
      case Decimal decimal -> json.value("doubleValue", JsonSlice.of(decimal.number()));
      case Flag flag -> json.flag("boolValue", flag.value());
    }
    json.endObject().endObject();
  }
}
