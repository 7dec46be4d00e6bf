package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.conversation.Format;

/// The members by which both wires describe the form of an answer.
final class SchemaMembers {
  /// Where a schema has no name: both wires want one.
  private static final String UNNAMED = "answer";

  private SchemaMembers() {}

  static void write(Format.Schema schema, JsonOutput out) {
    out.text("name", schema.name().isEmpty() ? UNNAMED : schema.name());
    schema.description().ifPresent(text -> out.value("description", text));
    out.value("schema", schema.schema());
    schema.strict().ifPresent(strict -> out.flag("strict", strict));
  }
}
