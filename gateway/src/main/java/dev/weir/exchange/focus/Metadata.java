package dev.weir.exchange.focus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// What FOCUS wants told of a file: its schema and who made it; beside that, what Weir has to say
/// of the figures.
final class Metadata {
  private static final int PRECISION = 38;
  private static final int SCALE = 12;

  private Metadata() {}

  /// @param release of the program
  /// @param at when the file was made
  static String of(
      FocusQuery query,
      List<LedgerGaps.Unpriced> unpriced,
      long withoutListPrice,
      String release,
      Instant at) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.putObject("DataGenerator").put("DataGenerator", "Weir");
    List<FocusColumn> columns = FocusColumn.of(query.version());
    ObjectNode schema = metadata.putObject("Schema");
    schema
        .put("SchemaId", schemaId(query.version(), columns))
        .put("CreationDate", at.truncatedTo(ChronoUnit.SECONDS).toString())
        .put("FocusVersion", query.version().toString())
        .put("DataGeneratorVersion", release);
    ArrayNode definitions = schema.putArray("ColumnDefinition");
    columns.forEach(column -> define(definitions.addObject(), column, query.version()));
    addOwn(metadata, query, unpriced, withoutListPrice);
    return metadata.toPrettyString() + "\n";
  }

  /// The same as long as the columns are.
  private static String schemaId(FocusVersion version, List<FocusColumn> columns) {
    byte[] content = (version + columns.toString()).getBytes(StandardCharsets.UTF_8);
    return "weir-focus-" + version + "-" + UUID.nameUUIDFromBytes(content);
  }

  private static void define(ObjectNode definition, FocusColumn column, FocusVersion version) {
    definition.put("ColumnName", column.name());
    switch (column.type()) {
      case DECIMAL ->
          definition
              .put("DataType", "DECIMAL")
              .put("NumericPrecision", PRECISION)
              .put("NumberScale", SCALE);
      case TIME -> definition.put("DataType", "DATETIME");
      case STRING -> definition.put("DataType", "STRING").put("StringEncoding", "UTF-8");
      case JSON -> definition.put("DataType", "JSON").put("StringEncoding", "UTF-8");
    }
    // The last version but one that has it says that it will go.
    if (column.until().filter(last -> last == version).isPresent()) {
      definition.put("Deprecated", true);
    }
  }

  private static void addOwn(
      ObjectNode metadata,
      FocusQuery query,
      List<LedgerGaps.Unpriced> unpriced,
      long withoutListPrice) {
    metadata
        .put("x_From", query.from().toString())
        .put("x_To", query.to().toString())
        .put("x_Granularity", query.granularity().toString())
        .put("x_LinesWithoutListPrice", withoutListPrice);
    ArrayNode gaps = metadata.putArray("x_Unpriced");
    unpriced.forEach(gap ->
        gaps.addObject()
            .put("Provider", gap.provider())
            .put("Model", gap.model())
            .put("What", gap.what())
            .put("Attempts", gap.attempts()));
  }
}
