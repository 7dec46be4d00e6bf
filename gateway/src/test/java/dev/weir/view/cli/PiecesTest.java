package dev.weir.view.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final int RECORDS = 12_001;

  @Test
  void aTableIsCutBetweenRecordsAndEachPieceHasTheNames() {
    String rows =
        IntStream.range(0, RECORDS)
            .mapToObj(i -> "%d,\"a \"\"quoted\"\" line\nand another, of %d\"\n".formatted(i, i))
            .collect(Collectors.joining());

    List<String> pieces = Pieces.ofTable("id,note\n" + rows);

    assertThat(pieces).hasSize(3).allMatch(piece -> piece.startsWith("id,note\n"));
    assertThat(
            pieces.stream()
                .map(piece -> piece.substring("id,note\n".length()))
                .collect(Collectors.joining()))
        .isEqualTo(rows);
    assertThat(pieces).last().asString().startsWith("id,note\n10000,");
  }

  @Test
  void aTableWithoutALineEndOrWithoutRecordsStaysWhole() {
    assertThat(Pieces.ofTable("id\n1")).containsExactly("id\n1");
    assertThat(Pieces.ofTable("id\n")).containsExactly("id\n");
    assertThat(Pieces.ofTable("")).containsExactly("");
  }

  @Test
  void linesOfJsonBecomeLists() {
    String lines =
        IntStream.range(0, RECORDS)
            .mapToObj("{\"id\":\"%d\"}"::formatted)
            .collect(Collectors.joining("\n\n"));

    List<String> pieces = Pieces.ofLines(lines, "records");

    assertThat(pieces).hasSize(3);
    assertThat(pieces.getLast())
        .startsWith("{\"records\": [{\"id\":\"10000\"},")
        .endsWith("{\"id\":\"12000\"}]}");
  }
}
