package dev.weir.base.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTest {
  @TempDir private Path folder;

  /// What another program writes: kinds of values that bills have.
  private byte[] written(String select) throws SQLException, IOException {
    Path file = folder.resolve("written.parquet");
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(select, file));
    }
    return Files.readAllBytes(file);
  }

  @Test
  void isReadAsCsv() throws Exception {
    byte[] content =
        written(
            """
            SELECT 'said "no", twice' AS words, CAST(NULL AS VARCHAR) AS nothing, '' AS empty,
              CAST(0.00001 AS DOUBLE) AS cost, CAST(1.500 AS DECIMAL(38, 12)) AS list_cost,
              TIMESTAMP '2026-11-01 00:30:00' AS begins,
              TIMESTAMPTZ '2026-11-01 01:30:00+01:00' AS ends,
              MAP {'servicecode': 'AmazonBedrock'} AS product, [1, 2] AS list, 7 AS "count"
            """);

    assertThat(Parquet.is(content)).isTrue();
    assertThat(Parquet.csv("cur.parquet", content, 1_000).lines())
        .containsExactly(
            "\"words\",\"nothing\",\"empty\",\"cost\",\"list_cost\",\"begins\",\"ends\",\"product\",\"list\",\"count\"",
            "\"said \"\"no\"\", twice\",,\"\",\"0.00001\",\"1.5\",\"2026-11-01T00:30:00Z\",\"2026-11-01T00:30:00Z\","
                + "\"{\"\"servicecode\"\":\"\"AmazonBedrock\"\"}\",\"[1,2]\",\"7\"");
  }

  @Test
  void moreThanIsLeftIsRefused() throws Exception {
    byte[] content = written("SELECT repeat('x', 100) AS words FROM range(10000)");

    assertThatThrownBy(() -> Parquet.csv("cur.parquet", content, 1_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cur.parquet and what comes before it have more than 1,000 characters as text");
  }

  @Test
  void halfOfItIsRefusedByName() throws Exception {
    byte[] content = written("SELECT i AS words FROM range(100) AS numbers(i)");

    assertThatThrownBy(
            () -> Parquet.csv("cur.parquet", Arrays.copyOf(content, content.length - 20), 1_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cur.parquet is no Parquet file that can be read: ");
  }

  @Test
  void textIsNone() {
    assertThat(Parquet.is("PARTS,1".getBytes(UTF_8))).isFalse();
    assertThat(Parquet.is(new byte[0])).isFalse();
  }
}
